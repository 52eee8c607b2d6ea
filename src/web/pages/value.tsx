/** Value: what customers will still bring, by segment and by trust, who is worth a visit, and how well the models foretell. */
import type { RequestOf } from '../../api/endpoint.ts';
import { value } from '../../api/value.ts';
import { currencyBlocks } from '../../api/value-blocks.ts';
import type { CurrencyValue, ValueOverview } from '../../api/value-views.ts';
import { useAddress } from '../address.ts';
import { Answer, Empty, Page } from '../parts/page.tsx';
import { Report } from '../parts/report.tsx';
import { useRead } from '../query.ts';
import { AliveChart } from './value/alive-chart.tsx';
import { Fits } from './value/fits.tsx';

type Asked = RequestOf<typeof value.overview>;

export default function ValuePage() {
  const [fields, change] = useAddress();
  const { currency, until } = fields;
  const asked: Asked = { ...(currency !== undefined && { currency }), ...(until !== undefined && { until }) };
  const read = useRead(value.overview, asked, { keep: true });
  const csv = new URLSearchParams({ ...asked, format: 'csv', limit: '20000' } as Record<string, string>);
  return (
    <Page
      title="Value"
      subtitle="What customers will still bring: expected, not promised, and only as far as they go on as they did"
      actions={
        <a className="button" href={`/value/scores?${csv.toString()}`} download="value-scores.csv">
          Scores as CSV
        </a>
      }
    >
      <search className="filters" aria-label="Time watched">
        <label>
          Watched until
          <input type="date" value={until ?? ''} onChange={({ target }) => change({ until: target.value })} />
        </label>
        {(currency !== undefined || until !== undefined) && (
          <button type="button" onClick={() => change({ currency: '', until: '' })}>
            Clear
          </button>
        )}
      </search>
      <Answer read={read} rows={12}>
        {(overview) => <Overview overview={overview} onCurrency={(chosen) => change({ currency: chosen })} />}
      </Answer>
    </Page>
  );
}

interface OverviewProps {
  readonly overview: ValueOverview;
  readonly onCurrency: (currency: string) => void;
}

function Overview({ overview, onCurrency }: OverviewProps) {
  const [first] = overview.currencies;
  if (first === undefined) return <NobodyBought />;
  return (
    <>
      {overview.currencies.map((one) => (
        <section key={one.currency} aria-label={`Value in ${one.currency}`}>
          {overview.currencies.length > 1 && <h2>{one.currency}</h2>}
          <Headline value={one} />
          {one.model !== null && <AliveChart value={one} />}
          <Report blocks={currencyBlocks(one, overview.settings)} />
          <Fits currency={one.currency} until={one.until} />
        </section>
      ))}
      {overview.otherCurrencies.length > 0 && (
        <p>
          Also bought in:{' '}
          {overview.otherCurrencies.map((currency) => (
            <button key={currency} type="button" onClick={() => onCurrency(currency)}>
              {currency}
            </button>
          ))}
        </p>
      )}
    </>
  );
}

function Headline({ value: { customers, expectedAlive, model, repurchase } }: { readonly value: CurrencyValue }) {
  if (model === null || expectedAlive === null) {
    return (
      <Empty>
        <p>
          <strong>What customers will still bring cannot be told yet.</strong>
        </p>
        <p>
          {repurchase.k} of {customers} customers bought on more than one day. Below it is said what is missing.
        </p>
      </Empty>
    );
  }
  return (
    <p className="lead">
      Of {customers} customers about <b>{Math.round(expectedAlive)}</b> are still there, as far as their purchases tell.
    </p>
  );
}

function NobodyBought() {
  return (
    <Empty>
      <p>
        <strong>Nobody has bought anything yet.</strong>
      </p>
      <p>
        Record or import purchases. From thirty customers on, ten of whom bought again, this page says who is likely to
        be still there, and what they will bring.
      </p>
    </Empty>
  );
}
