/** Point: what goes with a point up and a point lost, and whether trust knew beforehand what would happen. */
import { backtestBlocks } from '../../api/backtest-document.ts';
import { point } from '../../api/point.ts';
import { indicatorBlocks } from '../../api/indicators-document.ts';
import { pointBlocks } from '../../api/point-document.ts';
import { programmeBlocks } from '../../api/programmes-document.ts';
import { trialBlocks } from '../../api/trials-document.ts';
import { useAddress, useAsOf } from '../address.ts';
import { addressIn } from '../client.ts';
import { Answer, Page } from '../parts/page.tsx';
import { Report } from '../parts/report.tsx';
import { useRead } from '../query.ts';
import { AreaChart } from './point/area-chart.tsx';
import { Programmes } from './point/programmes.tsx';

/** What is worked out over all customers for minutes is not asked for again with every look at the window. */
const patient = { keep: true, staleTime: 600_000 } as const;

export default function PointPage() {
  const [{ until, leftAfterDays }, change] = useAddress();
  const now = useAsOf();
  const asked = {
    ...(until !== undefined && { until }),
    ...(leftAfterDays !== undefined && { leftAfterDays }),
    ...now,
  };
  const price = useRead(point.point, asked, patient);
  const test = useRead(point.backtest, asked, { ...patient, enabled: price.data !== undefined });
  const signs = useRead(point.indicators, asked, { ...patient, enabled: test.data !== undefined });
  // One after another: each takes a core for a while.
  const isTold = signs.data !== undefined || signs.error !== null;
  const trials = useRead(point.trials, now);
  const programmes = useRead(point.programmes, asked, { ...patient, enabled: isTold });
  return (
    <Page
      title="Point"
      subtitle="If satisfaction goes up a point, how much is it worth? And if it goes down?"
      actions={
        <>
          <a className="button" href={addressIn(point.point, asked, 'csv')} download="point.csv">
            Point, CSV
          </a>
          <a className="button" href={addressIn(point.backtest, asked, 'csv')} download="backtest.csv">
            Back-test, CSV
          </a>
          <a className="button" href={addressIn(point.indicators, asked, 'csv')} download="indicators.csv">
            Signs, CSV
          </a>
          <a className="button" href={addressIn(point.programmes, asked, 'csv')} download="programmes.csv">
            Improvements, CSV
          </a>
          <a className="button" href={addressIn(point.trials, now, 'csv')} download="trials.csv">
            Lots, CSV
          </a>
        </>
      }
    >
      <search className="filters" aria-label="Scope">
        <label>
          Watched until
          <input type="date" value={until ?? ''} onChange={({ target }) => change({ until: target.value })} />
        </label>
        <label>
          Left after days without a purchase
          <select value={leftAfterDays ?? ''} onChange={({ target }) => change({ leftAfterDays: target.value })}>
            <option value="">as the policy says</option>
            {['90', '120', '180', '270', '365'].map((days) => (
              <option key={days} value={days}>
                {days}
              </option>
            ))}
          </select>
        </label>
      </search>
      <Answer read={price} rows={10}>
        {(report) => <Report blocks={pointBlocks(report)} />}
      </Answer>
      {price.data !== undefined && (
        <section aria-labelledby="backtest">
          <h2 id="backtest">Does trust earn its keep?</h2>
          <Answer read={test} rows={10}>
            {(report) => (
              <>
                <AreaChart report={report} />
                <Report blocks={backtestBlocks(report)} />
              </>
            )}
          </Answer>
        </section>
      )}
      {test.data !== undefined && (
        <section aria-labelledby="indicators">
          <h2 id="indicators">What comes before customers leave?</h2>
          <Answer read={signs} rows={6}>
            {(report) => <Report blocks={indicatorBlocks(report)} />}
          </Answer>
        </section>
      )}
      <section aria-labelledby="lots">
        <h2 id="lots">What did offers by lot bring?</h2>
        <Answer read={trials} rows={3}>
          {(report) => <Report blocks={trialBlocks(report)} />}
        </Answer>
      </section>
      {isTold && (
        <section aria-labelledby="programmes">
          <h2 id="programmes">What did improvements bring?</h2>
          <Answer read={programmes} rows={3}>
            {(report) => <Report blocks={programmeBlocks(report)} />}
          </Answer>
          <Programmes report={programmes.data} />
        </section>
      )}
    </Page>
  );
}
