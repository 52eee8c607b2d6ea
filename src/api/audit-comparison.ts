/** Two audits of one scope at two times, side by side: what changed, and by how much. */
import { type Block, type Content, figure, instant, type Row } from '../documents/document.ts';
import { type Cells, cellsOf } from './audit-cells.ts';
import type { AuditReport } from './audit-report.ts';

interface Line {
  readonly label: string;
  readonly cell: (report: AuditReport, cells: Cells) => Content;
  readonly value: (report: AuditReport) => number | null;
  readonly digits: number;
}

const lines: readonly Line[] = [
  countLine('Promises made', 'balance.made', ({ balance }) => balance.made),
  countLine('kept in time', 'balance.kept', ({ balance }) => balance.kept),
  countLine('kept late', 'balance.keptLate', ({ balance }) => balance.keptLate),
  countLine('broken', 'balance.broken', ({ balance }) => balance.broken),
  countLine('open', 'balance.open', ({ balance }) => balance.open),
  {
    label: 'Kept in time, to customers',
    cell: ({ keptRate }, cells) => cells.rate(keptRate.toCustomers, 'keptRate.toCustomers'),
    value: ({ keptRate }) => keptRate.toCustomers.rate,
    digits: 3,
  },
  {
    label: 'Journey trust in the middle',
    cell: ({ journey }, cells) => cells.score(journey.median, journey.customers, 'journey.median'),
    value: ({ journey }) => journey.median,
    digits: 2,
  },
  {
    label: 'Customers below .5',
    cell: ({ journey }, cells) => cells.rate(journey.belowHalf, 'journey.belowHalf'),
    value: ({ journey }) => journey.belowHalf.rate,
    digits: 3,
  },
  countLine('Open promises without backing', 'backing.unbackedOpen', ({ backing }) => backing.unbackedOpen),
  countLine('Late and not done', 'customersTime.waitingNow', ({ customersTime }) => customersTime.waitingNow),
];

function countLine(label: string, name: string, value: (report: AuditReport) => number): Line {
  return { label, cell: (report, cells) => cells.count(value(report), name), value, digits: 0 };
}

/** The comparison as blocks. A change whose two sides are not both known is left empty. */
export function comparisonBlocks(before: AuditReport, after: AuditReport): readonly Block[] {
  const [cellsBefore, cellsAfter] = [cellsOf(before), cellsOf(after)];
  return [
    { kind: 'heading', level: 2, text: 'Then and now', anchor: 'comparison' },
    {
      kind: 'facts',
      rows: [
        { label: 'Then', value: instant(before.scope.asOf, before.scope.zone) },
        { label: 'Now', value: instant(after.scope.asOf, after.scope.zone) },
      ],
    },
    {
      kind: 'table',
      name: 'comparison',
      caption:
        'The same scope at two times. What was recorded late since then is in neither way hidden: both are computed from what is known today.',
      columns: ['Figure', 'then', 'now', 'change'],
      rows: lines.map(({ label, cell, value, digits }): Row => {
        const [was, is] = [value(before), value(after)];
        const change: Content =
          was === null || is === null ? '' : figure({ kind: 'measure', measure: is - was, digits, unit: '' });
        return [label, cell(before, cellsBefore), cell(after, cellsAfter), change];
      }),
      empty: 'There is nothing to compare.',
    },
  ];
}
