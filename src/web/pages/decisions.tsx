/** Decisions by the golden rule, and whether it proved best for both nine times out of ten. */
import { selling } from '../../api/selling.ts';
import { decisionsDocument } from '../../api/counsel-documents.ts';
import { asOfIn } from '../address.ts';
import { DocumentPage } from '../parts/document-page.tsx';
import { type Reads, reading } from '../query.ts';

const reads: Reads = ({ fields }) => [reading(selling.decisions, asOfIn(fields))];

DecisionsPage.reads = reads;

export default function DecisionsPage() {
  return (
    <DocumentPage
      title="Decisions"
      subtitle="If I were the customer, what would I consider right here?"
      endpoint={selling.decisions}
      documentOf={decisionsDocument}
      isEmpty={({ count }) => count === 0}
    >
      <p>
        <strong>No decision was written down yet.</strong>
      </p>
      <p>
        At a quote, a discount, a refund or a complaint, ask what you would consider right if you were the customer, and
        record it under Record… → Decision. Say later whom it proved best for: after five of them this page begins to
        test “nine times out of ten”.
      </p>
    </DocumentPage>
  );
}
