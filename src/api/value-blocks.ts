/** Blocks about lifetime value that the command line, the print and the page share. */
import {
  type Block,
  type Content,
  count,
  day,
  expectedMoney,
  figure,
  type Figure,
  link,
  notApplicable,
  part,
  type Row,
  share,
  trust,
} from '../documents/document.ts';
import { formatCount, formatDay, formatNumber } from '../documents/format.ts';
import { capitalised } from './promise-phrases.ts';
import type { NotSaid } from './model-views.ts';
import type { CurrencyValue, ValueGroup, ValueOverview, ValueRow } from './value-views.ts';

/** What is expected, with its interval. */
export function worth(
  value: { readonly amount: number; readonly low: number; readonly high: number } | null,
  currency: string,
): Figure {
  return value === null ? notApplicable : expectedMoney(value.amount, currency, { low: value.low, high: value.high });
}

export function measure(value: number | null, digits: number, unit = '', interval = {}): Figure {
  return value === null ? notApplicable : figure({ kind: 'measure', measure: value, digits, unit, ...interval });
}

const chance = (value: number | null) => (value === null ? notApplicable : part(value));

/** Why there is no number, and what would have to be there. */
export function refusal({ reason, missing, detail }: NotSaid, about: string): Block {
  return { kind: 'paragraph', tone: 'warning', text: `${about}: ${reason}. What is missing: ${missing}.`, detail };
}

/** Everything about one currency but its title. */
export function currencyBlocks(value: CurrencyValue, settings: ValueOverview['settings']): readonly Block[] {
  return [
    ...warnings(value),
    { kind: 'facts', rows: facts(value, settings) },
    ...(value.model === null ? [] : [aliveTable(value)]),
    groupTable(value, value.segments, 'value-by-segment', 'By segment'),
    groupTable(value, value.bands, 'value-by-trust', 'By trust in the whole journey'),
    ...(value.value === null ? [] : [visitTable(value)]),
    ...assumptionBlocks(value.assumptions),
  ];
}

function visitTable({ currency, visits }: CurrencyValue): Block {
  return {
    kind: 'table',
    name: 'worth-a-visit',
    caption:
      'Worth a visit: of the fifth that would be worth most if they are still there, those in doubt: a chance below 50 % to be there, or trust below .5. Most expected value first',
    columns: ['Customer', 'Expected value', 'Trust', 'Chance to be there', 'Last bought', 'Came back', 'Segment'],
    rows: visits.map(
      (row): Row => [
        link(row.name ?? row.customerId, `/customers/${row.customerId}`),
        worth(row.value, currency),
        row.trust === null ? notApplicable : trust({ trust: row.trust }),
        chance(row.chanceAlive),
        day(row.lastDay),
        count(row.repeats),
        row.segment ?? '',
      ],
    ),
    empty: 'Nobody: all who are worth much are likely to be there, and trust us as far as we know.',
  };
}

function warnings({ isRare, repurchase, refused, valueRefused, customers }: CurrencyValue): readonly Block[] {
  return [
    ...(isRare
      ? [
          {
            kind: 'paragraph' as const,
            tone: 'warning' as const,
            text: `Coming back is rare here: ${formatCount(repurchase.k)} of ${formatCount(customers)} customers bought again. Everything below rests on those few; for a single customer it says next to nothing.`,
          },
        ]
      : []),
    ...(refused === null ? [] : [refusal(refused, 'What customers will still buy cannot be told')]),
    ...(valueRefused === null ? [] : [refusal(valueRefused, 'What a purchase will bring cannot be told')]),
  ];
}

type FactRow = { readonly label: string; readonly value: Content; readonly note?: string };

