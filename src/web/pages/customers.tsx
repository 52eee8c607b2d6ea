/** Customers: found by part of their name or id, each with who holds the risk and how far they trust the journey. */
import { Link } from '@tanstack/react-router';
import { useDeferredValue, useState } from 'react';
import type { InputOf, OutputOf } from '../../api/endpoint.ts';
import { titleOf } from '../../api/customer-phrases.ts';
import { customers as contract } from '../../api/customers.ts';
import { formatTrust } from '../../documents/format.ts';
import { asOfIn, type Fields, useAddress } from '../address.ts';
import { addressOfAll } from '../client.ts';
import { Empty, Fault, Page, Skeleton } from '../parts/page.tsx';
import { type Place, VirtualTable } from '../parts/virtual-table.tsx';
import { When } from '../parts/when.tsx';
import { pageAt, type Reads, reading, useRead } from '../query.ts';

type List = typeof contract.list;
type Row = OutputOf<List>['customers'][number];

const list = { endpoint: contract.list, rowsOf: ({ customers }: OutputOf<List>) => customers };
const columns = [
  { title: 'Customer' },
  { title: 'Journey trust', isNumber: true },
  { title: 'Weakest link' },
  { title: 'The risk is' },
  { title: 'Client' },
  { title: 'Promises', isNumber: true },
  { title: 'Purchases', isNumber: true },
  { title: 'Last heard of' },
];

const sorts = {
  name: 'name',
  trust: 'least trust first',
  heard: 'last heard of',
  promises: 'most promises',
  purchases: 'most purchases',
} as const satisfies Partial<Record<NonNullable<InputOf<List>['sort']>, string>>;

/** The order of the list, as the subtitle says it. */
const orders: Readonly<Record<keyof typeof sorts, string>> = {
  name: 'by name',
  trust: 'the least trust first',
  heard: 'the last heard of first',
  promises: 'the most promises first',
  purchases: 'the most purchases first',
};

function sortIn(fields: Fields) {
  return Object.keys(sorts).find((name): name is keyof typeof sorts => name === fields['sort']) ?? 'name';
}

function askedIn(fields: Fields) {
  const text = fields['text']?.trim() ?? '';
  return { sort: sortIn(fields), ...(text !== '' && { text }), ...asOfIn(fields) };
}

const reads: Reads = ({ fields }) => [reading(contract.list, pageAt<List>(askedIn(fields), 0))];

CustomersPage.reads = reads;

export default function CustomersPage() {
  const [fields, change] = useAddress();
  const [text, setText] = useState(fields['text'] ?? '');
  const asked = useDeferredValue(text.trim());
  const input = askedIn({ ...fields, text: asked });
  const first = useRead(contract.list, pageAt<List>(input, 0), { keep: true });
  const count = first.data?.count ?? 0;
  return (
    <Page
      title="Customers"
      subtitle={first.data === undefined ? ' ' : `${count.toLocaleString()} found, ${orders[sortIn(fields)]}`}
      actions={
        <a className="button" href={addressOfAll(contract.list, input)} download="customers.csv">
          CSV
        </a>
      }
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
        <label>
          In order of
          <select value={sortIn(fields)} onChange={({ target }) => change({ sort: target.value })}>
            {Object.entries(sorts).map(([name, label]) => (
              <option key={name} value={name}>
                {label}
              </option>
            ))}
          </select>
        </label>
      </div>
      {first.error !== null && <Fault error={first.error} onRetry={() => void first.refetch()} />}
      {first.data === undefined && first.error === null && <Skeleton rows={12} />}
      {first.data !== undefined && count === 0 && <NothingFound text={asked} />}
      {count > 0 && first.error === null && (
        <VirtualTable
          label="Customers"
          layout="customer-line"
          groups={[{ head: null, count, input }]}
          kept={first.data?.customers ?? []}
          isWaiting={first.isPlaceholderData}
          {...{ list, columns }}
        >
          {(row, place) => <CustomerLine key={row.customerId} row={row} place={place} />}
        </VirtualTable>
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

function CustomerLine({ row, place }: { readonly row: Row; readonly place: Place }) {
  return (
    <div role="row" className="line customer-line" {...place}>
      <span role="rowheader" className="cut">
        <Link to={`/customers/${row.customerId}`} data-row>
          {titleOf(row)}
        </Link>
      </span>
      <span role="cell" className="number">
        {row.journey === null ? <span className="quiet">not known yet</span> : formatTrust(row.journey)}
      </span>
      <span role="cell" className="cut">
        {row.weakestName ?? '–'}
      </span>
      <span role="cell">{risks[row.riskHolder]}</span>
      <span role="cell">{row.lifecycle}</span>
      <span role="cell" className="number">
        {row.promises}
      </span>
      <span role="cell" className="number">
        {row.purchases}
      </span>
      <span role="cell">{row.lastAt === null ? '–' : <When at={row.lastAt} />}</span>
    </div>
  );
}
