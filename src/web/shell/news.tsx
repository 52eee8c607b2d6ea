/** What became late since the reader was last here. */
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { work } from '../../api/work.ts';
import { recall, remember } from '../kept.ts';
import { Dialog } from '../parts/dialog.tsx';
import { When } from '../parts/when.tsx';
import { useRead } from '../query.ts';

const weekMilliseconds = 7 * 86_400_000;

/** The last visit; a first one looks back a week. */
function lastVisit(): string {
  const kept = recall('last-visit') ?? '';
  return Number.isNaN(Date.parse(kept)) ? new Date(Date.now() - weekMilliseconds).toISOString() : kept;
}

export function News() {
  const [since, setSince] = useState(lastVisit);
  const [isOpen, setOpen] = useState(false);
  const area = recall('area') ?? '';
  const { data } = useRead(work.lately, { since, ...(area !== '' && { area }) });
  const audit = data?.audit ?? null;
  const count = (data?.count ?? 0) + (audit === null ? 0 : 1);
  const close = () => {
    setOpen(false);
    if (data === undefined) return;
    remember('last-visit', data.asOf);
    setSince(data.asOf);
  };
  const label =
    count === 0 ? 'Nothing became late since your last visit' : `${count} became late since your last visit`;
  return (
    <>
      <button type="button" aria-label={label} title={label} onClick={() => setOpen(true)}>
        ⚑ {count > 0 && <b>{count}</b>}
      </button>
      <Dialog title="Late since your last visit" isOpen={isOpen} onClose={close}>
        {count === 0 && <p>Nothing became late. Here stands what did, until you have seen it.</p>}
        <ul className="found">
          {audit !== null && (
            <li>
              <Link to="/audit" onClick={close}>
                The next audit
              </Link>{' '}
              <small>
                promised{audit.signer === null ? '' : ` by ${audit.signer}`} for {audit.nextBy}; nobody has signed it
              </small>
            </li>
          )}
          {data?.promises.map((promise) => (
            <li key={promise.promiseId}>
              <Link to={`/promises/${promise.promiseId}`} onClick={close}>
                {promise.words ?? '[erased]'}
              </Link>{' '}
              <small>
                {promise.customerName ?? promise.customerId} · due{' '}
                {promise.deadline !== null && <When at={promise.deadline} />}
              </small>
            </li>
          ))}
        </ul>
      </Dialog>
    </>
  );
}
