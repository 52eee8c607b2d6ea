/** One figure of the audit for people: what it says, how it is computed, the rows behind it, and where to go on. */
import {
  type Block,
  type Content,
  count,
  type Document,
  figure,
  instant,
  link,
  money,
  type Row,
  type Value,
} from '../documents/document.ts';
import {
  formatCount,
  formatMoney,
  formatNumber,
  formatPart,
  formatPartRange,
  formatTrust,
} from '../documents/format.ts';
import { capitalised } from './promise-phrases.ts';
import { opener } from './audit-cells.ts';
import type { FigureExplained } from './audit-report.ts';

interface Said {
  readonly value: number | null;
  readonly low: number | null;
  readonly high: number | null;
  readonly n: number | null;
  readonly shows: FigureExplained['shows'];
  readonly currency: string | null;
  /** What it is, as a noun phrase. */
  readonly words: string;
}

/** A figure as one sentence: its value first. */
export function sentenceOfFigure(said: Said): string {
  return `${valueOf(said)}: ${said.words}.`;
}

function valueOf({ value, low, high, n, shows, currency }: Said): string {
  if (value === null) return `Not enough yet${n === null ? '' : ` (n = ${formatCount(n)})`}`;
  const range =
    low === null || high === null
      ? ''
      : shows === 'rate'
        ? formatPartRange(low, high)
        : `${formatNumber(low, 2)}–${formatNumber(high, 2)}`;
  const evidence = [range, n === null ? '' : `n = ${formatCount(n)}`].filter((part) => part !== '').join(', ');
  const beside = evidence === '' ? '' : ` (${evidence})`;
  switch (shows) {
    case 'count':
      return `${formatNumber(value, 0)}${beside}`;
    case 'rate':
      return `${formatPart(value)}${beside}`;
    case 'trust':
      return `${formatTrust(value)}${beside}`;
    case 'money':
      return `${formatMoney({ amount: value, currency: currency ?? '' })}${beside}`;
    case 'days':
      return `${formatNumber(value, 1)} d${beside}`;
    case 'number':
      return `${formatNumber(value, Number.isInteger(value) ? 0 : 2)}${beside}`;
  }
}

const thingOfKind: Readonly<Record<FigureExplained['rows'][number]['kind'], string>> = {
  promise: 'promise',
  purchase: 'purchase',
  customer: 'customer',
  feedback: 'answer',
  case: 'case',
  money: 'movement of money',
  deal: 'deal',
};

/** The figure explained, for people. */
export function whyDocument(explained: FigureExplained): Document {
  const opens = opener(explained.filters);
  const next: Content[] = explained.next.map(({ figure: name, words }) => link(capitalised(words), opens(name)));
  return {
    title: capitalised(explained.words),
    subtitle: 'A figure of the promise audit',
    blocks: [
      { kind: 'paragraph', tone: 'lead', text: explained.sentence },
      {
        kind: 'facts',
        rows: [
          { label: 'How it is made', value: explained.formula },
          { label: 'Rows behind it', value: count(explained.count) },
          { label: 'Name', value: explained.figure },
          { label: 'As of', value: instant(explained.asOf, explained.zone) },
        ],
      },
      rowsTable(explained),
      ...(next.length === 0
        ? []
        : ([
            { kind: 'heading', level: 2, text: 'Beside it' },
            { kind: 'list', items: next },
          ] satisfies Block[])),
    ],
  };
}

function rowsTable({ rows, count: total, zone, shows, currency }: FigureExplained): Block {
  const things = [...new Set(rows.map(({ kind }) => thingOfKind[kind]))].join(', ');
  const order = rows.some(({ kind }) => kind === 'customer') ? 'the least trust first' : 'the latest first';
  const hasValues = rows.some(({ value }) => value !== null);
  return {
    kind: 'table',
    name: 'rows',
    caption:
      total > rows.length
        ? `The first ${formatCount(rows.length)} of ${formatCount(total)}: ${order}.`
        : `All of them: ${order}.`,
    columns: ['What', 'Customer', 'When', 'Area', 'Words', 'State', ...(hasValues ? ['Value'] : [])],
    rows: rows.map(
      (row): Row => [
        row.kind === 'promise'
          ? link(row.id, `/promises/${encodeURIComponent(row.id)}`)
          : `${thingOfKind[row.kind]} ${row.id}`,
        link(row.customerName ?? row.customerId, `/customers/${encodeURIComponent(row.customerId)}`),
        row.at === null ? '' : instant(row.at, zone),
        row.area ?? '',
        row.text ?? '',
        row.state ?? '',
        ...(hasValues ? [row.value === null ? '' : rowValue(row.value, row.kind, shows, currency)] : []),
      ],
    ),
    empty: things === '' ? 'There is nothing behind it.' : `There is no ${things} behind it.`,
  };
}

function rowValue(
  value: number,
  kind: FigureExplained['rows'][number]['kind'],
  shows: FigureExplained['shows'],
  currency: string | null,
): Content {
  if (currency !== null && (kind === 'money' || kind === 'purchase' || kind === 'deal' || kind === 'case'))
    return money(value, currency);
  const shown: Value = {
    kind: 'measure',
    measure: value,
    digits: Number.isInteger(value) ? 0 : 2,
    unit: shows === 'days' ? 'd' : '',
  };
  return figure(shown);
}
