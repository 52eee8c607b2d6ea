/** The proofs that are owed over all customers: late ones first, each with the way to its promise and its customer. */
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { type BurdenOfAll, burdens as contract } from '../../../api/burdens.ts';
import type { RequestOf } from '../../../api/endpoint.ts';
import { asOfIn, type Fields, useAddress } from '../../address.ts';
import { Fault, Skeleton } from '../../parts/page.tsx';
import { StateMark } from '../../parts/state-mark.tsx';
import { When } from '../../parts/when.tsx';
import { type Read, reading, useRead, useReadOn } from '../../query.ts';

/** Rows at first, and with every asking for more. */
const rowsFirst = 25;
const rowsMore = 200;

function askedIn(fields: Fields, limit: number) {
  const bearer = fields['area'];
  return {
    limit,
    ...(fields['owed'] === 'late' && { late: true }),
    ...(bearer !== undefined && { bearer }),
    ...asOfIn(fields),
  } as RequestOf<typeof contract.list>;
}

/** The read of the first of them, as an address narrows them. */
export function burdensRead(fields: Fields): Read {
  return reading(contract.list, askedIn(fields, rowsFirst));
}

export function OpenBurdens() {
  const [fields, change] = useAddress();
  const [from, setFrom] = useState<string | null>(null);
  const onlyLate = fields['owed'] === 'late';
  const read = useRead(contract.list, askedIn(fields, rowsFirst), { keep: true });
  const first = read.data;
  // Asked for once of these very rows: of others, what stood further on is not wanted yet.
  const isOn = from !== null && from === first?.next;
  const more = useReadOn(contract.list, askedIn(fields, rowsMore), isOn ? from : null);
  const rows = [...(first?.burdens ?? []), ...(isOn ? (more.data?.pages ?? []) : []).flatMap(({ burdens }) => burdens)];
  const goesOn = isOn ? more.hasNextPage : first !== undefined && first.next !== null;
  const showMore = () => (isOn ? void more.fetchNextPage() : setFrom(first?.next ?? null));
  return (
    <section aria-labelledby="open-burdens">
      <h2 id="open-burdens">
        Proofs owed{' '}
        {first !== undefined && (
          <span className="count">
            {first.count.toLocaleString()}, {first.late.toLocaleString()} late
          </span>
        )}
      </h2>
      <div className="saved" role="group" aria-label="Which proofs">
        <button type="button" aria-pressed={!onlyLate} onClick={() => change({ owed: '' })}>
          All
        </button>
        <button type="button" aria-pressed={onlyLate} onClick={() => change({ owed: 'late' })}>
          Late
        </button>
      </div>
      {read.error !== null && <Fault error={read.error} onRetry={() => void read.refetch()} />}
      {read.data === undefined && read.error === null && <Skeleton rows={6} />}
      {first !== undefined && rows.length === 0 && <p className="quiet">Nobody waits for a proof.</p>}
      {rows.length > 0 && <Rows rows={rows} />}
      {isOn && more.error !== null && <Fault error={more.error} onRetry={() => void more.refetch()} />}
      {first !== undefined && goesOn && (
        <button type="button" disabled={read.isFetching || more.isFetching} onClick={showMore}>
          Show more: {rows.length.toLocaleString()} of {first.count.toLocaleString()} are shown
        </button>
      )}
    </section>
  );
}

function Rows({ rows }: { readonly rows: readonly BurdenOfAll[] }) {
  return (
    <div className="scroll-frame" role="region" aria-label="Proofs owed" tabIndex={0}>
      <table className="owed">
        <thead>
          <tr>
            <th scope="col">Owed by</th>
            <th scope="col">to</th>
            <th scope="col">What</th>
            <th scope="col">Customer</th>
            <th scope="col">By when</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((burden) => (
            <tr key={`${burden.promiseId ?? burden.caseId ?? ''} ${burden.bearer} ${burden.toConvince} ${burden.what}`}>
              <td>{burden.bearerName}</td>
              <td>{burden.toConvinceName}</td>
              <td>
                {burden.promiseId === null ? (
                  burden.what
                ) : (
                  <Link to={`/promises/${burden.promiseId}`}>{burden.what}</Link>
                )}
              </td>
              <td>
                <Link to={`/customers/${burden.customerId}`}>{burden.customerName ?? burden.customerId}</Link>
              </td>
              <td>
                {burden.late && <StateMark state="late" />}{' '}
                {burden.by === null ? <span className="quiet">no due time</span> : <When at={burden.by} />}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
