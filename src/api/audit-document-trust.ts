/** The tables of an audit about trust: the journey, the relationships, consistency, and what keeps coming back. */
import { type Block, type Content, instant, part, type Row, type Table } from '../documents/document.ts';
import { formatCount, formatPart, formatTrust } from '../documents/format.ts';
import { type Cells, rateValue } from './audit-cells.ts';
import type { AuditReport } from './audit-report.ts';
import { casesMin } from './audit-values.ts';

/** The journey, the relationships and consistency. */
export function trustBlocks(report: AuditReport, cells: Cells): readonly Block[] {
  return [...journeyBlocks(report, cells), ...relationshipBlocks(report, cells), ...consistencyBlocks(report, cells)];
}

/** The journey as customers see it: how much they trust it, and what each area does to it. */
export function journeyBlocks(report: AuditReport, cells: Cells): readonly Block[] {
  return [
    { kind: 'heading', level: 2, text: 'The journey, as our customers see us', anchor: 'journey' },
    journeyFacts(report, cells),
    journeyTable(report, cells),
  ];
}

/** Every relationship, and what the one who must be convinced says. */
export function relationshipBlocks(report: AuditReport, cells: Cells): readonly Block[] {
  return [
    { kind: 'heading', level: 2, text: 'The relationships', anchor: 'relationships' },
    relationshipTable(report, cells),
    voices(report),
  ];
}

/** Whether areas, and months, are alike. */
export function consistencyBlocks(report: AuditReport, cells: Cells): readonly Block[] {
  return [
    { kind: 'heading', level: 2, text: 'Consistency', anchor: 'consistency' },
    consistencyFacts(report, cells),
    monthBars(report, cells),
  ];
}

function journeyFacts({ journey }: AuditReport, cells: Cells): Block {
  const { customers } = journey;
  const score = (value: number | null, name: string) => cells.score(value, customers, `journey.${name}`);
  return {
    kind: 'facts',
    rows: [
      { label: 'Customers with a settled promise', value: cells.count(customers, 'journey.customers') },
      {
        label: 'Not enough evidence',
        value: cells.count(journey.withoutEvidence, 'journey.withoutEvidence'),
        note: 'nothing that is settled was promised to them',
      },
      { label: 'Journey trust in the middle', value: score(journey.median, 'median') },
      { label: 'One customer in ten lies below', value: score(journey.tenthPercentile, 'tenthPercentile') },
      { label: 'Customers below .5', value: cells.rate(journey.belowHalf, 'journey.belowHalf') },
      ...journey.byRevenue.map(({ figure, currency, median, tenthPercentile }) => ({
        label: `Weighted by what they paid in ${currency}`,
        value: [
          cells.score(median, customers, `${figure}.median`),
          ', a tenth of the money below ',
          cells.score(tenthPercentile, customers, `${figure}.tenthPercentile`),
        ],
      })),
      {
        label: 'Chance of a journey without a broken promise',
        value: cells.numberOf(customers, journey.cleanJourney, 2, 'journey.cleanJourney'),
      },
      {
        label: 'First promise broken: never established',
        value: cells.rate(journey.neverEstablished, 'journey.neverEstablished'),
      },
      { label: 'First promise kept, below .5 now: eroded', value: cells.count(journey.eroded, 'journey.eroded') },
    ],
  };
}

