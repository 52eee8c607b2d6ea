/** Customers: found by part of their name or id, each with who holds the risk and how far they trust the journey. */
import { Link } from '@tanstack/react-router';
import { useDeferredValue, useState } from 'react';
import type { OutputOf } from '../../api/endpoint.ts';
import { titleOf } from '../../api/customer-phrases.ts';
import { customers as contract } from '../../api/customers.ts';
import { formatTrust } from '../../documents/format.ts';
import { useAddress, useAsOf } from '../address.ts';
import { Empty, Fault, Page, Skeleton } from '../parts/page.tsx';
import { When } from '../parts/when.tsx';
import { usePages } from '../query.ts';
import './customer/customer.css';

const pageRows = 100;

type Row = OutputOf<typeof contract.list>['customers'][number];

export default function CustomersPage() {
  const [fields, change] = useAddress();
  const [text, setText] = useState(fields['text'] ?? '');
  const asked = useDeferredValue(text.trim());
  const read = usePages(contract.list, { ...(asked !== '' && { text: asked }), ...useAsOf(), limit: pageRows });
  const rows = read.data?.pages.flatMap(({ customers }) => customers) ?? [];
  return (
    <Page
      title="Customers"
      subtitle={read.data === undefined ? ' ' : `${rows.length}${read.hasNextPage ? ' and more' : ''}, by id`}
    >
      <div className="filters">
        <label>
          Name or id
          <input
            type="search"
            value={text}
            onChange={({ target }) => {
              setText(target.value);
              change({ text: target.value });
            }}
          />
        </label>
      </div>
      {read.error !== null && <Fault error={read.error} onRetry={() => void read.refetch()} />}
      {read.data === undefined && read.error === null && <Skeleton rows={12} />}
      {read.data !== undefined && rows.length === 0 && <NothingFound text={asked} />}
      {rows.length > 0 && <CustomerTable rows={rows} />}
      {read.hasNextPage && (
        <p>
          <button type="button" disabled={read.isFetchingNextPage} onClick={() => void read.fetchNextPage()}>
            Show more
          </button>
        </p>
      )}
    </Page>
  );
}

function NothingFound({ text }: { readonly text: string }) {
  if (text !== '') return <Empty>No customer has “{text}” in their name or id. Look for fewer letters.</Empty>;
  return (
    <Empty>
      <p>
        <strong>No customer is recorded yet.</strong>
      </p>
      <p>
        Everything that is between you and a customer stands on one page: what was promised, who holds the risk, and how
        far they trust whom. Add the first with <code>troth add-customer "Acme Ltd"</code>, or bring in what you have
        with <code>troth import</code>.
      </p>
    </Empty>
  );
}

const risks = { seller: 'with us', buyer: 'with the client', nobody: 'with nobody' } as const;

function CustomerTable({ rows }: { readonly rows: readonly Row[] }) {
  return (
    <div className="scroll" role="region" aria-label="Customers" tabIndex={0}>
      <table className="figures">
        <thead>
          <tr>
            <th scope="col">Customer</th>
            <th scope="col" className="number">
              Journey trust
            </th>
            <th scope="col">Weakest link</th>
            <th scope="col">The risk is</th>
            <th scope="col">Client</th>
            <th scope="col" className="number">
              Promises
            </th>
            <th scope="col" className="number">
              Purchases
            </th>
            <th scope="col">Last heard of</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.customerId}>
              <th scope="row">
                <Link to={`/customers/${row.customerId}`} data-row>
                  {titleOf(row)}
                </Link>
              </th>
              <td className="number">
                {row.journey === null ? <span className="quiet">not known yet</span> : formatTrust(row.journey)}
              </td>
              <td>{row.weakestName ?? '–'}</td>
              <td>{risks[row.riskHolder]}</td>
              <td>{row.lifecycle}</td>
              <td className="number">{row.promises}</td>
              <td className="number">{row.purchases}</td>
              <td>{row.lastAt === null ? '–' : <When at={row.lastAt} />}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
