/** The customer base as land: what it can bring today, what was burnt, who is resting, asks against gifts. */
import { selling } from '../../api/selling.ts';
import { landDocument } from '../../api/land-document.ts';
import { useAsOf } from '../address.ts';
import { addressIn } from '../client.ts';
import { Answer, Empty, Page } from '../parts/page.tsx';
import { Report } from '../parts/report.tsx';
import { useRead } from '../query.ts';

export default function LandPage() {
  const asOf = useAsOf();
  const read = useRead(selling.land, asOf, { keep: true });
  return (
    <Page
      title="Land"
      subtitle="What the customer base can bring without being used up"
      actions={
        <a className="button" href={addressIn(selling.land, asOf, 'csv')} download="land.csv">
          CSV
        </a>
      }
    >
      <Answer read={read} rows={10}>
        {(found) =>
          found.counts.customers === 0 && found.asks.length === 0 ? (
            <Nothing />
          ) : (
            <Report blocks={landDocument(found).blocks} />
          )
        }
      </Answer>
    </Page>
  );
}

function Nothing() {
  return (
    <Empty>
      <p>
        <strong>Nobody has bought or been asked anything yet.</strong>
      </p>
      <p>
        Purchases, pitches, asks and gifts make the land: who may be asked today, who is resting, and how much of the
        income only replaced customers who were used up.
      </p>
    </Empty>
  );
}
