/** Proofs that are owed: who, what, to whom, by when. */
import { Link } from '@tanstack/react-router';
import type { CustomerPage } from '../../../api/customer-views.ts';
import { StateMark } from '../../parts/state-mark.tsx';
import { When } from '../../parts/when.tsx';

export function Burdens({ page: { burdens } }: { readonly page: CustomerPage }) {
  return (
    <section aria-labelledby="burdens">
      <h2 id="burdens">
        Proofs owed <span className="count">{burdens.length}</span>
      </h2>
      {burdens.length === 0 && <p className="quiet">Nobody waits for a proof.</p>}
      <ul className="found">
        {burdens.map((burden) => (
          <li key={`${burden.bearer} ${burden.toConvince} ${burden.promiseId ?? burden.caseId ?? ''} ${burden.what}`}>
            {burden.late && <StateMark state="late" />} {burden.bearerName} owes {burden.toConvinceName}:{' '}
            {burden.promiseId === null ? burden.what : <Link to={`/promises/${burden.promiseId}`}>{burden.what}</Link>}
            {burden.by !== null && (
              <small>
                due <When at={burden.by} />
              </small>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
