/** Fitted models as rows of tables: likelihood and criteria, parameters with their errors. */
import { type Block, count, notApplicable, type Row } from '../documents/document.ts';
import type { FittedModel } from './model-views.ts';
import { measure } from './value-blocks.ts';

/** Models side by side; what n counts is the second title. */
export function modelTable(
  models: readonly FittedModel[],
  { name, caption, counted }: { readonly name: string; readonly caption: string; readonly counted: string },
): Block {
  return {
    kind: 'table',
    name,
    caption,
    columns: ['Model', counted, 'Log-likelihood', 'AIC', 'BIC', ''],
    rows: models.map(
      (one): Row => [
        one.model,
        one.refused === null ? count(one.n) : notApplicable,
        measure(one.logLikelihood, 2),
        measure(one.aic, 2),
        measure(one.bic, 2),
        one.isBest ? 'values are taken from this one' : '',
      ],
    ),
    empty: 'No model.',
  };
}

/** Every parameter of every model that was fitted. */
export function parameterTable(
  models: readonly FittedModel[],
  { name, caption }: { readonly name: string; readonly caption: string },
): Block {
  return {
    kind: 'table',
    name,
    caption,
    columns: ['Model', 'Parameter', 'Estimate', 'Standard error', 'From', 'To'],
    rows: models.flatMap(({ model, parameters }) =>
      parameters.map(
        (one): Row => [
          model,
          one.name,
          measure(one.estimate, 4),
          measure(one.standardError, 4),
          measure(one.low, 4),
          measure(one.high, 4),
        ],
      ),
    ),
    empty: 'No model could be fitted.',
  };
}
