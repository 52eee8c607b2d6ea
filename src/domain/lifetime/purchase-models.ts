/** The models of customers who leave without saying so, side by side: fitted, compared, and asked by their name. */
import type { Answer, MonthSpan } from '../statistics/answer.ts';
import { betaGeometricProblem, fitBetaGeometric } from './beta-geometric.ts';
import { betaGeometricForecast } from './beta-geometric-forecast.ts';
import type { PurchaseForecast } from './forecast.ts';
import { type PurchaseHistories, weightedHistories } from './histories.ts';
import type { LikelihoodProblem, ModelFit } from './model-fit.ts';
import { paretoForecast } from './pareto-forecast.ts';
import { fitPareto, paretoProblem } from './pareto-nbd.ts';

export const purchaseModels = ['BG/NBD', 'MBG/NBD', 'Pareto/NBD'] as const;
export type PurchaseModel = (typeof purchaseModels)[number];

export type PurchaseFits = Readonly<Record<PurchaseModel, Answer<ModelFit>>>;

/** Fits all of them to the same histories, so that they can be compared. */
export function fitPurchaseModels(histories: PurchaseHistories, period: MonthSpan | null): PurchaseFits {
  return {
    'BG/NBD': fitBetaGeometric('BG/NBD', histories, period),
    'MBG/NBD': fitBetaGeometric('MBG/NBD', histories, period),
    'Pareto/NBD': fitPareto({ histories, period }),
  };
}

/**
 * The fitted model with the lowest AIC; null when none could be fitted.
 *
 * Question answered: "which of them do these purchases speak for?" All have four parameters, so it is the one under which
 * the purchases are most likely. A difference below two says little.
 *
 * Reference: H. Akaike (1974); K. P. Burnham and D. R. Anderson, "Model Selection and Multimodel Inference" (2002).
 */
export function bestModel(fits: PurchaseFits): PurchaseModel | null {
  const aicOf = (model: PurchaseModel) => (fits[model].answered ? fits[model].aic : Infinity);
  return purchaseModels.reduce<PurchaseModel | null>(
    (best, model) => (aicOf(model) < (best === null ? Infinity : aicOf(best)) ? model : best),
    null,
  );
}

/** What a model with these parameters says of customers. */
export function purchaseForecast(model: PurchaseModel, parameters: readonly number[]): PurchaseForecast {
  return model === 'Pareto/NBD' ? paretoForecast(parameters) : betaGeometricForecast(model, parameters);
}

/** The likelihood of a model over histories that count as often as said, to be fitted again from a known peak. */
export function weightedProblem(
  model: PurchaseModel,
  histories: PurchaseHistories,
  weights: ArrayLike<number>,
): LikelihoodProblem {
  return model === 'Pareto/NBD'
    ? paretoProblem({ histories, weights })
    : betaGeometricProblem(model, weightedHistories(histories, weights));
}
