/** Programmes as a document: for each improvement of an area, what changed with it, and what may be said of that. */
import {
  type Block,
  count,
  type Document,
  expectedMoney,
  figure,
  type Inline,
  instant,
  notApplicable,
  strong,
} from '../documents/document.ts';
import { formatCount, formatInstant } from '../documents/format.ts';
import type { Interval95 } from './answers.ts';
import { refusalBlock } from './plain-reasons.ts';
import type { ProgrammesReport, ProgrammeView } from './programmes-report.ts';

/** The whole report. */
export function programmesDocument(report: ProgrammesReport): Document {
  return {
    title: 'What improvements brought',
    subtitle: `${formatCount(report.customers)} customers · as of ${formatInstant(report.asOf, report.zone)}`,
    blocks: programmeBlocks(report),
  };
}

/** Its blocks, for the page. */
export function programmeBlocks(report: ProgrammesReport): readonly Block[] {
  if (report.programmes.length === 0) {
    const text =
      'No programme is recorded. Say when an improvement of an area begins, best in some segments first: who has it not yet is what it can be compared with.';
    return [{ kind: 'paragraph', tone: 'note', text }];
  }
  return [...report.programmes.flatMap((programme) => blocksOf(programme, report)), ...created(report)];
}

/** The entries of finished improvements, with the total. */
function created(report: ProgrammesReport): readonly Block[] {
  const { programmes, total, currency, monthsAfter, marginShare } = report;
  const finished = programmes.flatMap(({ created: entry, ...programme }) =>
    entry === null ? [] : [{ ...programme, entry }],
  );
  if (finished.length === 0) return [];
  const margin =
    marginShare === 1 ? 'no margin is set, so it is income' : `${Math.round(marginShare * 100)} % of income is margin`;
  const more = total === null || total.unknown === 0 ? '' : `; ${total.unknown} more without an amount`;
  return [
    { kind: 'heading', level: 3, text: 'Value created by finished improvements' },
    {
      kind: 'table',
      name: 'value-created',
      caption: `Of the customers compared, in the ${monthsAfter} months from the start on; ${margin}`,
      columns: ['Improvement', 'Area', 'Value created', 'May be called', 'Design', 'Customers'],
      rows: finished.map(({ title, areaName, entry }) => [
        title,
        areaName,
        entry.amount === null ? `not known: ${entry.reason ?? ''}` : amountOf(entry.amount, 'income', currency),
        entry.amount === null ? notApplicable : entry.wording,
        entry.design,
        count(entry.customers),
      ]),
      ...(total !== null && {
        total: [
          'All',
          `${total.programmes} of ${finished.length}`,
          amountOf(total.amount, 'income', currency),
          notApplicable,
          `${total.designs.join('; ')}${more}`,
          notApplicable,
        ],
      }),
      empty: '',
    },
    ...(total === null
      ? []
      : [
          {
            kind: 'paragraph',
            tone: 'note',
            text: 'The total takes the comparisons for independent of one another: two improvements of the same customers at the same time are counted twice.',
          } as const,
        ]),
  ];
}

const measureWords: Readonly<Record<ProgrammeView['measure'], string>> = {
  kept: 'kept part of its promises',
  income: 'income a customer and month',
  cases: 'cases a customer and month',
};

function blocksOf(programme: ProgrammeView, report: ProgrammesReport): readonly Block[] {
  const { zone, currency, monthsBefore, monthsAfter } = report;
  const { title, areaName, starts, finishedAt, customers, measure, before, staggered } = programme;
  const shown = (estimate: Interval95): Inline => amountOf(estimate, measure, currency);
  return [
    { kind: 'heading', level: 3, text: `${title} (${areaName})` },
    {
      kind: 'facts',
      rows: [
        ...starts.map(({ at, segments }) => ({
          label: 'Began',
          value: instant(at, zone),
          note: segments.length === 0 ? 'for everybody' : `for ${segments.join(', ')}`,
        })),
        { label: 'State', value: finishedAt === null ? 'running' : ['finished ', instant(finishedAt, zone)] },
        {
          label: 'Customers',
          value: count(customers),
          note: `who had it while they were watched; ${measureWords[measure]}`,
        },
      ],
    },
    staggered.answered
      ? {
          kind: 'paragraph',
          text: [
            strong(staggered.wording === 'worth' ? 'Worth ' : 'Associated with '),
            shown(staggered.difference),
            ` ${measureWords[measure]}: the change of ${formatCount(staggered.treated)} customers at their start, less that of ${formatCount(staggered.controls)} who had not started (${monthsBefore} months before, ${monthsAfter} after). ${staggered.design}.`,
          ],
        }
      : refusalBlock([strong('No comparison with those who had it not yet.')], staggered),
    before.answered
      ? {
          kind: 'paragraph',
          text: [
            'Before and after, in the same customers: associated with ',
            shown(before.change),
            ` ${measureWords[measure]} (${formatCount(before.n)} customers). What changed for everybody is in it, and who begins at the worst gets better anyway.`,
          ],
        }
      : refusalBlock([strong('No before and after.')], before),
  ];
}

function amountOf(
  { estimate, low, high }: Interval95,
  measure: ProgrammeView['measure'],
  currency: string | null,
): Inline {
  if (estimate === null) return 'nothing that can be told';
  const isMoney = measure === 'income' && currency !== null;
  const interval = low === null || high === null ? {} : { low, high };
  if (isMoney) return expectedMoney(estimate, currency, interval);
  return figure({ kind: 'measure', measure: estimate, digits: 3, unit: '', ...interval });
}
