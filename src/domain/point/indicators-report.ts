/** Which signs in a ledger come before customers leave: candidates read from pasts, month by month. */
import { type Answer, noAnswer } from '../statistics/answer.ts';
import {
  type Candidate,
  type LeadingIndicators,
  leadingIndicators,
  type Reading,
} from '../statistics/leading-indicators.ts';
import { firstDayOf, monthNumber } from '../statistics/months.ts';
import { seededRandom } from '../statistics/random.ts';
import { onScale, type Scale, scaleOf } from './answer-scale.ts';
import { drawnFrom, type TableRules, tableOf } from './customer-table.ts';
import type { CustomerPast, ScaledAnswer } from './past.ts';
import type { Standing } from './standing.ts';

export interface IndicatorsAsked extends TableRules {
  readonly lagMax: number;
  readonly seed: number;
}

export interface IndicatorsReport {
  readonly rows: number;
  readonly leavers: number;
  /** Customers drawn by lot where all would have been too many; null where all were taken. */
  readonly drawn: number | null;
  readonly found: Answer<LeadingIndicators>;
  readonly absent: readonly AbsentSign[];
}

/** Customer-months that are fitted for every candidate, lag and shuffled copy; of more, customers are drawn by lot. */
const rowsMax = 12_000;
/** What counts as lately, for troubles. */
const latelyMonths = 3;
const answerMonthsMax = 12;

/** Every candidate and lag against the hazard of leaving. Plain data in and out. */
export function indicatorsReport(pasts: readonly CustomerPast[], asked: IndicatorsAsked): IndicatorsReport {
  const whole = tableOf(pasts, asked);
  const random = seededRandom(asked.seed);
  const table = drawnFrom(whole, rowsMax, random);
  const known = new Set(table.months.map(({ customerId }) => customerId));
  const candidates = candidatesOf(pasts.filter(({ customerId }) => known.has(customerId)));
  const { months } = table;
  return {
    rows: whole.months.length,
    leavers: whole.months.filter(({ left }) => left).length,
    drawn: table === whole ? null : known.size,
    absent: absentSigns(pasts),
    found:
      months.length === 0
        ? noAnswer('too few', 'No month is over in which it is known who left', 'purchases, and time after them')
        : leadingIndicators({ months, candidates, lagMax: asked.lagMax, random }),
  };
}

/** What may come before leaving, as known before each month, where it differs at all. */
export function candidatesOf(pasts: readonly CustomerPast[]): readonly Candidate[] {
  return allCandidates(pasts).filter(isSeen);
}

/** A sign that was looked for and is not in this ledger, with what it would take. */
export interface AbsentSign {
  readonly name: string;
  readonly missing: string;
}

/** What no ledger of ours can tell yet. */
const unknowable: readonly AbsentSign[] = [
  { name: 'pulse of the serving team', missing: 'answers of the people in it: no event holds them yet' },
  {
    name: 'payment delay',
    missing: 'invoices with their due days, and payments: the ledger knows purchases and refunds',
  },
  { name: 'use', missing: 'how much is used month by month: the ledger knows it as it was at the sale' },
];

/** Signs that cannot be tested: those of which nothing differs, and those that no event holds. */
function absentSigns(pasts: readonly CustomerPast[]): readonly AbsentSign[] {
  const unseen = allCandidates(pasts)
    .filter((one) => !isSeen(one))
    .map(({ name, readings }) => ({
      name,
      missing: readings.length === 0 ? 'it was never known of anybody' : 'it was the same for everybody all the time',
    }));
  return [...unseen, ...unknowable];
}

function isSeen({ readings }: Candidate): boolean {
  return readings.some(({ value }) => value !== readings[0]?.value);
}

/** The relationships of which most months tell. */
const relationsMax = 4;

