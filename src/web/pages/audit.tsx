/** Audit: the report as a document. The verdict comes first, every figure opens, and it can be held against an earlier one. */
import { audit } from '../../api/audit.ts';
import { comparisonBlocks } from '../../api/audit-comparison.ts';
import { auditDocument } from '../../api/audit-document.ts';
import { useAddress } from '../address.ts';
import { addressBeside, addressIn } from '../client.ts';
import { auditRead, ScopeFields, useAudit, useScope } from '../parts/audit-scope.tsx';
import { Answer, Page } from '../parts/page.tsx';
import { Report } from '../parts/report.tsx';
import { type Reads, reading, useRead } from '../query.ts';
import { Sign, SignOffs } from './audit/sign-off.tsx';

const reads: Reads = ({ fields }) => [auditRead(fields), reading(audit.signed, {})];

AuditPage.reads = reads;

export default function AuditPage() {
  const scope = useScope();
  const read = useAudit();
  const [{ earlier, earlierKnownBy, knownBy }, change] = useAddress();
  return (
    <Page
      title="Promise audit"
      subtitle="Promises made = promises kept?"
      actions={
        <>
          <Sign />
          <button type="button" onClick={() => print()}>
            Print or PDF
          </button>
          <a className="button" href={addressIn(audit.report, scope, 'csv')} download="audit.csv">
            CSV
          </a>
          <a className="button" href={addressIn(audit.report, scope, 'html')} download="audit.html">
            HTML
          </a>
          <a className="button" href={addressBeside<typeof audit.report>('/audit/proof.zip', scope)} download>
            Proof bundle
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
            value={earlier?.slice(0, 10) ?? ''}
            max={new Date().toISOString().slice(0, 10)}
            onChange={({ target }) => change({ earlier: target.value, earlierKnownBy: '' })}
          />
        </label>
      </div>
      {knownBy !== undefined && (
        <p className="warning">
          This audit is shown by what was known on {knownBy.slice(0, 10)}, as it was signed.{' '}
          <button type="button" onClick={() => change({ knownBy: '', asOf: '' }, true)}>
            By what is known now
          </button>
        </p>
      )}
      {earlier !== undefined && <Comparison asOf={earlier} knownBy={earlierKnownBy} />}
      <Answer read={read} rows={12}>
        {(report) => <Report blocks={auditDocument(report).blocks} />}
      </Answer>
      <SignOffs />
    </Page>
  );
}

interface Earlier {
  readonly asOf: string;
  readonly knownBy: string | undefined;
}

/** The same scope as it stood at an earlier time, by what was known then where that audit was signed. */
function Comparison({ asOf, knownBy }: Earlier) {
  const scope = useScope();
  const now = useAudit();
  const then = useRead(audit.report, { ...scope, asOf, ...(knownBy !== undefined && { knownBy }) });
  return (
    <Answer read={then} rows={6}>
      {(before) => (now.data === undefined ? null : <Report blocks={comparisonBlocks(before, now.data)} />)}
    </Answer>
  );
}
