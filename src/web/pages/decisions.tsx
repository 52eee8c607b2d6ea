/** Decisions by the golden rule, and whether it proved best for both nine times out of ten. */
import { selling } from '../../api/selling.ts';
import { decisionsDocument } from '../../api/counsel-documents.ts';
import { useAsOf } from '../address.ts';
import { addressIn } from '../client.ts';
import { Answer, Empty, Page } from '../parts/page.tsx';
import { Report } from '../parts/report.tsx';
import { useRead } from '../query.ts';

export default function DecisionsPage() {
  const asOf = useAsOf();
  const read = useRead(selling.decisions, asOf, { keep: true });
  return (
    <Page
      title="Decisions"
      subtitle="If I were the customer, what would I consider right here?"
      actions={
        <a className="button" href={addressIn(selling.decisions, asOf, 'csv')} download="decisions.csv">
          CSV
        </a>
      }
    >
      <Answer read={read} rows={10}>
        {(found) => (found.count === 0 ? <Nothing /> : <Report blocks={decisionsDocument(found).blocks} />)}
      </Answer>
    </Page>
  );
}

function Nothing() {
  return (
    <Empty>
      <p>
        <strong>No decision was written down yet.</strong>
      </p>
      <p>
        At a quote, a discount, a refund or a complaint, ask what you would consider right if you were the customer, and
        record it under Record… → Decision. Say later whom it proved best for: after five of them this page begins to
        test “nine times out of ten”.
      </p>
    </Empty>
  );
}
