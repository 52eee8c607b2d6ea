/** The tables of an audit about promises: by area, on time, handed on, hanging on others, by segment, in customers' words. */
import type { Block, Row, Table } from '../documents/document.ts';
import { formatPart } from '../documents/format.ts';
import { type Cells, extremes, rateValue } from './audit-cells.ts';
import { areaTimeTable } from './audit-document-steps.ts';
import type { AuditReport } from './audit-report.ts';
import { isApart } from './audit-verdict.ts';

/** Every block about promises. */
export function promiseBlocks(report: AuditReport, cells: Cells): readonly Block[] {
  return [
    { kind: 'heading', level: 2, text: 'By area', anchor: 'areas' },
    areaBars(report, cells),
    areaTable(report, cells),
    backingTable(report, cells),
    { kind: 'heading', level: 2, text: 'In time', anchor: 'in-time' },
    punctualityTable(report, cells),
    timeBlock(report, cells),
    areaTimeTable(report, cells),
    ...(report.handOffs.length === 0 ? [] : [handOffBars(report, cells)]),
    chainTable(report, cells),
    { kind: 'heading', level: 2, text: 'What customers say', anchor: 'feedback' },
    feedbackTable(report, cells),
    ...segmentBlocks(report, cells),
    otherFacts(report, cells),
  ];
}

function areaBars({ byArea }: AuditReport, cells: Cells): Block {
  const found = extremes(byArea, ({ keptRate }) => keptRate);
  return {
    kind: 'bars',
    name: 'kept-by-area',
    caption:
      found === null
        ? 'Promises kept in time by area, of those that came out.'
        : `${found.highest.name} keeps the most of its promises in time (${formatPart(found.highest.keptRate.rate ?? 0)}), ${found.lowest.name} the fewest (${formatPart(found.lowest.keptRate.rate ?? 0)}).`,
    rows: byArea.map(({ name, keptRate, figure: own }) => ({
      label: name,
      value: rateValue(keptRate),
      opens: cells.opens(`${own}.keptRate`),
    })),
    empty: 'No area has promised anything.',
  };
}

function areaTable({ byArea, balance }: AuditReport, cells: Cells): Table {
  const parts = ['made', 'kept', 'keptLate', 'keptBySilence', 'broken', 'released', 'open'] as const;
  return {
    kind: 'table',
    name: 'balance-by-area',
    caption:
      'The balance of each area. The forecast is for the next promise: a short record is drawn towards that of all.',
    columns: ['Area', 'made', 'kept', 'kept late', 'by silence', 'broken', 'released', 'open', 'next is kept'],
    rows: byArea.map(
      (area): Row => [
        area.name,
        ...parts.map((part) => cells.count(area[part], `${area.figure}.${part}`)),
        cells.part(area.forecast, `${area.figure}.forecast`),
      ],
    ),
    total: ['All', ...parts.map((part) => cells.count(balance[part], `balance.${part}`)), ''],
    empty: 'No area has promised anything.',
  };
}

/** Open promises without the word of those who must carry them. */
export function backingTable({ byArea, backing }: AuditReport, cells: Cells): Table {
  const concerned = byArea.filter(({ unbackedOpen, imposedOpen }) => unbackedOpen + imposedOpen > 0);
  return {
    kind: 'table',
    name: 'promises-without-backing',
    caption:
      'Open promises that lack the word of an area they need, and open promises that bind an area which never agreed.',
    columns: ['Area', 'unbacked', 'imposed on it'],
    rows: concerned.map(
      (area): Row => [
        area.name,
        cells.count(area.unbackedOpen, `${area.figure}.unbackedOpen`),
        cells.count(area.imposedOpen, `${area.figure}.imposedOpen`),
      ],
    ),
    total: [
      'Promises',
      cells.count(backing.unbackedOpen, 'backing.unbackedOpen'),
      cells.count(backing.imposedOpen, 'backing.imposedOpen'),
    ],
    empty: 'Every open promise is backed by the areas it needs.',
  };
}

