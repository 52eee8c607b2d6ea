/** Counsel: sales that were advised against, to whose credit, and what came back. */
import { selling } from '../../api/selling.ts';
import { counselDocument } from '../../api/counsel-documents.ts';
import { useAsOf } from '../address.ts';
import { addressIn } from '../client.ts';
import { Answer, Empty, Page } from '../parts/page.tsx';
import { Report } from '../parts/report.tsx';
import { useRead } from '../query.ts';

export default function CounselPage() {
  const asOf = useAsOf();
  const read = useRead(selling.counselRecord, asOf, { keep: true });
  return (
    <Page
      title="Counsel"
      subtitle="Was willing to buy, and was advised less or other"
      actions={
        <a className="button" href={addressIn(selling.counselRecord, asOf, 'csv')} download="counsel.csv">
          CSV
        </a>
      }
    >
      <Answer read={read} rows={10}>
        {(found) => (found.count === 0 ? <Nothing /> : <Report blocks={counselDocument(found).blocks} />)}
      </Answer>
    </Page>
  );
}

function Nothing() {
  return (
    <Empty>
      <p>
        <strong>Nobody has written down counsel yet.</strong>
      </p>
      <p>
        When a customer is willing to buy and you know that it is not right for them, say so, and record it on their
        page under Record… → Counsel: what you advised, why, and what it cost. It stands here to your credit, with
        whether they came back.
      </p>
    </Empty>
  );
}
