/** Audit: the report as a document. The verdict comes first, every figure opens, and it can be held against an earlier one. */
import { audit } from '../../api/audit.ts';
import { comparisonBlocks } from '../../api/audit-comparison.ts';
import { auditDocument } from '../../api/audit-document.ts';
import { useAddress } from '../address.ts';
import { addressIn } from '../client.ts';
import { ScopeFields, useAudit, useScope } from '../parts/audit-scope.tsx';
import { Answer, Page } from '../parts/page.tsx';
import { Report } from '../parts/report.tsx';
import { useRead } from '../query.ts';

export default function AuditPage() {
  const scope = useScope();
  const read = useAudit();
  const [{ earlier }, change] = useAddress();
  return (
    <Page
      title="Promise audit"
      subtitle="Promises made = promises kept?"
      actions={
        <>
          <button type="button" onClick={() => print()}>
            Print or PDF
          </button>
          <a className="button" href={addressIn(audit.report, scope, 'csv')} download="audit.csv">
            CSV
          </a>
          <a className="button" href={addressIn(audit.report, scope, 'html')} download="audit.html">
            HTML
          </a>
        </>
      }
    >
      <ScopeFields />
      <div className="filters">
        <label>
          Compare with the audit of
          <input
            type="date"
            value={earlier ?? ''}
            max={new Date().toISOString().slice(0, 10)}
            onChange={({ target }) => change({ earlier: target.value })}
          />
        </label>
      </div>
      {earlier !== undefined && <Comparison earlier={earlier} />}
      <Answer read={read} rows={12}>
        {(report) => <Report blocks={auditDocument(report).blocks} />}
      </Answer>
    </Page>
  );
}

/** The same scope as it stood on an earlier day. */
function Comparison({ earlier }: { readonly earlier: string }) {
  const scope = useScope();
  const now = useAudit();
  const then = useRead(audit.report, { ...scope, asOf: earlier });
  return (
    <Answer read={then} rows={6}>
      {(before) => (now.data === undefined ? null : <Report blocks={comparisonBlocks(before, now.data)} />)}
    </Answer>
  );
}
