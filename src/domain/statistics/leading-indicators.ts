/** Which signs come before customers leave, how long before, and whether they say more than was known anyway. */
import { type Answer, type Basis, type NoAnswer, noAnswer, type Wording } from './answer.ts';
import { benjaminiHochberg } from './benjamini-hochberg.ts';
import type { CustomerMonth, WatchedMonth } from './customer-months.ts';
import { fitHazard, leaversMin } from './discrete-hazard.ts';
import { type Evidence, type Judge, judgeOf, type Sign } from './indicator-evidence.ts';
import { spanOf } from './hazard-terms.ts';
import { monthName } from './months.ts';

/** What was known of a customer before a month began, for one sign. */
export interface Reading {
  readonly customerId: string;
  /** Number of the month, see months.ts. */
  readonly month: number;
  readonly value: number;
}

export interface Candidate {
  readonly name: string;
  readonly readings: readonly Reading[];
}

export interface IndicatorQuestion {
  readonly months: readonly WatchedMonth[];
  readonly candidates: readonly Candidate[];
  /** 1 is what was known just before the month, 6 what was known five months earlier. */
  readonly lagMax: number;
  readonly random: () => number;
}

/** One candidate at one lag. */
export interface LaggedIndicator extends Evidence {
  readonly lag: number;
  /** p-value over all candidates and lags, false discoveries held at the share accepted. */
  readonly pAdjusted: number;
  readonly passes: boolean;
}

export interface Indicator {
  readonly name: string;
  /** By lag, only those that could be fitted. */
  readonly lags: readonly LaggedIndicator[];
  readonly refused: readonly { readonly lag: number; readonly refusal: NoAnswer }[];
  /** The lag with the largest gain among those that pass. */
  readonly best: LaggedIndicator | null;
  /** Months before the leaving at which the sign still shows; null when it does not pass. */
  readonly leadMonths: number | null;
  /** The most that a shuffled copy, which says nothing, gained at any lag: what chance gives. At least 0. */
  readonly shuffledGain: number;
}

export interface LeadingIndicators extends Basis {
  /** Those that pass by gain, then the others. */
  readonly indicators: readonly Indicator[];
  /** First month of the time that the fits had not seen. */
  readonly testedFrom: string;
  readonly wording: Wording;
}

/** Of the signs that pass, one in ten may be false. */
const falseShareMax = 0.1;
const trainingShare = 0.7;

/**
 * Leading indicators of leaving: each candidate and lag alone against the baseline hazard.
 *
 * Question answered: "what would have told us three months earlier, and was it more than tenure, season and segment said?"
 *
 * In words: add the candidate as known 1 to 6 months before to the hazard of leaving. It passes at a lag when (1) the
 * likelihood ratio stays significant with false discoveries held at 10 % over all candidates and lags, (2) fitted on the
 * first 70 % of months it predicts the other months better than the baseline (log loss), and (3) it gains more there than
 * a shuffled copy of it gains at any lag. Lead time: the largest such lag whose cluster-robust interval excludes 0. Ranked by (2).
 *
 * Reference: Y. Benjamini and Y. Hochberg (1995); the out-of-time test as in L. Tashman, Int. J. Forecasting 16 (2000)
 * 437-450.
 *
 * Not causes: a sign may be smoke and not fire. Not for candidates that know the end, such as a cancelled direct debit on
 * the day of leaving: readings have to be from before the month.
 */
export function leadingIndicators(question: IndicatorQuestion): Answer<LeadingIndicators> {
  const { months, candidates } = question;
  const baseline = fitHazard(months, []);
  if (!baseline.answered) return baseline;
  const testedFrom = trainingEnd(months);
  const trained = months.filter(({ month }) => month < testedFrom);
  const early = leaversIn(trained);
  const late = baseline.leavers - early;
  if (early < leaversMin || late < leaversMin) {
    const reason = `${early} customers left before ${monthName(testedFrom)} and ${late} after`;
    return noAnswer('too few', reason, `${leaversMin} in either time, to learn from one and test on the other`);
  }
  const judge = judgeOf(months, baseline, testedFrom);
  const mixed = candidates.map(shuffledWith(question.random));
  const floors = mixed.map((candidate) => floorOf(signsOf(question, candidate), judge));
  const indicators = judged(question, judge, floors);
  return {
    answered: true,
    n: baseline.customers,
    counted: 'customers',
    period: baseline.period,
    model: `discrete-time hazard of leaving on ${baseline.terms.map(({ name }) => name).join(', ')}, each candidate alone`,
    assumptions: [
      'readings were known before the month they are of',
      `one in ten of those that pass may be false; ${candidates.length * question.lagMax} were looked at`,
      'a sign that passes came before; it need not be the reason',
    ],
    indicators: indicators.toSorted((left, right) => bestGain(right) - bestGain(left)),
    testedFrom: monthName(testedFrom),
    wording: 'associated with',
  };
}

