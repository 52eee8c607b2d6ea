/** Cells of the audit's document: each number with its way in, and a rate of too few cases as what it is. */
import {
  count,
  figure,
  type Figure,
  money,
  notApplicable,
  notEnough,
  trust,
  type ShareValue,
  type NotEnoughValue,
  type Value,
} from '../documents/document.ts';
import type { AuditReport } from './audit-report.ts';
import { casesMin, type Estimate, type Rate } from './audit-values.ts';

export interface Cells {
  /** The path to what a figure is made of, with the filters of the report. */
  readonly opens: (name: string) => string;
  readonly count: (things: number, name: string) => Figure;
  readonly rate: (rate: Rate, name: string) => Figure;
  readonly score: (score: number | null, customers: number, name: string) => Figure;
  readonly money: (amount: number, currency: string, name: string) => Figure;
  readonly estimate: (estimate: Estimate, unit: Unit, name: string) => Figure;
  readonly number: (number: number | null, digits: number, name: string) => Figure;
  /** How much more or less: +21, −78. */
  readonly change: (change: number, name: string) => Figure;
  /** A part of one, with its interval where it is an estimate. */
  readonly part: (estimate: number | Estimate | null, name: string) => Figure;
  /** A number that rests on so many cases, or that they are too few. */
  readonly numberOf: (cases: number, number: number | null, digits: number, name: string) => Figure;
}

interface Unit {
  readonly digits: number;
  readonly unit: string;
}

/** The way into a figure with the filters it was computed with. */
export function opener(filters: Readonly<Record<string, string>>): (name: string) => string {
  const query = Object.entries(filters)
    .map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`)
    .join('&');
  return (name) => `/audit/why/${encodeURIComponent(name)}${query === '' ? '' : `?${query}`}`;
}

/** Builders of cells for one report. */
export function cellsOf({ scope }: Pick<AuditReport, 'scope'>): Cells {
  const opens = opener(scope.filters);
  const number: Cells['number'] = (value, digits, name) =>
    value === null ? notApplicable : figure({ kind: 'measure', measure: value, digits, unit: '' }, opens(name));
  return {
    opens,
    number,
    change: (change, name) => figure({ kind: 'change', change }, opens(name)),
    part: (estimate, name) => figure(partValue(estimate), opens(name)),
    numberOf: (cases, value, digits, name) =>
      cases < casesMin ? notEnough(cases, opens(name)) : number(value, digits, name),
    count: (things, name) => count(things, opens(name)),
    rate: (rate, name) => figure(rateValue(rate), opens(name)),
    score: (score, customers, name) =>
      score === null || customers < casesMin
        ? notEnough(customers, opens(name))
        : trust({ trust: score, count: customers }, opens(name)),
    money: (amount, currency, name) => money(amount, currency, opens(name)),
    estimate: ({ value, low, high, n }, { digits, unit }, name) =>
      value === null || n < casesMin
        ? notEnough(n, opens(name))
        : figure(
            { kind: 'measure', measure: value, digits, unit, low: low ?? undefined, high: high ?? undefined, count: n },
            opens(name),
          ),
  };
}

function partValue(estimate: number | Estimate | null): Value {
  if (estimate === null) return { kind: 'notApplicable' };
  if (typeof estimate === 'number') return { kind: 'part', part: estimate };
  const { value, low, high, n } = estimate;
  return value === null || low === null || high === null || n < casesMin
    ? { kind: 'notEnough', count: n }
    : { kind: 'share', share: value, low, high, count: n };
}

/** A rate to draw: below five cases it says nothing yet. */
export function rateValue({ rate, low, high, n }: Rate): ShareValue | NotEnoughValue {
  return rate === null || n < casesMin
    ? { kind: 'notEnough', count: n }
    : { kind: 'share', share: rate, low, high, count: n };
}

/** The items with the highest and the lowest rate among those with enough cases; nothing where fewer than two have. */
export function extremes<Item>(
  items: readonly Item[],
  rateOf: (item: Item) => Rate,
): { readonly highest: Item; readonly lowest: Item } | null {
  const rated = items
    .filter((item) => rateOf(item).n >= casesMin)
    .sort((one, other) => (rateOf(other).rate ?? 0) - (rateOf(one).rate ?? 0));
  const [highest] = rated;
  const lowest = rated.at(-1);
  return highest === undefined || lowest === undefined || rated.length < 2 ? null : { highest, lowest };
}
