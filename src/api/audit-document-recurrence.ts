/** The tables of an audit about what keeps coming back: topics that moved, came up again, or came up more than usual. */
import { type Block, day, part, type Row, type Table } from '../documents/document.ts';
import { formatCount, formatDay, formatKey, formatPart } from '../documents/format.ts';
import { dayOf } from '../domain/instants.ts';
import type { Cells } from './audit-cells.ts';
import type { AuditReport } from './audit-report.ts';

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
        formatKey(topic.topic),
        cells.count(topic.before, `${topic.figure}.before`),
        cells.count(topic.after, `${topic.figure}.after`),
        cells.change(topic.change, `${topic.figure}.change`),
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
        value: cells.part(within90Days, 'recurrence.reopening.within90Days'),
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
        formatKey(topic.topic),
        cells.count(topic.times, `${topic.figure}.times`),
        day(dayOf(topic.quietFrom, scope.zone)),
        day(dayOf(topic.reopenedAt, scope.zone)),
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
        `${row.areaName}: ${formatKey(row.topic)}`,
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
        cells.part(row.usualRate, `${row.figure}.usualRate`),
        cells.count(row.alarms, `${row.figure}.alarms`),
        datesOf(row.days),
      ],
    ),
    empty: 'No area broke more promises than usual.',
  };
}

/** The first few dates, and how many more. */
function datesOf(days: readonly string[]): string {
  const shown = days.slice(0, 3).map(formatDay).join(', ');
  const more = days.length - 3;
  return more <= 0 ? shown : `${shown} and ${more === 1 ? 'one more day' : `${formatCount(more)} more days`}`;
}
