/**
 * Subjective logic: opinions that say how much is believed, how much is disbelieved and how much is simply not known.
 *
 * Troth's trust score borrows the form (belief, disbelief, uncertainty) but not the fusion: trust is never taken over
 * from somebody else. Fusion serves where several people judge one and the same thing.
 *
 * Reference: A. Jøsang, "Subjective Logic" (Springer 2016); weighted fusion: R. van der Heijden, H. Kopp and F. Kargl,
 * "Multi-source fusion operations in subjective logic", FUSION 2018.
 */

export interface Opinion {
  readonly belief: number;
  readonly disbelief: number;
  /** What is not known; belief + disbelief + uncertainty = 1. */
  readonly uncertainty: number;
  /** Chance assumed for what is not known. */
  readonly baseRate: number;
}

export interface EvidenceCounts {
  readonly good: number;
  readonly bad: number;
}

/** Evidence that weighs as much as knowing nothing; 2 makes a base rate of one half the uniform prior. */
const usualPriorWeight = 2;

/**
 * The opinion that so much good and bad evidence supports: b = r/(r+s+W), d = s/(r+s+W), u = W/(r+s+W).
 *
 * @example opinionFrom({ good: 1, bad: 0 }, 0.5) // { belief: 1/3, disbelief: 0, uncertainty: 2/3, baseRate: 0.5 }
 */
export function opinionFrom(
  evidence: EvidenceCounts,
  baseRate: number,
  priorWeight: number = usualPriorWeight,
): Opinion {
  const all = evidence.good + evidence.bad + priorWeight;
  return {
    belief: evidence.good / all,
    disbelief: evidence.bad / all,
    uncertainty: priorWeight / all,
    baseRate,
  };
}

/**
 * The evidence behind an opinion: r = W b/u, s = W d/u. An opinion without uncertainty rests on infinite evidence: throws
 * a RangeError.
 *
 * @example evidenceBehind({ belief: 1 / 3, disbelief: 0, uncertainty: 2 / 3, baseRate: 0.5 }) // { good: 1, bad: 0 }
 */
export function evidenceBehind(opinion: Opinion, priorWeight: number = usualPriorWeight): EvidenceCounts {
  if (!(opinion.uncertainty > 0)) throw new RangeError('an opinion without uncertainty has no finite evidence');
  return {
    good: (priorWeight * opinion.belief) / opinion.uncertainty,
    bad: (priorWeight * opinion.disbelief) / opinion.uncertainty,
  };
}

/** The chance that an opinion stands for: P = b + a u. */
export function projectedChance(opinion: Opinion): number {
  return opinion.belief + opinion.baseRate * opinion.uncertainty;
}

/**
 * Cumulative fusion: independent observers of different events; their evidence adds up and uncertainty falls.
 *
 * Question answered: "two colleagues saw different deliveries; what do we know together?"
 * In words: add good to good and bad to bad. Base rates are averaged by the evidence behind them.
 * Not for observers of the same events (use averagingFusion): it would count the events twice.
 * Opinions without uncertainty overrule the others and share alike. Throws a RangeError for no opinions.
 */
export function cumulativeFusion(opinions: readonly Opinion[]): Opinion {
  return fuse(opinions, { weightOf: () => 1, divides: false, baseRateWeightOf: evidenceOf });
}

/**
 * Averaging fusion: observers of the same events; their evidence is averaged.
 *
 * Question answered: "three people judged the same delivery; what is their common view?"
 * In words: the mean of the good, the mean of the bad. An observer who knows nothing pulls towards not knowing.
 * Not for observers of different events (use cumulativeFusion). Throws a RangeError for no opinions.
 */
export function averagingFusion(opinions: readonly Opinion[]): Opinion {
  return fuse(opinions, { weightOf: () => 1, divides: true, baseRateWeightOf: () => 1 });
}

/**
 * Weighted fusion: as averaging, but who knows more weighs more, and who knows nothing does not count.
 *
 * Question answered: "experts and bystanders judged the same thing; what is their common view?"
 * In words: the mean of the evidence, weighted by confidence 1 - u. Throws a RangeError for no opinions.
 */
export function weightedFusion(opinions: readonly Opinion[]): Opinion {
  return fuse(opinions, { weightOf: confidenceOf, divides: true, baseRateWeightOf: confidenceOf });
}

/**
 * Multiplication: the opinion that two independent things are both true; chances multiply exactly, P(x∧y) = P(x) P(y).
 *
 * Question answered: "this promise needs Sales and Operations to deliver; how much may we believe in it?"
 * Not for things that depend on each other. Throws a RangeError when both base rates are 1, where it is not defined.
 *
 * @example multiply(x, y) // with P(x) = 0.8, P(y) = 0.28 the projected chance is 0.224
 */
export function multiply(x: Opinion, y: Opinion): Opinion {
  const baseRate = x.baseRate * y.baseRate;
  if (baseRate === 1) throw new RangeError('multiplication is not defined when both base rates are 1');
  const left = x.belief * y.uncertainty;
  const right = x.uncertainty * y.belief;
  return {
    belief:
      x.belief * y.belief +
      ((1 - x.baseRate) * y.baseRate * left + x.baseRate * (1 - y.baseRate) * right) / (1 - baseRate),
    disbelief: x.disbelief + y.disbelief - x.disbelief * y.disbelief,
    uncertainty: x.uncertainty * y.uncertainty + ((1 - y.baseRate) * left + (1 - x.baseRate) * right) / (1 - baseRate),
    baseRate,
  };
}

interface Fusion {
  readonly weightOf: (opinion: Opinion) => number;
  readonly divides: boolean;
  readonly baseRateWeightOf: (opinion: Opinion) => number;
}

/** All three fusions are sums or means in the space of evidence. */
function fuse(opinions: readonly Opinion[], { weightOf, divides, baseRateWeightOf }: Fusion): Opinion {
  if (opinions.length === 0) throw new RangeError('there is no opinion to fuse');
  const certain = opinions.filter(({ uncertainty }) => uncertainty === 0);
  if (certain.length > 0) {
    return {
      belief: weightedMean(
        certain,
        ({ belief }) => belief,
        () => 1,
      ),
      disbelief: weightedMean(
        certain,
        ({ disbelief }) => disbelief,
        () => 1,
      ),
      uncertainty: 0,
      baseRate: weightedMean(
        certain,
        ({ baseRate }) => baseRate,
        () => 1,
      ),
    };
  }
  const times = divides ? 1 : opinions.length;
  return opinionFrom(
    {
      good: times * weightedMean(opinions, (opinion) => evidenceBehind(opinion).good, weightOf),
      bad: times * weightedMean(opinions, (opinion) => evidenceBehind(opinion).bad, weightOf),
    },
    weightedMean(opinions, ({ baseRate }) => baseRate, baseRateWeightOf),
  );
}

function confidenceOf(opinion: Opinion): number {
  return 1 - opinion.uncertainty;
}

function evidenceOf(opinion: Opinion): number {
  return confidenceOf(opinion) / opinion.uncertainty;
}

/** The plain mean where nothing has any weight: nobody knows anything, so nobody knows more. */
function weightedMean(
  opinions: readonly Opinion[],
  valueOf: (opinion: Opinion) => number,
  weightOf: (opinion: Opinion) => number,
): number {
  const weight = opinions.reduce((sum, opinion) => sum + weightOf(opinion), 0);
  if (weight === 0) return weightedMean(opinions, valueOf, () => 1);
  return opinions.reduce((sum, opinion) => sum + weightOf(opinion) * valueOf(opinion), 0) / weight;
}
