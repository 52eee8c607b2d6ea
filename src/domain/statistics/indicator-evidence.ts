/** What one more column adds to a hazard: in the months it was fitted on, and in months it had not seen. */
import { type Answer, type Estimate, noAnswer } from './answer.ts';
import type { CustomerMonth, WatchedMonth } from './customer-months.ts';
import { type Hazard, hazardOf, hazardTable } from './discrete-hazard.ts';
import { askable, type HazardTerm, knownOrMissing } from './hazard-terms.ts';
import { fitLogistic } from './logistic-regression.ts';
import { normalChance } from './normal-distribution.ts';

export interface Evidence {
  /** Change of the logit of leaving for one unit, with its cluster-robust interval. */
  readonly effect: Estimate;
  /** Of the likelihood ratio, one degree of freedom. */
  readonly pValue: number;
  /** Log loss saved a row in the months not fitted on, in nats; negative when the column misleads. */
  readonly gain: number;
  /** Rows in which the value was known. */
  readonly known: number;
}

/**
 * A column against the baseline hazard.
 *
 * In words: the likelihood ratio of the hazard with and without the column over all months (both know where it is
 * missing); and both fitted on the months before `testedFrom`, the mean difference of -ln(chance given to what happened)
 * from then on.
 *
 * Reference: D. R. Cox and D. V. Hinkley, "Theoretical Statistics" (1974), section 9.3, for the ratio; I. J. Good, J. R.
 * Statist. Soc. B 14 (1952) 107-114, for the logarithmic score.
 */
export function evidenceOf(
  months: readonly WatchedMonth[],
  baseline: Hazard,
  testedFrom: number,
  name: string,
  of: (row: CustomerMonth) => number | null,
): Answer<Evidence> {
  const rows = askable(months, of);
  const focus = knownOrMissing(name, rows, of);
  if (focus === null) return noAnswer('too few', `${name} was never known`, `readings of ${name}`, name);
  const without = [...focus.slice(1), ...baseline.terms];
  const withIt = [...focus, ...baseline.terms];
  const small = fitLogistic(hazardTable(rows, without));
  const large = fitLogistic(hazardTable(rows, withIt));
  if (!large.answered) return large;
  if (!small.answered) return small;
  const earlier = rows.filter(({ month }) => month < testedFrom);
  const later = rows.filter(({ month }) => month >= testedFrom);
  const lossWithout = laterLoss(earlier, later, without);
  if (typeof lossWithout !== 'number') return lossWithout;
  const lossWith = laterLoss(earlier, later, withIt);
  if (typeof lossWith !== 'number') return lossWith;
  const ratio = Math.max(0, 2 * (large.logLikelihood - small.logLikelihood));
  const { estimate = 0, low = -Infinity, high = Infinity } = large.coefficients[1] ?? {};
  return {
    answered: true,
    effect: { estimate, low, high },
    pValue: 2 * normalChance(-Math.sqrt(ratio)),
    gain: lossWithout - lossWith,
    known: rows.filter((row) => of(row) !== null).length,
  };
}

/** Mean log loss in later months of a hazard fitted on earlier ones; the refusal where there is no fit. */
function laterLoss(earlier: readonly WatchedMonth[], later: readonly WatchedMonth[], terms: readonly HazardTerm[]) {
  const varied = terms.filter((term) => variesIn(earlier, term));
  const fit = fitLogistic(hazardTable(earlier, varied));
  if (!fit.answered) return fit;
  const losses = later.map((row) => {
    const chance = hazardOf({ terms: varied, fit }, row);
    return -Math.log(Math.max(1e-12, row.left ? chance : 1 - chance));
  });
  return losses.reduce((sum, loss) => sum + loss, 0) / losses.length;
}

/** A column that never changes in the earlier months can teach nothing and is left out of that fit. */
function variesIn(rows: readonly WatchedMonth[], term: HazardTerm): boolean {
  const [first] = rows;
  return first !== undefined && rows.some((row) => term.of(row) !== term.of(first));
}