function punctualityTable({ punctuality }: AuditReport, cells: Cells): Table {
  const audiences = [
    { audience: 'toCustomers', label: 'To customers' },
    { audience: 'internal', label: 'Between areas' },
  ] as const;
  const terms = [
    { term: 'asFirstPromised', label: 'as first promised' },
    { term: 'asLastAgreed', label: 'as last agreed' },
  ] as const;
  return {
    kind: 'table',
    name: 'punctuality',
    caption: 'Promises declared done in time, late and not at all though due, whatever the verdict on them was.',
    columns: ['Promises', 'in time', 'late', 'not done', 'share in time'],
    rows: audiences.flatMap(({ audience, label }) =>
      terms.map(({ term, label: words }): Row => {
        const row = punctuality[audience][term];
        const name = `punctuality.${audience}.${term}`;
        return [
          `${label}, ${words}`,
          cells.count(row.completedInTime, `${name}.completedInTime`),
          cells.count(row.completedLate, `${name}.completedLate`),
          cells.count(row.notCompleted, `${name}.notCompleted`),
          cells.rate(row.inTime, `${name}.inTime`),
        ];
      }),
    ),
    empty: 'Nothing was due yet.',
  };
}

function timeBlock({ customersTime: time }: AuditReport, cells: Cells): Block {
  return {
    kind: 'facts',
    rows: [
      {
        label: 'Days that customers waited beyond what was promised',
        value: cells.number(time.waitedDays, 0, 'customersTime.waitedDays'),
      },
      {
        label: 'Days late of the late promise in the middle',
        value: cells.estimate(time.waitedDaysMedian, { digits: 1, unit: 'd' }, 'customersTime.waitedDaysMedian'),
      },
      { label: 'Late and not done now', value: cells.count(time.waitingNow, 'customersTime.waitingNow') },
      {
        label: 'Tries, hand-offs and reopenings of a closed case in the middle',
        value: cells.estimate(time.contactsMedian, { digits: 1, unit: '' }, 'customersTime.contactsMedian'),
      },
    ],
  };
}

function handOffBars({ handOffs }: AuditReport, cells: Cells): Block {
  const first = handOffs[0];
  const last = handOffs.at(-1);
  const falls = first !== undefined && last !== undefined && isApart(first.keptInTime, last.keptInTime);
  return {
    kind: 'bars',
    name: 'kept-by-hand-offs',
    caption: falls
      ? `Kept in time falls with hand-offs of the case: ${formatPart(first.keptInTime.rate ?? 0)} with ${first.steps}, ${formatPart(last.keptInTime.rate ?? 0)} with ${last.steps}.`
      : 'Kept in time by how often the case was handed on.',
    rows: handOffs.map(({ steps, keptInTime, figure: own }) => ({
      label: steps === '1' ? '1 hand-off' : `${steps} hand-offs`,
      value: rateValue(keptInTime),
      opens: cells.opens(`${own}.keptInTime`),
    })),
    empty: 'No promise belongs to a case.',
  };
}

function chainTable({ chains }: AuditReport, cells: Cells): Table {
  const strong = chains.filter((chain) => isApart(chain.lateWhenLate, chain.lateWhenInTime));
  return {
    kind: 'table',
    name: 'chains',
    caption:
      strong.length === 0
        ? 'How often a promise is late when the one behind it is late, and when it is in time.'
        : `Lateness is handed on: ${strong.map(({ behindName, frontName }) => `${behindName} to ${frontName}`).join(', ')}. An association, not proven to be the cause.`,
    columns: [
      'In front, behind',
      'late when late',
      'late when in time',
      'times',
      'missed when missed',
      'missed when kept',
    ],
    rows: chains.map(
      (chain): Row => [
        `${chain.frontName}, ${chain.behindName}`,
        cells.rate(chain.lateWhenLate, `${chain.figure}.lateWhenLate`),
        cells.rate(chain.lateWhenInTime, `${chain.figure}.lateWhenInTime`),
        cells.number(chain.lateRatio, 1, `${chain.figure}.lateRatio`),
        cells.rate(chain.failedWhenFailed, `${chain.figure}.failedWhenFailed`),
        cells.rate(chain.failedWhenKept, `${chain.figure}.failedWhenKept`),
      ],
    ),
    empty: 'No promise stands behind another.',
  };
}

