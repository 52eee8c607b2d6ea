/** The document of the fits: models side by side, and each held against what came later. */
import { type Block, count, day, type Document, notApplicable, type Row } from '../documents/document.ts';
import { formatCount } from '../documents/format.ts';
import { contractBlocks } from './contracts-document.ts';
import { modelTable, parameterTable } from './model-blocks.ts';
import { occasionBlocks } from './occasions-document.ts';
import { assumptionBlocks, measure, refusal } from './value-blocks.ts';
import type { ValueFit } from './value-views.ts';

export function fitDocument(fit: ValueFit): Document {
  return {
    title: 'Models of purchases',
    subtitle: `${formatCount(fit.customers)} customers who bought in ${fit.currency} from ${fit.from} to ${fit.until}; ${formatCount(fit.repurchase.k)} came back`,
    blocks: fitBlocks(fit),
  };
}

const parameterCaption = 'Parameters (time in weeks, amounts in minor units), with standard error and 95 % interval';

/** Models, their parameters, the check, and what they take for granted. */
export function fitBlocks(fit: ValueFit): readonly Block[] {
  const purchases = [...fit.models, fit.spend];
  const all = [...purchases, fit.occasions.fit];
  const told = [...all, ...fit.contracts.terms.flatMap(({ fits }) => fits)];
  return [
    ...purchases.flatMap(({ model, refused }) =>
      refused === null ? [] : [refusal(refused, `${model} was not fitted`)],
    ),
    purchaseTable(fit),
    parameterTable(all, { name: 'parameters', caption: parameterCaption }),
    ...holdoutBlocks(fit),
    ...occasionBlocks(fit.occasions),
    ...contractBlocks(fit.contracts, fit.currency),
    ...assumptionBlocks([...new Set(told.flatMap(({ assumptions }) => assumptions))]),
  ];
}

function purchaseTable({ models, spend, correlation }: ValueFit): Block {
  const note =
    correlation === null
      ? ''
      : `. Count and amount of purchases go together by ${correlation.toFixed(2)}; Gamma-Gamma takes it for 0`;
  const caption = `Models side by side. A lower AIC is better, among models of purchases${note}`;
  return modelTable([...models, spend], { name: 'models', counted: 'Customers', caption });
}

function holdoutBlocks({ holdout }: ValueFit): readonly Block[] {
  const { cut, weeks, customers, actual, refused, models, byCount } = holdout;
  if (refused !== null) return [refusal(refused, `Nothing could be fitted as of ${cut}, so there is no check`)];
  return [
    { kind: 'heading', level: 2, text: `Fitted as of ${cut}, and what came in the ${weeks.toFixed(0)} weeks after` },
    {
      kind: 'table',
      name: 'holdout',
      caption: `Repeat purchases of ${formatCount(customers)} customers after ${cut}: ${formatCount(actual)} were made`,
      columns: ['Model', 'Foretold', 'Foretold of what was made', 'Off by, a customer'],
      rows: models.map(
        (one): Row => [
          one.model,
          measure(one.foretold, 0),
          actual === 0 ? notApplicable : measure((100 * one.foretold) / actual, 1, '%'),
          measure(one.meanAbsoluteError, 3),
        ],
      ),
      empty: 'No model could be fitted.',
    },
    {
      kind: 'table',
      name: 'holdout-by-count',
      caption: 'The same a customer, by repeat purchases before',
      columns: ['Repeat purchases before', 'Customers', 'Made', ...models.map(({ model }) => model)],
      rows: byCount.map(
        (group): Row => [
          group.repeats === byCount.length - 1 ? `${group.repeats} or more` : String(group.repeats),
          count(group.customers),
          group.customers === 0 ? notApplicable : measure(group.actual, 2),
          ...models.map((one) => (group.customers === 0 ? notApplicable : measure(one.byCount[group.repeats] ?? 0, 2))),
        ],
      ),
      empty: 'No customer.',
    },
    trackTable(holdout),
  ];
}

/** Rows of the table at most; the chart shows each week. */
const trackRowsMax = 30;

function trackTable({ days, track, models, cut }: ValueFit['holdout']): Block {
  const every = Math.ceil(days.length / trackRowsMax);
  return {
    kind: 'table',
    name: 'track',
    caption: `Cumulated repeat purchases; models know nothing of what came after ${cut}`,
    columns: ['Until', 'Made', ...models.map(({ model }) => model)],
    rows: days.flatMap((until, point): Row[] =>
      point % every > 0 && point < days.length - 1
        ? []
        : [[day(until), count(track[point] ?? 0), ...models.map((one) => measure(one.track[point] ?? 0, 0))]],
    ),
    empty: 'No time to follow.',
  };
}
