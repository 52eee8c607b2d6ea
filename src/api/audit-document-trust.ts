/** The tables of an audit about trust: the journey, the relationships, and consistency. */
import { type Block, type Content, notApplicable, type Row, type Table } from '../documents/document.ts';
import { formatMonth, formatPart, formatTrust } from '../documents/format.ts';
import { type Cells, rateValue } from './audit-cells.ts';
import type { AuditReport } from './audit-report.ts';
import { casesMin } from './audit-values.ts';
import { plainName } from './promise-phrases.ts';
import type { RelationshipOfAudit } from './relationship-words.ts';

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
        value: cells.part(customers < casesMin ? null : journey.cleanJourney, 'journey.cleanJourney'),
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
      : ` Lifted to the next area’s level, it would take the journey in the middle from ${formatTrust(journey.median)} to ${formatTrust(lifted)}.`;
  return {
    kind: 'table',
    name: 'journey-by-area',
    caption:
      weakest === undefined || weakest.weakestFor.n < casesMin
        ? 'Each area’s part in the journey.'
        : `The weakest link is ${weakest.name}, for ${formatPart(weakest.weakestFor.rate ?? 0)} of the customers.${lift}`,
    columns: ['Area', 'customers', 'trust', 'weakest link for', 'sets of the journey', 'the journey if lifted'],
    rows: journey.areas.map(
      (area): Row => [
        area.name,
        cells.count(area.customers, `${area.figure}.customers`),
        cells.score(area.median, area.customers, `${area.figure}.median`),
        cells.rate(area.weakestFor, `${area.figure}.weakestFor`),
        cells.part(area.customers < casesMin ? null : area.dragShare, `${area.figure}.dragShare`),
        area.liftedMedian === null
          ? notApplicable
          : cells.score(area.liftedMedian, journey.customers, `${area.figure}.liftedMedian`),
      ],
    ),
    empty: 'No promise is settled yet, so there is no trust to show.',
  };
}

function relationshipTable(report: AuditReport, cells: Cells): Table {
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
    rows: report.relationships.map(
      (edge): Row => [
        `${directedName(edge, report)}${edge.dormant ? ' (dormant)' : ''}`,
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

/** A relationship that is asked about both ways says which of its two is convinced here. */
function directedName({ name, truster }: RelationshipOfAudit, { relationships, journey }: AuditReport): string {
  if (relationships.filter((edge) => edge.name === name).length === 1) return name;
  const convinced = journey.areas.find(({ area }) => area === truster)?.name ?? plainName(truster);
  return `${name} (to convince: ${convinced})`;
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
      label: formatMonth(month),
      value: rateValue(kept),
      opens: cells.opens(`${figure}.kept`),
      note: { high: 'unusually many broken', low: 'unusually few broken', none: undefined }[unusual ?? 'none'],
    })),
    empty: 'No promise is settled yet.',
  };
}
