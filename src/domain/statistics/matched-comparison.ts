/** What came back from customers who got counsel, against customers like them who did not. */
import { type Answer, type Basis, type Estimate, type NoAnswer, noAnswer, type Wording } from './answer.ts';
import { eValue } from './e-value.ts';
import { meanInterval } from './student-interval.ts';

export interface Comparable {
  readonly customerId: string;
  readonly isTreated: boolean;
  /** Customers are only compared within a stratum: a segment, a quarter. Null where there is none. */
  readonly stratum: string | null;
  /** What makes customers alike, known before the treatment, in the order of the names. */
  readonly covariates: readonly number[];
  /** What happened afterwards: an amount, or 1 and 0. */
  readonly outcome: number;
}

export interface Balance {
  readonly covariate: string;
  /** Difference of the means in standard deviations, before matching and after it. */
  readonly before: number;
  readonly after: number;
}

export interface MatchedComparison extends Basis {
  /** Mean of treated less matched customer. */
  readonly difference: Estimate;
  readonly treatedMean: number;
  readonly matchedMean: number;
  readonly pairs: readonly { readonly treated: string; readonly matched: string; readonly distance: number }[];
  /** Treated customers without anybody like them: the answer is not about these. */
  readonly unmatched: number;
  readonly balance: readonly Balance[];
  /** Covariates that still differ by more than a tenth of a standard deviation. */
  readonly unbalanced: readonly string[];
  /** For outcomes of 1 and 0: how strong a hidden reason would have to be. Null for amounts, or without a ratio. */
  readonly eValue: number | null;
  readonly wording: Wording;
}

export interface MatchedQuestion {
  readonly customers: readonly Comparable[];
  readonly names: readonly string[];
  /** Farther apart than this many standard deviations per covariate, on average, customers are not alike. */
  readonly caliper: number;
}

const pairsMin = 10;
const pairsForNumber = 30;
const unbalancedMin = 0.1;
/** Of a treated customer only so many neighbours are kept, so that a hundred thousand others fit into memory. */
const candidatesMax = 100;

/**
 * Nearest-neighbour comparison on stated covariates, one to one, each customer used once.
 *
 * Question answered: "customers to whom we said 'buy less' — did they bring more later than customers like them?"
 *
 * In words: within each stratum, all pairs of a treated and an untreated customer, nearest first; the distance is the root
 * of the mean squared difference of the standardised covariates; a pair is made when both are free and within the caliper.
 * Mean of the differences within pairs, with Student's interval over the pairs.
 *
 * Reference: P. R. Rosenbaum and D. B. Rubin, The American Statistician 39 (1985) 33-38; A. Abadie and J. Spiess, JASA 117
 * (2022) 983-995, for intervals over pairs without replacement; balance as in P. C. Austin (2009).
 *
 * Not causal: customers are alike only in what was stated, so it says "associated with". Nothing that came after the
 * treatment may be a covariate. Fewer than thirty pairs: interval only; fewer than ten: refused.
 */
