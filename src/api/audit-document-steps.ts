/** The tables of an audit step by step, of customers' time by area, and of how customers are spread over the scale of trust. */
import { type Block, notApplicable, type Row, type Table } from '../documents/document.ts';
import { formatCount, formatNumber, formatTrust } from '../documents/format.ts';
import type { Cells } from './audit-cells.ts';
import type { AuditReport } from './audit-report.ts';

type Spread = AuditReport['spread'][number];

/** Every area at every step of the process: what it promised there, and what that did to trust and to customers' time. */
export function stepBlocks(report: AuditReport, cells: Cells): readonly Block[] {
  return [{ kind: 'heading', level: 2, text: 'Step by step', anchor: 'steps' }, stepTable(report, cells)];
}

/** How customers are spread over the scale of trust, one table each. */
export function spreadBlocks(report: AuditReport, cells: Cells): readonly Block[] {
  return [
    { kind: 'heading', level: 2, text: 'Spread over customers', anchor: 'spread' },
    ...report.spread.map((spread) => spreadTable(spread, cells)),
  ];
}

/** Where a promise belongs, in one sentence. */
export const stepRule =
  'A promise belongs to the step at which the customer stood when it was made: on its case, its purchase, or the claim that it repeats.';

/** Areas against steps as a table, a row for each pair that promised something. */
export function stepTable({ byStep }: AuditReport, cells: Cells): Table {
  return {
    kind: 'table',
    name: 'areas-by-step',
    caption: stepRule,
    columns: ['Area and step', 'made', 'broken', 'kept in time', 'customers', 'trust', 'late', 'days waited'],
    rows: byStep.map(
      (cell): Row => [
        `${cell.name}: ${cell.step}`,
        cells.count(cell.made, `${cell.figure}.made`),
        cells.count(cell.broken, `${cell.figure}.broken`),
        cells.rate(cell.keptRate, `${cell.figure}.keptRate`),
        cells.count(cell.customers, `${cell.figure}.customers`),
        cells.score(cell.median, cell.customers, `${cell.figure}.median`),
        cells.count(cell.promisesLate, `${cell.figure}.promisesLate`),
        cells.number(cell.waitedDays, 1, `${cell.figure}.waitedDays`),
      ],
    ),
    empty: 'No area has promised anything.',
  };
}

/** What each area took of customers' time. */
export function areaTimeTable({ customersTime: { byArea } }: AuditReport, cells: Cells): Table {
  const [first] = byArea;
  const days = { digits: 1, unit: 'd' };
  return {
    kind: 'table',
    name: 'customers-time-by-area',
    caption:
      first === undefined || first.waitedDays + first.caseDays === 0
        ? 'Customers’ time by the area that took it.'
        : `${first.name} took the most of customers’ time: ${formatNumber(first.waitedDays, 0)} days beyond its word and ${formatNumber(first.caseDays, 0)} days of cases until they were closed.`,
    columns: [
      'Area',
      'promises late',
      'days waited',
      'in the middle',
      'late now',
      'cases closed',
      'days open',
      'a case in the middle',
      'contacts',
    ],
    rows: byArea.map(
      (area): Row => [
        area.name,
        cells.count(area.promisesLate, `${area.figure}.promisesLate`),
        cells.number(area.waitedDays, 0, `${area.figure}.waitedDays`),
        area.promisesLate === 0
          ? notApplicable
          : cells.estimate(area.waitedDaysMedian, days, `${area.figure}.waitedDaysMedian`),
        cells.count(area.waitingNow, `${area.figure}.waitingNow`),
        cells.count(area.casesClosed, `${area.figure}.casesClosed`),
        cells.number(area.caseDays, 0, `${area.figure}.caseDays`),
        area.casesClosed === 0
          ? notApplicable
          : cells.estimate(area.caseDaysMedian, days, `${area.figure}.caseDaysMedian`),
        cells.count(area.contacts, `${area.figure}.contacts`),
      ],
    ),
    empty: 'No promise to a customer was late, and no case was closed.',
  };
}

/** A spread in words: the middle, the quartiles, and of how many too little is known. */
export function spreadSentence({ name, customers, thin, median, lowerQuartile, upperQuartile }: Spread): string {
  if (median === null || lowerQuartile === null || upperQuartile === null) return `${name}: nothing is known yet.`;
  return `${name}: half of the ${formatCount(customers)} customers lie between ${formatTrust(lowerQuartile)} and ${formatTrust(upperQuartile)}, the middle at ${formatTrust(median)}. Of ${formatCount(thin)} of them fewer than five outcomes are known: too thin to say much.`;
}

/** The parts of the scale with the customers in each. */
export function spreadTable(spread: Spread, cells: Cells): Table {
  return {
    kind: 'table',
    name: spread.figure.replaceAll('.', '-'),
    caption: spreadSentence(spread),
    columns: ['Trust', 'customers', 'of them too thin to say'],
    rows: spread.bins.map(
      (bin): Row => [
        `${bin.from.replace(/^0/, '')} to ${bin.to.replace(/^0/, '')}`,
        cells.count(bin.customers, `${bin.figure}.customers`),
        cells.count(bin.thin, `${bin.figure}.thin`),
      ],
    ),
    total: [
      'All',
      cells.count(spread.customers, `${spread.figure}.customers`),
      cells.count(spread.thin, `${spread.figure}.thin`),
    ],
    empty: 'Nothing is known yet.',
  };
}
