/** What the customer is expected to bring: a sentence for whoever talks to them, the numbers behind a fold. */
import { Link } from '@tanstack/react-router';
import type { CustomerPage } from '../../../api/customer-views.ts';
import { value } from '../../../api/value.ts';
import { assumptionBlocks, rowTable } from '../../../api/value-blocks.ts';
import { Report } from '../../parts/report.tsx';
import { useRead } from '../../query.ts';
import { DealsWith } from './deals.tsx';

export function Worth({ page: { customer } }: { readonly page: CustomerPage }) {
  const { data } = useRead(value.customer, { customerId: customer.customerId }, { keep: true });
  if (data === undefined) return null;
  return (
    <section aria-labelledby="worth">
      <h2 id="worth">What lies ahead</h2>
      <p>{data.sentence}</p>
      {data.currencies.length > 0 && (
        <details>
          <summary>What this rests on</summary>
          <Report
            blocks={data.currencies.flatMap((one) => [
              rowTable(one.currency, [one.row], {
                name: `value-${one.currency}`,
                caption: `In ${one.currency}, model ${one.model ?? ''}, from ${one.customers} customers watched from ${one.from} to ${one.until}`,
                empty: '',
              }),
              ...assumptionBlocks(one.assumptions),
            ])}
          />
          <p className="quiet">
            A mean over many customers like this one, not a promise. <Link to="/value">All customers</Link>
          </p>
        </details>
      )}
      <DealsWith customerId={customer.customerId} />
    </section>
  );
}