function facts(value: CurrencyValue, settings: ValueOverview['settings']): readonly FactRow[] {
  const { currency, repurchase, draws, failedDraws } = value;
  const { marginShare, discountYearly, valueYears } = settings;
  const { rate, k, n, low, high } = repurchase;
  return [
    {
      label: 'Customers',
      value: count(value.customers),
      note: `who bought in ${currency}, from ${formatDay(value.from)} to ${formatDay(value.until)}`,
    },
    ...(value.contracted === 0
      ? []
      : [
          {
            label: 'Under contract',
            value: count(value.contracted),
            note: 'what is paid under a contract is valued by its renewals, with the fits, and not counted here',
          },
        ]),
    {
      label: 'Came back',
      value: share({ share: rate ?? 0, low, high, count: n }),
      note: `${k} bought on another day too`,
    },
    {
      label: 'Paid so far',
      value: figure({ kind: 'money', amount: value.spend, currency }),
      note: 'less what was given back',
    },
    ...(value.model === null
      ? []
      : [
          { label: 'Model', value: value.model, note: 'the one that these purchases speak for (lowest AIC)' },
          { label: 'Expected to be still there', value: measure(value.expectedAlive, 0, 'customers') },
          {
            label: 'Expected purchases',
            value: measure(value.expectedPurchases, 0),
            note: 'of all these customers in the next year',
          },
          {
            label: 'Expected value',
            value: worth(value.value, currency),
            note: `over ${valueYears} years; ${marginNote(marginShare)}; later money worth ${Math.round(discountYearly * 100)} % less a year${draws === 0 ? '' : `; interval from ${draws - failedDraws} drawings of customers`}${failedDraws > 0 ? ` (${failedDraws} more gave no value, and count as the worst at both ends)` : ''}`,
          },
        ]),
  ];
}

function marginNote(marginShare: number): string {
  return marginShare === 1
    ? 'in sales, not profit: no margin is set'
    : `at a margin of ${Math.round(marginShare * 100)} %`;
}

function aliveTable({ alive, customers }: CurrencyValue): Block {
  return {
    kind: 'table',
    name: 'chance-to-be-there',
    caption: 'How likely customers are to be still there',
    columns: ['Chance', 'Customers', 'Of all'],
    rows: alive.map(
      (step): Row => [
        `${formatNumber(step.from * 100, 0)} to ${formatNumber(step.to * 100, 0)} %`,
        count(step.customers),
        part(customers === 0 ? 0 : step.customers / customers),
      ],
    ),
    empty: 'No customer has bought yet.',
  };
}

function groupTable({ currency }: CurrencyValue, groups: readonly ValueGroup[], name: string, caption: string): Block {
  return {
    kind: 'table',
    name,
    caption,
    columns: ['Customers who', 'Customers', 'Came back', 'Chance to be there', 'Expected value'],
    rows: groups.map((group): Row => {
      const { rate, low, high, n } = group.repurchase;
      return [
        group.name,
        count(group.customers),
        rate === null ? notApplicable : share({ share: rate, low, high, count: n }),
        chance(group.chanceAlive),
        group.customers === 0 ? notApplicable : worth(group.value, currency),
      ];
    }),
    empty: 'No customer has bought yet.',
  };
}

/** Customers one by one. */
export function rowTable(
  currency: string,
  rows: readonly ValueRow[],
  words: { readonly name: string; readonly caption: string; readonly empty: string },
): Block {
  return {
    kind: 'table',
    ...words,
    columns: [
      'Customer',
      'Segment',
      'Last bought',
      'Came back',
      'Trust',
      'Chance to be there',
      'Purchases in a year',
      'Discounted purchases',
      'Amount of one',
      'Expected value',
    ],
    rows: rows.map(
      (row): Row => [
        link(row.name ?? row.customerId, `/customers/${row.customerId}`),
        row.segment ?? '',
        day(row.lastDay),
        count(row.repeats),
        row.trust === null ? notApplicable : trust({ trust: row.trust }),
        chance(row.chanceAlive),
        measure(row.expectedPurchases, 2),
        measure(row.discountedPurchases, 2),
        row.expectedSpend === null ? notApplicable : expectedMoney(row.expectedSpend, currency),
        worth(row.value, currency),
      ],
    ),
  };
}

/** What is taken for granted. */
export function assumptionBlocks(assumptions: readonly string[]): readonly Block[] {
  if (assumptions.length === 0) return [];
  return [
    { kind: 'heading', level: 2, text: 'What this takes for granted' },
    { kind: 'list', items: assumptions.map(capitalised) },
  ];
}