const outcomeWords = {
  completedInTime: 'done in time',
  completedLate: 'done late',
  notCompleted: 'not done',
} as const;

function feedbackTable({ feedbackByOutcome }: AuditReport, cells: Cells): Table {
  return {
    kind: 'table',
    name: 'feedback-by-outcome',
    caption: 'What customers said, by how the promise it is about came out. Associated, not proven to be the cause.',
    columns: ['Answers about promises', 'scale', 'answers', 'mean', 'lowest score'],
    rows: feedbackByOutcome.map(
      (row): Row => [
        `${row.measure}, ${outcomeWords[row.outcome]}`,
        row.scale,
        cells.count(row.answers, `${row.figure}.answers`),
        cells.estimate(row.mean, { digits: 2, unit: '' }, `${row.figure}.mean`),
        cells.rate(row.lowest, `${row.figure}.lowest`),
      ],
    ),
    empty: 'No customer has said anything about a promise that is settled.',
  };
}

function segmentBlocks({ bySegment, byArea }: AuditReport, cells: Cells): readonly Block[] {
  if (bySegment.length === 0) return [];
  const names = new Map(byArea.map(({ area, name }) => [area, name]));
  const segments: Table = {
    kind: 'table',
    name: 'segments',
    caption: 'Purchases, promises and money by segment, the largest first.',
    columns: ['Segment', 'purchases', 'promises', 'currency', 'in', 'out', 'stays'],
    rows: bySegment.flatMap((segment) => {
      const head = [
        segment.segment,
        cells.count(segment.purchases, `${segment.figure}.purchases`),
        cells.count(segment.promises, `${segment.figure}.promises`),
      ];
      if (segment.money.length === 0) return [[...head, '', '', '', '']];
      return segment.money.map(
        (money): Row => [
          ...head,
          money.currency,
          ...(['in', 'out', 'stays'] as const).map((movement) =>
            cells.money(money[movement], money.currency, `${money.figure}.${movement}`),
          ),
        ],
      );
    }),
    empty: 'Nothing is divided into segments.',
  };
  const areas: Table = {
    kind: 'table',
    name: 'segments-by-area',
    caption: 'Promises of each area in each segment: declared done in time, late, and not at all though due.',
    columns: ['Segment', 'area', 'in time', 'late', 'not done'],
    rows: bySegment.flatMap((segment) =>
      segment.areas.map(
        (area): Row => [
          segment.segment,
          names.get(area.area) ?? area.area,
          ...(['completedInTime', 'completedLate', 'notCompleted'] as const).map((field) =>
            cells.count(area[field], `${area.figure}.${field}`),
          ),
        ],
      ),
    ),
    empty: 'No promise belongs to a segment.',
    isFolded: true,
  };
  return [{ kind: 'heading', level: 2, text: 'By segment', anchor: 'segments' }, segments, areas];
}

function otherFacts({ neverPromised, byCustomers, irregular }: AuditReport, cells: Cells): Block {
  const never = ['requested', 'offered', 'countered', 'declined', 'withdrawn'] as const;
  return {
    kind: 'facts',
    rows: [
      {
        label: 'Never promised (an honest no is no breach)',
        value: never.flatMap((part, index) => [
          index === 0 ? '' : ', ',
          `${part} `,
          cells.count(neverPromised[part], `neverPromised.${part}`),
        ]),
      },
      {
        label: 'Promises that customers made to us',
        value: [
          cells.count(byCustomers.made, 'byCustomers.made'),
          ', broken ',
          cells.count(byCustomers.broken, 'byCustomers.broken'),
          ', open ',
          cells.count(byCustomers.open, 'byCustomers.open'),
        ],
      },
      {
        label: 'Promises with moves that are not possible, left out of their state',
        value: cells.count(irregular.promises, 'irregular.promises'),
      },
    ],
  };
}
