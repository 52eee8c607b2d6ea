/** Answers about lifetime value from the scores of all customers: sums by group, and rows of some. */
import type { FittedModel, NotSaid } from '../api/model-views.ts';
import { plainly } from '../api/plain-reasons.ts';
import type { CurrencyValue, ValueGroup, ValueRow } from '../api/value-views.ts';
import type { ModelFit } from '../domain/lifetime/model-fit.ts';
import { drawnInterval, pointOf } from '../domain/lifetime/drawn-interval.ts';
import type { Answer } from '../domain/statistics/answer.ts';
import { purchaseModels } from '../domain/lifetime/purchase-models.ts';
import { rateOf } from './audit-numbers.ts';
import { Refused } from './refused.ts';
import { cellsOfBand, cellsOfSegment, trustBands } from './value-groups.ts';
import { type CurrencyValues, dayOfNumber } from './value-scores.ts';

/** Below this share of customers who came back, all rests on few. */
const rareBelow = 0.1;
const aliveSteps = 10;
const visitsMax = 20;
/** Worth a visit: among so many of those worth most if they are still there. */
const worthyShare = 0.2;
const doubtBelow = 0.5;

const valueAssumptions = [
  'customers go on as they did: no campaign, no competitor, no change of price',
  'what a customer spends a purchase has nothing to do with how often they buy',
  'the interval says how far the fit could be off, not how the luck of one customer turns out',
] as const;

/** What every answer says of itself. */
export function basisOf(values: CurrencyValues) {
  const { currency, from, until, histories, valuation } = values;
  const fit = valuation.model === null ? null : valuation.fits[valuation.model];
  return {
    currency,
    customers: histories.customerIds.length,
    from,
    until,
    model: valuation.model,
    refused: valuation.model === null ? refusedFits(values) : null,
    assumptions: fit?.answered === true ? [...fit.assumptions, ...valueAssumptions] : [],
  };
}

/** Why no model could be fitted: what the first of them lacks. */
function refusedFits({ valuation }: CurrencyValues): NotSaid | null {
  const [first] = purchaseModels.flatMap((model) => {
    const fit = valuation.fits[model];
    return notSaidOf(fit, model) ?? [];
  });
  return first ?? null;
}

/** Why purchases are expected, and no amount. */
export function valueRefusedOf({ valuation }: CurrencyValues): NotSaid | null {
  const { model, spendFit, values, unsteady } = valuation;
  if (model === null || values !== null) return null;
  if (unsteady !== null) {
    return {
      reason: `the value hangs on a few customers: drawn again, ${unsteady.failed} of ${unsteady.draws} times no value came out`,
      missing: 'more customers who bought again, or the very large ones apart from the small',
    };
  }
  if (!spendFit.answered) return notSaidOf(spendFit, 'Gamma-Gamma');
  return {
    reason: 'a few customers spend so much more than the rest that a mean of what the next will spend says nothing',
    missing: 'more customers who bought again, or the large ones apart from the small',
    detail: 'Gamma-Gamma: q is at most 1, so that spend between customers has no mean',
  };
}

/** One customer. The name is put in later, for many at once. */
export function rowOf(values: CurrencyValues, row: number): ValueRow {
  const { histories, trust, valuation } = values;
  const { scores, expectedSpend, values: worth } = valuation;
  const customerId = histories.customerIds[row] ?? '';
  return {
    customerId,
    name: null,
    segment: histories.segments[row] ?? null,
    repeats: histories.repeats[row] ?? 0,
    firstDay: dayOfNumber(histories.firstDay[row] ?? 0),
    lastDay: dayOfNumber(histories.lastDay[row] ?? 0),
    trust: trust.get(customerId) ?? null,
    chanceAlive: scores?.chanceAlive[row] ?? 0,
    expectedPurchases: scores?.expectedPurchases[row] ?? 0,
    discountedPurchases: scores?.discountedPurchases?.[row] ?? 0,
    expectedSpend: expectedSpend?.[row] ?? null,
    value:
      worth === null ? null : { amount: worth.value[row] ?? 0, low: worth.low[row] ?? 0, high: worth.high[row] ?? 0 },
  };
}

