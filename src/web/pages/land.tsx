/** The customer base as land: what it can bring today, what was burnt, who is resting, asks against gifts. */
import { selling } from '../../api/selling.ts';
import { landDocument } from '../../api/land-document.ts';
import { DocumentPage } from '../parts/document-page.tsx';

export default function LandPage() {
  return (
    <DocumentPage
      title="Land"
      subtitle="What the customer base can bring without being used up"
      endpoint={selling.land}
      documentOf={landDocument}
      isEmpty={({ counts, asks }) => counts.customers === 0 && asks.length === 0}
    >
      <p>
        <strong>Nobody has bought or been asked anything yet.</strong>
      </p>
      <p>
        Purchases, pitches, asks and gifts make the land: who may be asked today, who is resting, and how much of the
        income only replaced customers who were used up.
      </p>
    </DocumentPage>
  );
}
