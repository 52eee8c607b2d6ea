/** The models of purchases side by side, and each fitted as of an earlier day against what came after it. */
import type { value as contract } from '../api/value.ts';
import type { InputOf, OutputOf } from '../api/endpoint.ts';
import type { ValueFit } from '../api/value-views.ts';
import { type Day, endOfDay, justAfter } from '../domain/instants.ts';
import { bestModel, purchaseModels } from '../domain/lifetime/purchase-models.ts';
import type { Holdout } from '../domain/lifetime/holdout.ts';
import { readCompany } from '../ledger/read.ts';
import { readSteadily } from '../ledger/views/audit-reading.ts';
import { readHistories, readRepeatsByDay } from '../ledger/views/purchase-histories.ts';
import { rateOf } from './audit-numbers.ts';
import type { Context } from './context.ts';
import { inWorker } from './in-worker.ts';
import { keptAnswer } from './kept-answers.ts';
import { reading } from './reading.ts';
import { Refused } from './refused.ts';
import { fittedOf, notSaidOf } from './value-answers.ts';
import { fittedContracts } from './value-contracts.ts';
import { fittedOccasions } from './value-occasions.ts';
import { type CurrencyValues, customerValues, dayNumber, dayOfNumber, monthsOf, toHistories } from './value-scores.ts';

type Asked = InputOf<(typeof contract)['fit']>;

/** All models, of the currency in which most customers bought unless another is named. */
export async function valueFit(context: Context, asked: Asked): Promise<OutputOf<(typeof contract)['fit']>> {
  const { cut, every, ...scope } = asked;
  const read = await customerValues(context, scope);
  const [values] = read.currencies;
  if (values === undefined) throw new Refused(nothingToFit(asked));
  const from = dayNumber(values.from);
  const cutDay = cut ?? dayOfNumber(from + Math.floor((dayNumber(values.until) - from) / 2));
  if (!(cutDay > values.from && cutDay < values.until)) throw new Refused(badCut(cutDay, values));
  const holdout = await keptAnswer(
    context,
    `value holdout ${JSON.stringify([values.currency, values.until, cutDay])}`,
    () => holdoutOf(context, values, cutDay),
  );
  const { repeats } = values.histories;
  const { spendFit, fits } = values.valuation;
  const best = bestModel(fits);
  return {
    asOf: read.at,
    currency: values.currency,
    customers: repeats.length,
    from: values.from,
    until: values.until,
    repurchase: rateOf(repeats.filter((count) => count > 0).length, repeats.length),
    models: purchaseModels.map((model) => fittedOf(model, fits[model], model === best)),
    spend: fittedOf('Gamma-Gamma', spendFit, false),
    correlation: spendFit.answered ? spendFit.correlation : null,
    contracts: await fittedContracts(context, values, {
      settings: read.settings,
      zone: read.zone,
      at: read.at,
      until: asked.until,
      cut: cutDay,
    }),
    occasions: await fittedOccasions(context, values, { every, cut: cutDay, zone: read.zone }),
    holdout: holdoutView(holdout, cutDay),
  };
}

function holdoutOf(context: Context, values: CurrencyValues, cut: Day): Promise<Holdout> {
  return reading(context, undefined, null, async (_, at) => {
    const facts = await readSteadily(context.database, async (tables) => {
      const { zone } = (await readCompany(tables, at)).policy;
      const end = justAfter(endOfDay(values.until, zone));
      const watched = { currency: values.currency, zone, until: cut, end };
      return { histories: await readHistories(tables, watched), byDay: await readRepeatsByDay(tables, watched) };
    });
    return inWorker('holdout', {
      histories: toHistories(facts.histories, cut),
      firstDay: facts.histories.firstDay,
      later: facts.histories.later,
      byDay: facts.byDay,
      cutDay: dayNumber(cut),
      endDay: dayNumber(values.until),
      period: monthsOf(facts.histories, cut),
    });
  });
}

function holdoutView(holdout: Holdout, cut: Day): ValueFit['holdout'] {
  const [refused] = purchaseModels.flatMap((model) => {
    const fit = holdout.fits[model];
    return notSaidOf(fit, model) ?? [];
  });
  return {
    cut,
    weeks: holdout.weeks,
    customers: holdout.customers,
    actual: holdout.actual,
    refused: holdout.models.length === 0 ? (refused ?? null) : null,
    models: holdout.models.map((one) => ({ ...one, byCount: [...one.byCount], track: [...one.track] })),
    byCount: [...holdout.byCount],
    days: holdout.days.map(dayOfNumber),
    track: [...holdout.actualTrack],
  };
}

function nothingToFit({ currency }: Asked) {
  return {
    code: 'invalid',
    reason: currency === undefined ? 'Nobody has bought anything yet' : `Nobody has bought anything in ${currency}`,
    remedy: 'Import or record purchases first; `troth value` says which currencies there are',
    field: 'currency',
    value: currency ?? '',
  } as const;
}

function badCut(cut: Day, { from, until }: CurrencyValues) {
  return {
    code: 'invalid',
    reason: `cut (${cut}) must lie between the first purchase (${from}) and the last day watched (${until})`,
    remedy: 'Give a day with enough purchases before it and after it',
    field: 'cut',
    value: cut,
  } as const;
}
