/** Journey: the company as its customers see it, area by area, month by month, and what keeps coming back. */
import { cellsOf } from '../../api/audit-cells.ts';
import { areaTimeTable } from '../../api/audit-document-steps.ts';
import { recurrenceBlocks } from '../../api/audit-document-recurrence.ts';
import { consistencyBlocks, journeyBlocks } from '../../api/audit-document-trust.ts';
import type { AuditReport } from '../../api/audit-report.ts';
import { formatPart, formatTrust } from '../../documents/format.ts';
import { auditRead, ScopeFields, useAudit } from '../parts/audit-scope.tsx';
import { Answer, Empty, Page } from '../parts/page.tsx';
import { Report } from '../parts/report.tsx';
import type { Reads } from '../query.ts';
import { AreaMap } from './journey/area-map.tsx';
import { SpreadChart } from './journey/spread-chart.tsx';
import { StepMap } from './journey/step-map.tsx';
import { Board } from './journey/board.tsx';
import { MonthChart } from './journey/month-chart.tsx';

const reads: Reads = ({ fields }) => [auditRead(fields)];

JourneyPage.reads = reads;

export default function JourneyPage() {
  const read = useAudit();
  return (
    <Page title="Journey" subtitle={read.data === undefined ? ' ' : sentenceOf(read.data)}>
      <ScopeFields />
      <Answer read={read} rows={12}>
        {(report) => (report.balance.made === 0 ? <NoJourney /> : <Journey report={report} />)}
      </Answer>
    </Page>
  );
}

function Journey({ report }: { readonly report: AuditReport }) {
  const cells = cellsOf(report);
  return (
    <>
      <StepMap report={report} />
      <AreaMap report={report} />
      <SpreadChart report={report} />
      <Report
        blocks={[
          ...journeyBlocks(report, cells),
          { kind: 'heading', level: 2, text: 'Customers’ time', anchor: 'time' },
          areaTimeTable(report, cells),
        ]}
      />
      <MonthChart report={report} />
      <Report blocks={consistencyBlocks(report, cells)} />
      <Board report={report} />
      <Report blocks={recurrenceBlocks(report, cells)} />
    </>
  );
}

function NoJourney() {
  return (
    <Empty>
      <p>
        <strong>No area has promised anything in this scope.</strong>
      </p>
      <p>The journey is as strong as its weakest link: it shows as soon as promises of two areas are settled.</p>
    </Empty>
  );
}

function sentenceOf({ journey }: AuditReport): string {
  const { median, tenthPercentile, customers, withoutEvidence } = journey;
  if (median === null || tenthPercentile === null) return 'No promise is settled yet, so there is no trust to show.';
  const [weakest] = journey.areas;
  const link =
    weakest?.weakestFor.rate == null
      ? ''
      : ` The weakest link: ${weakest.name}, for ${formatPart(weakest.weakestFor.rate)} of customers.`;
  return `As our customers see us: ${formatTrust(median)} in the middle, one in ten below ${formatTrust(tenthPercentile)} (n = ${customers.toLocaleString()}, ${withoutEvidence.toLocaleString()} without enough evidence).${link}`;
}