function relationsIn(pasts: readonly CustomerPast[]): readonly string[] {
  const counts = new Map<string, number>();
  for (const { standings } of pasts) {
    for (const { relations } of standings) {
      for (const name of Object.keys(relations)) counts.set(name, (counts.get(name) ?? 0) + 1);
    }
  }
  return [...counts]
    .sort(([one, first], [other, second]) => second - first || (one < other ? -1 : 1))
    .slice(0, relationsMax)
    .map(([name]) => name);
}

function allCandidates(pasts: readonly CustomerPast[]): readonly Candidate[] {
  const ofStanding = (
    name: string,
    of: (now: Standing, before: (months: number) => Standing | null) => number | null,
  ) =>
    candidate(name, pasts, ({ standings }) =>
      standings.map((now, index) => of(now, (months) => standings[index - months] ?? null)),
    );
  const lately = (days: (past: CustomerPast) => readonly string[]) => (past: CustomerPast) =>
    past.standings.map(({ month }) => {
      const from = firstDayOf((monthNumber(month) ?? 0) - latelyMonths);
      return days(past).filter((day) => day >= from && day < `${month}-01`).length;
    });
  return [
    ofStanding('trust', ({ trust }) => trust),
    ofStanding('change of trust in a month', ({ trust }, before) => lessOf(trust, before(1)?.trust ?? null)),
    ...relationsIn(pasts).map((name) => ofStanding(`trust of ${name}`, ({ relations }) => relations[name] ?? null)),
    ofStanding('days to a first attempt at a case', ({ attemptDays }) => attemptDays),
    ofStanding('days to an answer to what was asked for', ({ answerDays }) => answerDays),
    ofStanding('kept rate', ({ keptRate }) => keptRate),
    ofStanding('promises broken or late in 3 months', ({ broken }, before) => broken - (before(3)?.broken ?? 0)),
    ofStanding('promises overdue', ({ overdue }) => overdue),
    ofStanding('unbacked promises', ({ unbacked }) => unbacked),
    ofStanding('open cases', ({ openCases }) => openCases),
    candidate(
      'cases in 3 months',
      pasts,
      lately(({ cases }) => cases),
    ),
    candidate(
      'refunds in 3 months',
      pasts,
      lately(({ refunds }) => refunds.map(({ day }) => day)),
    ),
    ...(['satisfaction', 'recommendation', 'effort', 'advocacy'] as const).map((measure) => {
      const scale = scaleOf(pasts, measure);
      return candidate(measure, pasts, (past) => (scale === null ? [] : answersBefore(past, measure, scale)));
    }),
  ];
}

/** The number of each month of which something is known: there are few, and they are asked for often. */
function monthsOf(pasts: readonly CustomerPast[]): ReadonlyMap<string, number> {
  const names = new Set(pasts.flatMap(({ standings }) => standings.map(({ month }) => month)));
  return new Map([...names].map((name) => [name, monthNumber(name) ?? 0]));
}

function candidate(
  name: string,
  pasts: readonly CustomerPast[],
  valuesOf: (past: CustomerPast) => readonly (number | null)[],
): Candidate {
  const months = monthsOf(pasts);
  const readings: Reading[] = [];
  for (const past of pasts) {
    const { customerId, standings } = past;
    const values = valuesOf(past);
    for (const [index, { month }] of standings.entries()) {
      const value = values[index] ?? null;
      if (value !== null) readings.push({ customerId, month: months.get(month) ?? 0, value });
    }
  }
  return { name, readings };
}

function lessOf(now: number | null, before: number | null): number | null {
  return now === null || before === null ? null : now - before;
}

/** For each month the last answer of an earlier day, not older than a year. */
function answersBefore({ answers, standings }: CustomerPast, measure: ScaledAnswer['measure'], scale: Scale) {
  const own = answers.filter((answer) => answer.measure === measure);
  return standings.map(({ month }) => {
    const last = own.findLast(({ day }) => day < `${month}-01`);
    const isFresh = last !== undefined && last.day >= firstDayOf((monthNumber(month) ?? 0) - answerMonthsMax);
    return isFresh ? onScale(last, scale) : null;
  });
}