function journeyTable({ journey }: AuditReport, cells: Cells): Table {
  const [weakest] = journey.areas;
  const lifted = weakest?.liftedMedian ?? null;
  const lift =
    lifted === null || journey.median === null
      ? ''
      : ` Lifted to the next area’s level, it would take the median journey from ${formatTrust(journey.median)} to ${formatTrust(lifted)}.`;
  return {
    kind: 'table',
    name: 'journey-by-area',
    caption:
      weakest === undefined || weakest.weakestFor.n < casesMin
        ? 'Each area’s part in the journey.'
        : `The weakest link is ${weakest.name}, for ${formatPart(weakest.weakestFor.rate ?? 0)} of the customers.${lift}`,
    columns: ['Area', 'customers', 'trust', 'weakest link for', 'sets of the journey', 'median journey if lifted'],
    rows: journey.areas.map(
      (area): Row => [
        area.name,
        cells.count(area.customers, `${area.figure}.customers`),
        cells.score(area.median, area.customers, `${area.figure}.median`),
        cells.rate(area.weakestFor, `${area.figure}.weakestFor`),
        cells.numberOf(area.customers, area.dragShare, 2, `${area.figure}.dragShare`),
        cells.numberOf(journey.customers, area.liftedMedian, 2, `${area.figure}.liftedMedian`),
      ],
    ),
    empty: 'No promise is settled yet, so there is no trust to show.',
  };
}

function relationshipTable({ relationships }: AuditReport, cells: Cells): Table {
  return {
    kind: 'table',
    name: 'relationships',
    caption:
      'Who must be convinced by whom, over all customers. The four relationships come first; one without evidence is dormant.',
    columns: [
      'Relationship',
      'customers',
      'trust',
      'a quarter below',
      'below .5',
      'kept',
      'broken',
      'open promises',
      'open cases',
    ],
    rows: relationships.map(
      (edge): Row => [
        `${edge.name}${edge.dormant ? ' (dormant)' : ''}`,
        cells.count(edge.customers, `${edge.figure}.customers`),
        cells.score(edge.median, edge.customers, `${edge.figure}.median`),
        cells.score(edge.lowerQuartile, edge.customers, `${edge.figure}.lowerQuartile`),
        cells.rate(edge.belowHalf, `${edge.figure}.belowHalf`),
        cells.count(edge.kept, `${edge.figure}.kept`),
        cells.count(edge.broken, `${edge.figure}.broken`),
        cells.count(edge.openPromises, `${edge.figure}.openPromises`),
        cells.count(edge.openCases, `${edge.figure}.openCases`),
      ],
    ),
    empty: 'There is no relationship yet.',
  };
}

/** Each relationship in the words of the one who must be convinced. */
function voices({ relationships }: AuditReport): Block {
  return {
    kind: 'list',
    items: relationships.flatMap(({ name, words }): Content[] => (words === null ? [] : [`${name}: “${words}”`])),
  };
}

function consistencyFacts({ consistency, journey }: AuditReport, cells: Cells): Block {
  const settled = consistency.months.reduce((sum, { kept }) => sum + kept.n, 0);
  return {
    kind: 'facts',
    rows: [
      {
        label: 'Across areas',
        value: cells.numberOf(journey.customers, consistency.acrossAreas, 2, 'consistency.acrossAreas'),
        note: '1: every area is trusted alike',
      },
      {
        label: 'From month to month',
        value: cells.numberOf(settled, consistency.inTime, 2, 'consistency.inTime'),
        note: '1: every month is alike',
      },
    ],
  };
}

function monthBars({ consistency }: AuditReport, cells: Cells): Block {
  return {
    kind: 'bars',
    name: 'kept-by-month',
    caption: 'Promises kept in time by the month in which they were made, of those that came out.',
    rows: consistency.months.map(({ figure, month, kept, unusual }) => ({
      label: month,
      value: rateValue(kept),
      opens: cells.opens(`${figure}.kept`),
      note: { high: 'more was broken than months vary', low: 'less was broken than months vary', none: undefined }[
        unusual ?? 'none'
      ],
    })),
    empty: 'No promise is settled yet.',
  };
}

/** What keeps coming back. */
export function recurrenceBlocks(report: AuditReport, cells: Cells): readonly Block[] {
  return [
    { kind: 'heading', level: 2, text: 'What keeps coming back', anchor: 'recurrence' },
    topicTable(report, cells),
    reopeningFacts(report, cells),
    reopenedTable(report, cells),
    surpriseTable(report, cells),
    signalTable(report, cells),
  ];
}

