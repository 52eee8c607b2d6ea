/** Counsel: sales that were advised against, to whose credit, and what came back. */
import { selling } from '../../api/selling.ts';
import { counselDocument } from '../../api/counsel-documents.ts';
import { asOfIn } from '../address.ts';
import { DocumentPage } from '../parts/document-page.tsx';
import { type Reads, reading } from '../query.ts';

const reads: Reads = ({ fields }) => [reading(selling.counselRecord, asOfIn(fields))];

CounselPage.reads = reads;

export default function CounselPage() {
  return (
    <DocumentPage
      title="Counsel"
      subtitle="Was willing to buy, and was advised less or other"
      endpoint={selling.counselRecord}
      documentOf={counselDocument}
      isEmpty={({ count }) => count === 0}
    >
      <p>
        <strong>Nobody has written down counsel yet.</strong>
      </p>
      <p>
        When a customer is willing to buy and you know that it is not right for them, say so, and record it on their
        page under Record… → Counsel: what you advised, why, and what it cost. It stands here to your credit, with
        whether they came back.
      </p>
    </DocumentPage>
  );
}
