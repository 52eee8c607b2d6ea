/** Revenue: what came in, went out and stays, step by step and by the area whose promise broke; what is at risk now. */
import { cellsOf } from '../../api/audit-cells.ts';
import { moneyBlocks } from '../../api/audit-document-money.ts';
import type { AuditReport } from '../../api/audit-report.ts';
import { auditRead, ScopeFields, useAudit } from '../parts/audit-scope.tsx';
import { Answer, Empty, Page } from '../parts/page.tsx';
import { Report } from '../parts/report.tsx';
import type { Reads } from '../query.ts';
import { AreaFlow } from './revenue/area-flow.tsx';
import { StepFlow } from './revenue/step-flow.tsx';

const reads: Reads = ({ fields }) => [auditRead(fields)];

RevenuePage.reads = reads;

export default function RevenuePage() {
  const read = useAudit();
  return (
    <Page title="Revenue" subtitle="In, Out and Stays: where money moves, and on whose promise it hangs">
      <ScopeFields />
      <Answer read={read} rows={10}>
        {(report) => (report.revenue.length === 0 ? <NoMoney report={report} /> : <Revenue report={report} />)}
      </Answer>
    </Page>
  );
}

function Revenue({ report }: { readonly report: AuditReport }) {
  return (
    <>
      {report.revenue.map((revenue) => (
        <section key={revenue.currency} aria-label={`Money in ${revenue.currency}`}>
          <StepFlow revenue={revenue} filters={report.scope.filters} />
          <AreaFlow revenue={revenue} filters={report.scope.filters} />
        </section>
      ))}
      <Report blocks={moneyBlocks(report, cellsOf(report))} />
    </>
  );
}

function NoMoney({ report }: { readonly report: AuditReport }) {
  return (
    <>
      <Empty>
        <p>
          <strong>No money has moved in this scope.</strong>
        </p>
        <p>Purchases, refunds and solved issues show here: what came in, what went out, and what stays.</p>
      </Empty>
      <Report blocks={moneyBlocks(report, cellsOf(report))} />
    </>
  );
}