function bestGain({ best }: Indicator): number {
  return best?.gain ?? -Infinity;
}

function leaversIn(rows: readonly WatchedMonth[]): number {
  return rows.filter(({ left }) => left).length;
}

/** The first month of the last 30 %. */
function trainingEnd(rows: readonly CustomerMonth[]): number {
  const { first, last } = spanOf(rows);
  return first + Math.max(1, Math.round(trainingShare * (last - first + 1)));
}

/** A candidate at each lag: what was known so many months before, for every row. */
function signsOf({ months, lagMax }: IndicatorQuestion, { name, readings }: Candidate): readonly Sign[] {
  const known = new Map<string, Map<number, number>>();
  for (const { customerId, month, value } of readings) {
    const own = known.get(customerId) ?? new Map<number, number>();
    known.set(customerId, own.set(month, value));
  }
  return Array.from({ length: Math.max(0, Math.floor(lagMax)) }, (_, lag) => ({
    name,
    values: Float64Array.from(months, ({ customerId, month }) => {
      const value = known.get(customerId)?.get(month - lag);
      return value !== undefined && Number.isFinite(value) ? value : NaN;
    }),
  }));
}

/** The most that a copy without meaning gained at any lag. Only a gain above those before is looked at in whole. */
function floorOf(signs: readonly Sign[], { gainOf, evidenceOf }: Judge): number {
  return signs.reduce((floor, sign) => {
    const gain = gainOf(sign) ?? 0;
    return gain > floor && evidenceOf(sign).answered ? gain : floor;
  }, 0);
}

function judged(question: IndicatorQuestion, judge: Judge, floors: readonly number[]): readonly Indicator[] {
  const { candidates } = question;
  const cells = candidates.flatMap((candidate, place) =>
    signsOf(question, candidate).map((sign, index) => ({ place, lag: index + 1, found: judge.evidenceOf(sign) })),
  );
  const answered = cells.flatMap(({ place, lag, found }) =>
    found.answered ? [{ place, cell: { ...found, lag } }] : [],
  );
  const adjusted = benjaminiHochberg(answered.map(({ cell }) => cell.pValue));
  return candidates.map(({ name }, place) => {
    const shuffledGain = floors[place] ?? 0;
    const own = answered.flatMap(({ place: of, cell }, index) => {
      const pAdjusted = adjusted[index] ?? 1;
      const passes = pAdjusted <= falseShareMax && cell.gain > shuffledGain;
      return of === place ? [{ ...cell, pAdjusted, passes }] : [];
    });
    const passed = own.filter(({ passes }) => passes).toSorted((left, right) => right.gain - left.gain);
    const clear = passed.filter(({ effect }) => effect.low > 0 || effect.high < 0);
    return {
      name,
      lags: own,
      refused: cells.flatMap(({ place: of, lag, found }) =>
        of === place && !found.answered ? [{ lag, refusal: found }] : [],
      ),
      best: passed[0] ?? null,
      leadMonths: clear.length === 0 ? null : Math.max(...clear.map(({ lag }) => lag)),
      shuffledGain,
    };
  });
}

/** The same readings, given within each month to other customers: what a candidate looks like that says nothing. */
function shuffledWith(random: () => number): (candidate: Candidate) => Candidate {
  return ({ name, readings }) => {
    const byMonth = new Map<number, Reading[]>();
    for (const reading of readings) {
      const month = byMonth.get(reading.month);
      if (month === undefined) byMonth.set(reading.month, [reading]);
      else month.push(reading);
    }
    const mixed = [...byMonth.values()].flatMap((month) => {
      const values = month.map(({ value }) => value);
      for (let last = values.length - 1; last > 0; last -= 1) {
        const other = Math.floor(random() * (last + 1));
        [values[last], values[other]] = [values[other] ?? 0, values[last] ?? 0];
      }
      return month.map((reading, index) => ({ ...reading, value: values[index] ?? 0 }));
    });
    return { name, readings: mixed };
  };
}
