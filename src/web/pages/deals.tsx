/** Deals with both values: the sale now, and the change of expected lifetime value, by quarter, area and person. */
import { deals } from '../../api/deals.ts';
import { dealBlocks } from '../../api/deals-document.ts';
import type { RequestOf } from '../../api/endpoint.ts';
import { useAddress } from '../address.ts';
import { addressIn, addressOfAll } from '../client.ts';
import { Answer, Empty, Page } from '../parts/page.tsx';
import { Report } from '../parts/report.tsx';
import { useRead } from '../query.ts';

const filters = ['currency', 'quarter', 'area', 'person', 'customerId'] as const;
const rowsShown = 50;

export default function DealsPage() {
  const [fields, change] = useAddress();
  const asked = Object.fromEntries(
    filters.flatMap((name) => (fields[name] === undefined ? [] : [[name, fields[name]]])),
  ) as RequestOf<typeof deals.list>;
  const read = useRead(deals.list, { ...asked, limit: rowsShown }, { keep: true });
  const chosen = filters.slice(1).flatMap((name) => fields[name] ?? []);
  return (
    <Page
      title="Deals"
      subtitle="The sale now, and what the customer is expected to bring from then on: neither hidden"
      actions={
        <>
          <a className="button" href={addressOfAll(deals.list, asked)} download="deals.csv">
            Deals as CSV
          </a>
          <a className="button" href={addressIn(deals.list, asked, 'csv')} download="deals-summed-up.csv">
            Sums as CSV
          </a>
        </>
      }
    >
      {chosen.length > 0 && (
        <p className="filters">
          Deal by deal: only {chosen.join(', ')}.{' '}
          <button type="button" onClick={() => change({ quarter: '', area: '', person: '', customerId: '' })}>
            Show all
          </button>
        </p>
      )}
      <Answer read={read} rows={12}>
        {(found) =>
          found.total.won + found.total.lost + found.total.open === 0 ? (
            <NoDeals />
          ) : (
            <>
              <Report blocks={dealBlocks(found)} />
              {found.otherCurrencies.length > 0 && (
                <p>
                  Also sold in:{' '}
                  {found.otherCurrencies.map((currency) => (
                    <button key={currency} type="button" onClick={() => change({ currency })}>
                      {currency}
                    </button>
                  ))}
                </p>
              )}
            </>
          )
        }
      </Answer>
    </Page>
  );
}

function NoDeals() {
  return (
    <Empty>
      <p>
        <strong>Nothing was sold, lost or pitched yet.</strong>
      </p>
      <p>
        Import or record pitches, purchases and lost deals. Each then shows what it brought at once, and how much more
        or less the customer was expected to bring after it.
      </p>
    </Empty>
  );
}
