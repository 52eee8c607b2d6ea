/** What each endpoint about the price of a point, its leading indicators and its back-test does. */
import type { InputOf, OutputOf } from '../api/endpoint.ts';
import type { point as contract } from '../api/point.ts';
import { outcomes } from '../domain/point/backtest-rows.ts';
import { lastDayOf } from '../domain/point/answer-scale.ts';
import { mainCurrency } from '../domain/point/customer-table.ts';
import { currentArea } from '../domain/company/company.ts';
import { programmesReport } from '../domain/point/programme-report.ts';
import { totalCreated, valueCreated } from '../domain/point/value-created.ts';
import { readNames } from '../ledger/views/customers.ts';
import type { Context, Handlers } from './context.ts';
import { type Pasts, readPasts } from './customer-pasts.ts';
import { inWorker } from './in-worker.ts';
import { keptAnswer } from './kept-answers.ts';
import { trialsOf } from './trials.ts';
import { bounded, driverView, indicatorsView, programmeView, testView } from './point-views.ts';

export const point: Handlers<typeof contract> = {
  point: (context, asked) =>
    keptUnlessPast(context, `point ${JSON.stringify(asked)}`, asked.asOf, async () =>
      priced(context, asked, await pastsAt(context, asked.asOf)),
    ),
  indicators: (context, asked) =>
    keptUnlessPast(context, `indicators ${JSON.stringify(asked)}`, asked.asOf, async () =>
      signs(asked, await pastsAt(context, asked.asOf)),
    ),
  backtest: (context, asked) =>
    keptUnlessPast(context, `backtest ${JSON.stringify(asked)}`, asked.asOf, async () =>
      tested(asked, await pastsAt(context, asked.asOf)),
    ),
  trials: trialsOf,
  programmes: (context, asked) =>
    keptUnlessPast(context, `programmes ${JSON.stringify(asked)}`, asked.asOf, async () =>
      improvements(asked, await pastsAt(context, asked.asOf)),
    ),
};

/** Answers as of now are kept while they stay true; those of another time are worked out when they are asked for. */
function keptUnlessPast<Answer>(
  context: Context,
  question: string,
  asOf: string | undefined,
  work: () => Promise<Answer>,
): Promise<Answer> {
  return asOf === undefined ? keptAnswer(context, `point: ${question}`, work) : work();
}

function pastsAt(context: Context, asOf: string | undefined): Promise<Pasts> {
  return keptUnlessPast(context, 'pasts', asOf, () => readPasts(context, asOf));
}

/** What every answer says of the customers it is about. */
function scopeOf(read: Pasts, asked: Pick<InputOf<typeof contract.point>, 'until' | 'leftAfterDays'>) {
  const { pasts, company, at, isWhole } = read;
  const { zone, leftAfterDays } = company.policy;
  const last = lastDayOf(pasts, at, zone);
  return {
    asOf: at,
    zone,
    /** The last day that was watched: the one asked for, at most that of the last purchase. */
    watchedUntil: last === null || asked.until === undefined || asked.until > last ? last : asked.until,
    leftAfterDays: asked.leftAfterDays ?? leftAfterDays,
    customers: pasts.length,
    isWhole,
  };
}

async function tested(
  asked: InputOf<typeof contract.backtest>,
  read: Pasts,
): Promise<OutputOf<typeof contract.backtest>> {
  const scope = scopeOf(read, asked);
  const { watchedUntil: until, leftAfterDays } = scope;
  const question = {
    since: asked.since ?? null,
    outcomes: asked.outcome === undefined ? outcomes : [asked.outcome],
    watchedDays: asked.watchedDays,
    leftAfterDays,
  };
  const tests = until === null ? [] : await inWorker('backtest', { pasts: read.pasts, asked: { ...question, until } });
  return { ...scope, outcomes: tests.map(testView) };
}

async function signs(
  asked: InputOf<typeof contract.indicators>,
  read: Pasts,
): Promise<OutputOf<typeof contract.indicators>> {
  const scope = scopeOf(read, asked);
  const { watchedUntil: until, leftAfterDays } = scope;
  const { lagMax, seed, since = null } = asked;
  const question = {
    since,
    until: until ?? scope.asOf.slice(0, 10),
    currency: mainCurrency(read.pasts) ?? '',
    leftAfterDays,
  };
  const found = await inWorker('indicators', { pasts: read.pasts, asked: { ...question, lagMax, seed } });
  return { ...scope, lagMax, ...indicatorsView(found) };
}

function improvements(asked: InputOf<typeof contract.programmes>, read: Pasts): OutputOf<typeof contract.programmes> {
  const scope = scopeOf(read, asked);
  const { company, pasts } = read;
  const { monthsBefore, monthsAfter, resamples, seed } = asked;
  const currency = asked.currency ?? mainCurrency(pasts);
  const found = programmesReport(company.programmes, pasts, {
    until: scope.watchedUntil ?? scope.asOf.slice(0, 10),
    zone: scope.zone,
    currency: currency ?? '',
    areaNow: (area) => currentArea(company, area),
    monthsBefore,
    monthsAfter,
    resamples,
    seed,
  });
  const { marginShare } = company.policy;
  const created = found.map((one) => valueCreated(one, { monthsAfter, marginShare }));
  const total = totalCreated(created.filter((one) => one !== null));
  return {
    ...scope,
    currency,
    monthsBefore,
    monthsAfter,
    marginShare,
    programmes: found.map((one, place) => programmeView(one, created[place] ?? null, company)),
    total: total === null ? null : { ...total, amount: bounded(total.amount), designs: [...total.designs] },
  };
}

const monthsPerYear = 12;

async function priced(
  { database }: Context,
  asked: InputOf<typeof contract.point>,
  read: Pasts,
): Promise<OutputOf<typeof contract.point>> {
  const scope = scopeOf(read, asked);
  const { watchedUntil: until, leftAfterDays } = scope;
  const { policy } = read.company;
  const { marginShare = policy.marginShare, discountYearly = policy.discountYearly } = asked;
  const horizonMonths = asked.horizonMonths ?? Math.max(1, Math.round(policy.valueYears * monthsPerYear));
  const currency = asked.currency ?? mainCurrency(read.pasts);
  const terms = { horizonMonths, discountYearly, marginShare };
  if (currency === null || until === null) {
    const nothing = { period: null, rows: 0, leavers: 0, living: 0, leftOut: 0, drawn: null, drivers: [] };
    return { ...scope, ...terms, currency: null, ...nothing };
  }
  const question = {
    since: asked.since ?? null,
    until,
    currency,
    leftAfterDays,
    horizon: { months: horizonMonths, discountMonthly: (1 + discountYearly) ** (1 / monthsPerYear) - 1 },
    marginShare,
    missing: asked.missing,
    resamples: asked.resamples,
    seed: asked.seed,
  };
  const found = await inWorker('point', { pasts: read.pasts, asked: question });
  const drivers = found.drivers.map(driverView);
  const ids = drivers.flatMap((driver) => (driver.found.answered ? driver.found.customers : []));
  const names = await readNames(
    database,
    ids.map(({ customerId }) => customerId),
  );
  return {
    ...scope,
    ...terms,
    ...found,
    currency,
    drivers: drivers.map((driver) => ({
      ...driver,
      found: driver.found.answered
        ? {
            ...driver.found,
            customers: driver.found.customers.map((one) => ({ ...one, name: names.get(one.customerId) ?? null })),
          }
        : driver.found,
    })),
  };
}