export function matchedComparison(question: MatchedQuestion): Answer<MatchedComparison> {
  const wrong = unsound(question);
  if (wrong !== null) return wrong;
  const { customers, names, caliper } = question;
  const treated = customers.filter(({ isTreated }) => isTreated);
  const others = customers.filter(({ isTreated }) => !isTreated);
  const spreads = spreadsOf(customers, names.length);
  const pairs = nearestPairs(treated, others, spreads, caliper);
  if (pairs.length < pairsMin) {
    const reason = `Of ${treated.length} treated customers ${pairs.length} have one like them among ${others.length}`;
    return noAnswer('too few', reason, `${pairsMin} pairs: more customers, fewer covariates, or a wider caliper`);
  }
  const { estimate, low, high } = meanInterval(pairs.map(({ one, other }) => one.outcome - other.outcome));
  const [treatedMean, matchedMean] = [
    mean(pairs.map(({ one }) => one.outcome)),
    mean(pairs.map(({ other }) => other.outcome)),
  ];
  const balance = names.map((covariate, place): Balance => {
    const of = (list: readonly Comparable[]) => mean(list.map(({ covariates }) => covariates[place] ?? 0));
    const spread = spreads[place] || 1;
    return {
      covariate,
      before: (of(treated) - of(others)) / spread,
      after: (of(pairs.map(({ one }) => one)) - of(pairs.map(({ other }) => other))) / spread,
    };
  });
  const isShown = pairs.length >= pairsForNumber;
  const isShare = pairs.every(({ one, other }) => [one, other].every(({ outcome }) => outcome === 0 || outcome === 1));
  const hasRatio = isShare && treatedMean > 0 && matchedMean > 0 && isShown;
  return {
    answered: true,
    n: pairs.length,
    counted: 'pairs',
    period: null,
    model: `one-to-one nearest neighbours without replacement on ${names.join(', ')}`,
    assumptions: [
      `alike means within ${caliper} standard deviations on average`,
      'whatever else made the one group be treated is not in the covariates',
      ...(isShown ? [] : [`fewer than ${pairsForNumber} pairs: interval only`]),
    ],
    difference: { estimate: isShown ? estimate : null, low, high },
    treatedMean,
    matchedMean,
    pairs: pairs.map(({ one, other, distance }) => ({
      treated: one.customerId,
      matched: other.customerId,
      distance,
    })),
    unmatched: treated.length - pairs.length,
    balance,
    unbalanced: balance.filter(({ after }) => Math.abs(after) > unbalancedMin).map(({ covariate }) => covariate),
    eValue: hasRatio ? eValue(treatedMean / matchedMean) : null,
    wording: 'associated with',
  };
}

interface Pair {
  readonly one: Comparable;
  readonly other: Comparable;
  readonly distance: number;
}

/** Greedy over all pairs within the caliper, nearest first; equal distances in the order given. */
function nearestPairs(
  treated: readonly Comparable[],
  others: readonly Comparable[],
  spreads: readonly number[],
  caliper: number,
): readonly Pair[] {
  const byStratum = new Map<string | null, Comparable[]>();
  for (const other of others) {
    const alike = byStratum.get(other.stratum);
    if (alike === undefined) byStratum.set(other.stratum, [other]);
    else alike.push(other);
  }
  const possible = treated.flatMap((one) =>
    (byStratum.get(one.stratum) ?? [])
      .map((other): Pair => ({ one, other, distance: distanceOf(one, other, spreads) }))
      .filter(({ distance }) => distance <= caliper)
      .sort((left, right) => left.distance - right.distance)
      .slice(0, candidatesMax),
  );
  const taken = new Set<Comparable>();
  return possible
    .toSorted((left, right) => left.distance - right.distance)
    .filter(({ one, other }) => {
      if (taken.has(one) || taken.has(other)) return false;
      taken.add(one).add(other);
      return true;
    });
}

function distanceOf(one: Comparable, other: Comparable, spreads: readonly number[]): number {
  const squares = spreads.reduce((sum, spread, place) => {
    const apart = (one.covariates[place] ?? 0) - (other.covariates[place] ?? 0);
    return sum + (spread === 0 ? 0 : (apart / spread) ** 2);
  }, 0);
  return Math.sqrt(squares / Math.max(1, spreads.length));
}

function spreadsOf(customers: readonly Comparable[], count: number): readonly number[] {
  return Array.from({ length: count }, (_, place) => {
    const values = customers.map(({ covariates }) => covariates[place] ?? 0);
    const centre = mean(values);
    return Math.sqrt(mean(values.map((value) => (value - centre) ** 2)));
  });
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function unsound({ customers, names, caliper }: MatchedQuestion): NoAnswer | null {
  const isSound = customers.every(
    ({ covariates, outcome }) =>
      covariates.length === names.length && covariates.every(Number.isFinite) && Number.isFinite(outcome),
  );
  if (!isSound || !(caliper > 0)) {
    return noAnswer('malformed', 'Some covariates or outcomes are no numbers', 'every covariate of every customer');
  }
  const treated = customers.filter(({ isTreated }) => isTreated).length;
  if (treated >= pairsMin && customers.length - treated >= pairsMin) return null;
  const reason = `${treated} customers were treated and ${customers.length - treated} were not`;
  return noAnswer('too few', reason, `${pairsMin} of either at least`);
}
