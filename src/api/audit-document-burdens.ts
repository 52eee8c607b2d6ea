/** The tables of an audit about burdens: which kind of event puts the proof on whom, and what came of it. */
import type { Block, Content, Row } from '../documents/document.ts';
import { formatCount, formatKey, formatNumber, formatPart } from '../documents/format.ts';
import type { Cells } from './audit-cells.ts';
import type { AuditReport } from './audit-report.ts';
import { casesMin } from './audit-values.ts';

/** Whose burden cases are, with the table of events behind it. */
export function burdenBlocks(report: AuditReport, cells: Cells): readonly Block[] {
  return [
    { kind: 'heading', level: 2, text: 'Whose burden an event is', anchor: 'burdens' },
    {
      kind: 'table',
      name: 'burdens-by-event',
      caption: sharesSentence(report),
      columns: ['Kind of event', 'cases', 'open', 'by the policy it is with', 'was borne by'],
      rows: report.caseBurdens.natures.map(
        ({ figure, nature, cases: count, open, policy, areas }): Row => [
          formatKey(nature),
          cells.count(count, `${figure}.cases`),
          cells.count(open, `${figure}.open`),
          policy.map(({ name, part }) => `${name} ${part}`).join(', '),
          areas.flatMap(
            ({ figure: own, name, weight }, index): Extract<Content, readonly unknown[]> => [
              `${index === 0 ? '' : ', '}${name} `,
              cells.number(weight, Number.isInteger(weight) ? 0 : 1, `${own}.weight`),
            ],
          ),
        ],
      ),
      empty: 'The policy says nothing of any event.',
    },
  ];
}

/** What Operations and Customer Service, and then others, bear of all cases. */
function sharesSentence({ caseBurdens: { cases, areas } }: AuditReport): string {
  const table =
    'The policy puts the burden of proof on areas by the kind of event; a case may be set otherwise, with a reason.';
  if (cases < casesMin) return `${table} With ${formatCount(cases)} cases there is not enough to say who bears what.`;
  const parts = areas.map(({ name, weight }) => `${name} ${formatPart(weight / cases)} (${formatNumber(weight, 1)})`);
  return `Of ${formatCount(cases)} cases: ${parts.join(', ')}. ${table}`;
}