function topicTable({ recurrence }: AuditReport, cells: Cells): Table {
  const { increases, decreases, ratio } = recurrence.displacement;
  const windows = 'Breaches and cases by topic in two windows of equal length';
  return {
    kind: 'table',
    name: 'topics',
    caption:
      ratio === null
        ? `${windows}${increases > 0 ? ': nothing went down, so nothing moved elsewhere' : ''}.`
        : `What fell by ${formatCount(decreases)} in one place came up by ${formatCount(increases)} in another: ${formatPart(ratio)} moved elsewhere.`,
    columns: ['Topic', 'before', 'after', 'change'],
    rows: recurrence.topics.map(
      (topic): Row => [
        topic.topic,
        cells.count(topic.before, `${topic.figure}.before`),
        cells.count(topic.after, `${topic.figure}.after`),
        cells.number(topic.change, 0, `${topic.figure}.change`),
      ],
    ),
    empty: 'No topic changed.',
  };
}

function reopeningFacts({ recurrence }: AuditReport, cells: Cells): Block {
  const { fixed, reopened, within90Days } = recurrence.reopening;
  return {
    kind: 'facts',
    rows: [
      {
        label: 'Topics that were quiet for 60 days, so fixed',
        value: cells.count(fixed, 'recurrence.reopening.fixed'),
      },
      { label: 'of them up again', value: cells.count(reopened, 'recurrence.reopening.reopened') },
      {
        label: 'Share up again within 90 days',
        value: cells.estimate(within90Days, { digits: 2, unit: '' }, 'recurrence.reopening.within90Days'),
      },
    ],
  };
}

function reopenedTable({ recurrence, scope }: AuditReport, cells: Cells): Table {
  return {
    kind: 'table',
    name: 'reopened',
    caption: 'Topics that came up again after they were quiet for 60 days, the latest first; twenty at most.',
    columns: ['Topic', 'times', 'the last time quiet from', 'up again'],
    rows: recurrence.reopening.topics.map(
      (topic): Row => [
        topic.topic,
        cells.count(topic.times, `${topic.figure}.times`),
        instant(topic.quietFrom, scope.zone),
        instant(topic.reopenedAt, scope.zone),
      ],
    ),
    empty: 'No topic that was quiet came up again.',
  };
}

function surpriseTable({ recurrence }: AuditReport, cells: Cells): Table {
  return {
    kind: 'table',
    name: 'surprises',
    caption:
      'Topics that came up more in the last full month than the months before explain. Each point of surprise is ten times harder to explain by chance.',
    columns: ['Area and topic', 'last month', 'usual in a month', 'surprise', 'by chance'],
    rows: recurrence.surprises.map(
      (row): Row => [
        `${row.areaName}: ${row.topic}`,
        cells.count(row.count, `${row.figure}.count`),
        cells.number(row.expected, 1, `${row.figure}.expected`),
        cells.number(row.surprise, 1, `${row.figure}.surprise`),
        part(row.byChance),
      ],
    ),
    empty: 'Nothing came up that the months before do not explain.',
  };
}

function signalTable({ recurrence }: AuditReport, cells: Cells): Table {
  const alarmed = recurrence.signals.filter(({ alarms }) => alarms > 0);
  return {
    kind: 'table',
    name: 'signals',
    caption: 'Areas that broke more promises than usual, found outcome by outcome.',
    columns: ['Area', 'usually not kept in time', 'alarms', 'on'],
    rows: alarmed.map(
      (row): Row => [
        row.areaName,
        cells.number(row.usualRate, 3, `${row.figure}.usualRate`),
        cells.count(row.alarms, `${row.figure}.alarms`),
        datesOf(row.days),
      ],
    ),
    empty: 'No area broke more promises than usual.',
  };
}

/** The first few dates, and how many more. */
function datesOf(days: readonly string[]): string {
  const shown = days.slice(0, 3).join(', ');
  return days.length <= 3 ? shown : `${shown} and ${formatCount(days.length - 3)} more days`;
}
