/** What a point is worth in a ledger: of satisfaction, advocacy, trust and kept rate, up and down. */
import { type Answer, noAnswer } from '../statistics/answer.ts';
import type { CustomerMonths } from '../statistics/customer-months.ts';
import type { Horizon } from '../statistics/lifetime-projection.ts';
import { type Driver, type PointValue, shareDrivers, valueOfPoint } from '../statistics/point-value.ts';
import { seededRandom } from '../statistics/random.ts';
import { type Wave, type WithinChange, withinCustomerChange } from '../statistics/within-customer-change.ts';
import { scaleOf } from './answer-scale.ts';
import { drawnFrom, type TableRules, tableOf } from './customer-table.ts';
import type { CustomerPast } from './past.ts';
import { purchasePoint } from './purchase-point.ts';

export interface PointAsked extends TableRules {
  readonly horizon: Horizon;
  readonly marginShare: number;
  readonly missing: 'flag' | 'weigh';
  readonly resamples: number;
  readonly seed: number;
}

export interface DriverAnswer {
  readonly driver: Driver['name'];
  readonly point: number;
  readonly lowest: number | null;
  readonly highest: number | null;
  readonly found: Answer<PointValue>;
  /** The second design: whether the same customer brought more after a rise than before it. */
  readonly within: Answer<WithinChange>;
  /** The third: Pareto/NBD with the driver on leaving, for customers who buy when they like. */
  readonly purchases: ReturnType<typeof purchasePoint>;
}

export interface PointReport {
  readonly period: CustomerMonths['period'];
  readonly rows: number;
  readonly leavers: number;
  readonly living: number;
  readonly leftOut: number;
  /** Customers drawn by lot where all would have been too many; null where all were taken. */
  readonly drawn: number | null;
  readonly drivers: readonly DriverAnswer[];
}

/** Customer-months that are fitted hundreds of times; of more, customers are drawn by lot. */
const rowsMax = 40_000;
/** Months from one wave to the next, for the change within a customer. */
const waveMonths = 3;

/** The value of a point for every driver. Plain data in and out; minutes of sums for a large company. */
export function pointReport(pasts: readonly CustomerPast[], asked: PointAsked): PointReport {
  const whole = tableOf(pasts, asked);
  const random = seededRandom(asked.seed);
  const table = drawnFrom(whole, rowsMax, random);
  const drivers = driversOf(pasts).map(({ name, driver }): DriverAnswer => {
    const { point = 1, lowest = null, highest = null } = driver ?? {};
    const unasked = noAnswer('too few', `No customer was ever asked for ${name}`, `answers to ${name}`, name);
    const { horizon, marginShare, missing, resamples } = asked;
    return {
      driver: name,
      point,
      lowest,
      highest,
      found:
        driver === null ? unasked : valueOfPoint(table, { driver, horizon, marginShare, missing, resamples, random }),
      within: driver === null ? unasked : withinCustomerChange(wavesOf(table, name, marginShare)),
      purchases: driver === null ? unasked : purchasePoint(pasts, driver, asked, random),
    };
  });
  return {
    period: whole.period,
    rows: whole.months.length,
    leavers: whole.months.filter(({ left }) => left).length,
    living: whole.living.length,
    leftOut: whole.leftOut.length,
    drawn: table === whole ? null : new Set(table.months.map(({ customerId }) => customerId)).size,
    drivers,
  };
}

function driversOf(pasts: readonly CustomerPast[]) {
  const answers = (['satisfaction', 'advocacy'] as const).map((name) => {
    const scale = scaleOf(pasts, name);
    return { name, driver: scale === null ? null : { name, point: 1, ...scale } };
  });
  return [...answers, ...shareDrivers.map((driver) => ({ name: driver.name, driver }))];
}

/** For every customer and quarter of years watched in full: the driver as known before it, and what came in a month. */
function wavesOf({ months }: CustomerMonths, name: Driver['name'], marginShare: number): readonly Wave[] {
  const waves = new Map<string, { wave: Wave; incomes: number[] }>();
  for (const row of months) {
    const wave = Math.floor(row.month / waveMonths);
    const key = `${row.customerId} ${wave}`;
    const known = waves.get(key);
    if (known !== undefined) known.incomes.push(row.income);
    else if (row[name] !== null && row.month % waveMonths === 0) {
      const { customerId } = row;
      waves.set(key, { wave: { customerId, wave, driver: row[name], outcome: 0 }, incomes: [row.income] });
    }
  }
  return [...waves.values()].flatMap(({ wave, incomes }) =>
    incomes.length === waveMonths
      ? [{ ...wave, outcome: (marginShare * incomes.reduce((sum, income) => sum + income, 0)) / waveMonths }]
      : [],
  );
}
