/** Offers given by lot: what they brought. */
import type { InputOf, OutputOf } from '../api/endpoint.ts';
import type { point as contract } from '../api/point.ts';
import { randomisedComparison } from '../domain/statistics/randomised-comparison.ts';
import { readCompany } from '../ledger/read.ts';
import { drawsMax, readTrialOutcomes, type TrialOutcome } from '../ledger/views/trials.ts';
import { groupBy } from './audit-numbers.ts';
import type { Context } from './context.ts';
import { bounded } from './point-views.ts';
import { reading } from './reading.ts';

/** Each trial with the difference that the offer made: everybody counts as drawn, and only once watched to the end. */
export function trialsOf(
  context: Context,
  asked: InputOf<typeof contract.trials>,
): Promise<OutputOf<typeof contract.trials>> {
  return reading(context, asked.asOf, null, async (tables, at) => {
    const { zone, marginShare, currency: own } = (await readCompany(tables, at)).policy;
    const { days, currency = own } = asked;
    const outcomes = await readTrialOutcomes(tables, { at, days, currency });
    return {
      asOf: at,
      zone,
      days,
      currency,
      marginShare,
      isWhole: outcomes.length < drawsMax,
      trials: [...groupBy(outcomes, ({ trial }) => trial)].map(([trial, drawn]) => ({
        trial,
        ...comparisonOf(drawn, marginShare),
      })),
    };
  });
}

function comparisonOf(drawn: readonly TrialOutcome[], marginShare: number) {
  const watched = drawn.filter(({ is_watched }) => is_watched);
  const incomes = (offer: boolean) =>
    watched.filter(({ drew_offer }) => drew_offer === offer).map(({ income }) => income * marginShare);
  const [offered, others] = [incomes(true), incomes(false)];
  const found = randomisedComparison(offered, others);
  return {
    offered: offered.length,
    others: others.length,
    waiting: drawn.length - watched.length,
    found: found.answered
      ? { ...found, assumptions: [...found.assumptions], difference: bounded(found.difference) }
      : found,
  };
}