/** Everything about one currency. */
export function overviewOf(values: CurrencyValues): CurrencyValue {
  const { histories, valuation, grouping } = values;
  const { repeats, spend } = histories;
  const { scores } = valuation;
  const all = groupOf(values, 'All customers', [...Array(grouping.groups).keys()]);
  const alive = scores?.chanceAlive ?? new Float64Array(0);
  return {
    ...basisOf(values),
    purchases: sumOf(repeats) + repeats.length,
    contracted: values.contracted,
    repurchase: all.repurchase,
    isRare: all.repurchase.high < rareBelow,
    spend: sumOf(spend),
    alive: scores === null ? [] : stepsOf(alive),
    expectedAlive: scores === null ? null : sumOf(alive),
    expectedPurchases: scores === null ? null : sumOf(scores.expectedPurchases),
    value: all.value,
    valueRefused: valueRefusedOf(values),
    draws: valuation.values?.draws ?? 0,
    failedDraws: valuation.values?.failed ?? 0,
    segments: grouping.segments.map((name, segment) => groupOf(values, name, cellsOfSegment(segment))),
    bands: trustBands
      .map((name, band) => groupOf(values, name, cellsOfBand(grouping, band)))
      .filter(({ customers }) => customers > 0),
    visits: visitsOf(values),
  };
}

function sumOf(column: Float64Array): number {
  return column.reduce((sum, one) => sum + one, 0);
}

function stepsOf(alive: Float64Array) {
  const counts = Array.from({ length: aliveSteps }, () => 0);
  for (const chance of alive) {
    const step = Math.min(aliveSteps - 1, Math.floor(chance * aliveSteps));
    counts[step] = (counts[step] ?? 0) + 1;
  }
  return counts.map((customers, step) => ({ from: step / aliveSteps, to: (step + 1) / aliveSteps, customers }));
}

function groupOf(values: CurrencyValues, name: string, cells: readonly number[]): ValueGroup {
  const { histories, grouping, valuation } = values;
  const isIn = new Set(cells);
  let [customers, repeaters, alive, amount] = [0, 0, 0, 0];
  for (const [row, cell] of grouping.group.entries()) {
    if (!isIn.has(cell)) continue;
    customers += 1;
    if ((histories.repeats[row] ?? 0) > 0) repeaters += 1;
    alive += valuation.scores?.chanceAlive[row] ?? 0;
    amount += valuation.values?.value[row] ?? 0;
  }
  const drawn = Float64Array.from(valuation.values?.drawnTotals ?? [], (totals) =>
    cells.reduce((sum, cell) => sum + (totals[cell] ?? 0), 0),
  ).sort();
  return {
    name,
    customers,
    repurchase: rateOf(repeaters, customers),
    chanceAlive: valuation.scores === null || customers === 0 ? null : alive / customers,
    value: drawn.length === 0 ? null : { amount, ...drawnInterval(drawn, valuation.values?.failed ?? 0) },
  };
}

/** Worth much if still there, and in doubt: low in trust, or silent for long. Most expected value first. */
function visitsOf(values: CurrencyValues): ValueRow[] {
  const { histories, trust, valuation } = values;
  const { scores, values: worth } = valuation;
  if (scores === null || worth === null) return [];
  const ifThere = worth.value.map((amount, row) => amount / Math.max(1e-12, scores.chanceAlive[row] ?? 0));
  const bar = pointOf(Float64Array.from(ifThere).sort(), 1 - worthyShare);
  const inDoubt = [...ifThere.keys()].filter((row) => {
    const trusted = trust.get(histories.customerIds[row] ?? '') ?? 1;
    return (ifThere[row] ?? 0) >= bar && ((scores.chanceAlive[row] ?? 0) < doubtBelow || trusted < doubtBelow);
  });
  return inDoubt
    .sort((one, other) => (worth.value[other] ?? 0) - (worth.value[one] ?? 0))
    .slice(0, visitsMax)
    .map((row) => rowOf(values, row));
}

/** A fit as it is answered; `isBest` where values are taken from it. */
export function fittedOf(model: string, fit: Answer<ModelFit>, isBest: boolean): FittedModel {
  if (!fit.answered) {
    const refused = notSaidOf(fit, model);
    const none = { logLikelihood: null, aic: null, bic: null, parameters: [], assumptions: [] };
    return { model, n: 0, counted: 'customers', isBest, refused, ...none };
  }
  const { n, counted, logLikelihood, aic, bic, parameters, assumptions } = fit;
  return {
    model,
    n,
    counted,
    isBest,
    refused: null,
    parameters: [...parameters],
    logLikelihood,
    aic,
    bic,
    assumptions: [...assumptions],
  };
}

/** Why there is no fit of a model, in plain words; null where there is one. */
export function notSaidOf(fit: Answer<unknown>, model: string): NotSaid | null {
  return fit.answered ? null : plainly(fit, model);
}

/** The refusal of a currency in which there is nothing to value. */
export function unknownCurrency(currency: string): Refused {
  return new Refused({
    code: 'invalid',
    reason: `Nobody has bought anything in ${currency}`,
    remedy: 'Leave the currency out to see those in which customers bought',
    field: 'currency',
    value: currency,
  });
}
