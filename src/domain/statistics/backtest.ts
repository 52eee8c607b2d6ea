/** Does a score earn its keep? What it said beforehand against what then happened, side by side with simpler scores. */
import { type Answer, type Basis, type NoAnswer, noAnswer, type Wording } from './answer.ts';
import { type Calibration, calibrationOf } from './calibration.ts';
import {
  type Discrimination,
  type DiscriminationDifference,
  discriminationDifference,
  discriminationOf,
} from './discrimination.ts';
import { chanceOf, fitLogistic } from './logistic-regression.ts';

/** One customer on one day: what every score said, and what happened afterwards. */
export interface BacktestRow {
  readonly customerId: string;
  /** The day the scores are as of, `YYYY-MM-DD`. They rest on nothing of that day or later. */
  readonly day: string;
  readonly happened: boolean;
  /** One value a score, in the order of their names; null where the score has none. */
  readonly scores: readonly (number | null)[];
}

export interface BacktestQuestion {
  readonly rows: readonly BacktestRow[];
  readonly names: readonly string[];
  /** Rows before this day teach what a score is worth in chances; rows from it on test. */
  readonly testedFrom: string;
  /** How many days after `day` the outcome was watched. A teaching row whose watch reaches into the test is left out. */
  readonly watchedDays: number;
}

export interface ScoreRecord {
  readonly name: string;
  readonly discrimination: Answer<Discrimination>;
  readonly calibration: Answer<Calibration>;
  /** Against the first score; null for the first itself. */
  readonly advantage: Answer<DiscriminationDifference> | null;
}

export interface Backtest extends Basis {
  readonly scores: readonly ScoreRecord[];
  readonly happened: number;
  /** Rows of the test that were left out because some score had no value there. */
  readonly incomplete: number;
  readonly wording: Wording;
}

const millisecondsPerDay = 86_400_000;

/**
 * Back-test of several scores out of time, on the same rows.
 *
 * Question answered: "for every customer and date, trust, kept rate, satisfaction and plain recency as of then: which of
 * them knew who would come back?"
 *
 * In words: on the rows before a day, a logistic regression of what happened on each score alone turns the score into a
 * chance. On the rows from that day on: discrimination of the chance with interval, the difference to the first score,
 * and calibration. Only rows on which every score has a value count, so that all are judged on the same ones.
 *
 * Reference: E. W. Steyerberg et al., "Assessing the performance of prediction models", Epidemiology 21 (2010) 128-138.
 *
 * Not evidence that a score moves anything. The direction of a score is learnt before the test, so that one which points
 * the wrong way afterwards shows an area below one half. Whatever comes out is the result, also when the first score does
 * not win.
 */
export function backtest(question: BacktestQuestion): Answer<Backtest> {
  const { rows, names, testedFrom, watchedDays } = question;
  const wrong = unsound(question);
  if (wrong !== null) return wrong;
  const complete = rows.filter(({ scores }) => scores.every((score) => score !== null && Number.isFinite(score)));
  const lastTaught = Date.parse(testedFrom) - watchedDays * millisecondsPerDay;
  const taught = complete.filter(({ day }) => Date.parse(day) <= lastTaught);
  const tested = complete.filter(({ day }) => day >= testedFrom);
  const happened = tested.filter((row) => row.happened).length;
  if (tested.length === 0 || taught.length === 0) {
    const reason = `${taught.length} rows to learn from and ${tested.length} to test on have all scores`;
    return noAnswer('too few', reason, `rows with all scores before and after ${testedFrom}`);
  }
  const predictions = names.map((name, place) => predictedBy(name, place, taught, tested));
  const first = predictions[0];
  const days = tested.map(({ day }) => day).sort();
  return {
    answered: true,
    n: new Set(tested.map(({ customerId }) => customerId)).size,
    counted: 'customers',
    period: { from: (days[0] ?? '').slice(0, 7), until: (days.at(-1) ?? '').slice(0, 7) },
    model: `each score alone, turned into chances on ${taught.length} earlier rows; ${tested.length} rows tested`,
    assumptions: [
      `an outcome was watched for ${watchedDays} days after the score`,
      'only rows on which every score has a value',
      'rows of one customer hang together; intervals take a customer as one',
    ],
    scores: names.map((name, place) => {
      const own = predictions[place];
      if (own === undefined || !Array.isArray(own)) return refusedRecord(name, own, place);
      const scored = own.map(({ group, chance, happened }) => ({ group, score: chance, happened }));
      const reference = first !== undefined && Array.isArray(first) ? first : null;
      return {
        name,
        discrimination: discriminationOf(scored),
        calibration: calibrationOf(own),
        advantage:
          place === 0 || reference === null
            ? null
            : discriminationDifference(
                scored,
                reference.map(({ group, chance, happened }) => ({ group, score: chance, happened })),
              ),
      };
    }),
    happened,
    incomplete: rows.filter(({ day }) => day >= testedFrom).length - tested.length,
    wording: 'associated with',
  };
}

/** Chances that a score alone gives to the tested rows, learnt from the earlier ones; the refusal where it teaches nothing. */
function predictedBy(name: string, place: number, taught: readonly BacktestRow[], tested: readonly BacktestRow[]) {
  const fit = fitLogistic({
    columns: [name],
    values: Float64Array.from(taught, ({ scores }) => scores[place] ?? 0),
    outcomes: Float64Array.from(taught, ({ happened }) => Number(happened)),
    groups: taught.map(({ customerId }) => customerId),
  });
  if (!fit.answered) return fit;
  return tested.map(({ customerId, happened, scores }) => ({
    group: customerId,
    chance: chanceOf(fit, [scores[place] ?? 0]),
    happened,
  }));
}

function refusedRecord(name: string, refusal: NoAnswer | undefined, place: number): ScoreRecord {
  const refused = refusal ?? noAnswer('malformed', `${name} has no column`, 'a value for every score');
  return { name, discrimination: refused, calibration: refused, advantage: place === 0 ? null : refused };
}

function unsound({ rows, names, testedFrom, watchedDays }: BacktestQuestion): NoAnswer | null {
  const isSound =
    names.length > 0 &&
    !Number.isNaN(Date.parse(testedFrom)) &&
    watchedDays >= 0 &&
    rows.every(({ day, scores }) => !Number.isNaN(Date.parse(day)) && scores.length === names.length);
  return isSound
    ? null
    : noAnswer('malformed', 'Rows, names and days do not fit', 'a day and every score for each row');
}
