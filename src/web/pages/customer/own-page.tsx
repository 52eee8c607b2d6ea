/** The customer's own page: give a contact a link to it, and take links back. */
import { useState } from 'react';
import type { CustomerPage } from '../../../api/customer-views.ts';
import { links } from '../../../api/links.ts';
import { ContactId, LinkId } from '../../../domain/ids.ts';
import { Fault } from '../../parts/page.tsx';
import { When } from '../../parts/when.tsx';
import { useRead, useWrite } from '../../query.ts';

export function OwnPage({ page: { customer } }: { readonly page: CustomerPage }) {
  const { customerId, contacts } = customer;
  const read = useRead(links.list, { customerId });
  const issue = useWrite(links.issue);
  const revoke = useWrite(links.revoke);
  const [given, setGiven] = useState<string | null>(null);
  const nameOf = (contactId: string) => contacts.find((one) => one.contactId === contactId)?.name ?? contactId;
  const valid = read.data?.links.filter(({ standing }) => standing === 'valid') ?? [];
  const error = issue.error ?? revoke.error;
  return (
    <section className="own-page" aria-labelledby="own-page">
      <h2 id="own-page">Their own page</h2>
      <p className="quiet">
        A contact with a link sees what was promised, and says whether it was kept, without signing in. Looking at it
        records nothing.
      </p>
      {error !== null && <Fault error={error} />}
      {contacts.length === 0 && <p className="quiet">No contact is recorded, so there is nobody to give a link to.</p>}
      <div className="actions">
        {contacts.map(({ contactId }) => (
          <button
            key={contactId}
            type="button"
            disabled={issue.isPending}
            onClick={() =>
              issue.mutate(
                { customerId, contactId: ContactId.parse(contactId) },
                { onSuccess: ({ path }) => setGiven(`${location.origin}${path}`) },
              )
            }
          >
            Give {nameOf(contactId)} a link
          </button>
        ))}
      </div>
      {given !== null && (
        <label className="given">
          Send this to the contact and to nobody else; it is not shown again
          <input readOnly value={given} onFocus={({ target }) => target.select()} />
        </label>
      )}
      <ul className="found">
        {valid.map(({ linkId, contactId, expiresAt }) => (
          <li key={linkId}>
            {nameOf(contactId)} has a link until <When at={expiresAt} />{' '}
            <button type="button" onClick={() => revoke.mutate({ customerId, linkId: LinkId.parse(linkId) })}>
              Take it back
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
