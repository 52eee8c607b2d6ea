/** Answers of the statistics as the contract shows them: an interval without an end has none, for JSON holds no infinity. */
import type { Interval95 } from '../api/answers.ts';
import { areaName, type Company, currentArea } from '../domain/company/company.ts';
import type { OutcomeTest } from '../domain/point/backtest-report.ts';
import type { IndicatorsReport } from '../domain/point/indicators-report.ts';
import type { DriverAnswer } from '../domain/point/point-report.ts';
import type { ProgrammeFound } from '../domain/point/programme-report.ts';
import type { ValueCreated } from '../domain/point/value-created.ts';
import type { Estimate } from '../domain/statistics/answer.ts';
import type { LaggedIndicator } from '../domain/statistics/leading-indicators.ts';

/** Customers named for a driver, at most: those whose next point is worth most. */
const customersNamedMax = 25;

export function testView(test: OutcomeTest) {
  return {
    ...test,
    comparisons: test.comparisons.map(({ who, scores, found }) => ({
      who,
      scores: [...scores],
      found: found.answered
        ? {
            ...found,
            assumptions: [...found.assumptions],
            scores: found.scores.map(({ name, discrimination, calibration, advantage }) => ({
              name,
              discrimination: discrimination.answered
                ? { ...discrimination, ...bounded(discrimination) }
                : discrimination,
              calibration: calibration.answered
                ? {
                    ...calibration,
                    bins: [...calibration.bins],
                    slope: calibration.slope === null ? null : bounded(calibration.slope),
                    intercept: calibration.intercept === null ? null : bounded(calibration.intercept),
                  }
                : calibration,
              advantage: advantage?.answered === true ? { ...advantage, ...bounded(advantage) } : advantage,
            })),
          }
        : found,
    })),
  };
}

export function driverView({ found, within, purchases, ...driver }: DriverAnswer) {
  return {
    ...driver,
    found: found.answered
      ? {
          ...found,
          assumptions: [...found.assumptions],
          effect: bounded(found.effect),
          lifetimeValue: bounded(found.lifetimeValue),
          up: bounded(found.up),
          down: bounded(found.down),
          living: found.customers.length,
          customers: found.customers
            .toSorted((one, other) => other.up - one.up || (one.customerId < other.customerId ? -1 : 1))
            .slice(0, customersNamedMax),
        }
      : found,
    within: within.answered
      ? { ...within, assumptions: [...within.assumptions], effect: bounded(within.effect) }
      : within,
    purchases: purchases.answered
      ? {
          ...purchases,
          assumptions: [...purchases.assumptions],
          effect: bounded(purchases.effect),
          lifetimeValue: bounded(purchases.lifetimeValue),
          up: bounded(purchases.up),
          down: bounded(purchases.down),
        }
      : purchases,
  };
}

export function indicatorsView({ found, absent, ...counts }: IndicatorsReport) {
  const lagged = (one: LaggedIndicator) => ({ ...one, effect: bounded(one.effect) });
  return {
    ...counts,
    absent: [...absent],
    found: found.answered
      ? {
          ...found,
          assumptions: [...found.assumptions],
          indicators: found.indicators.map(({ best, lags, refused, ...indicator }) => ({
            ...indicator,
            best: best === null ? null : lagged(best),
            lags: lags.map(lagged),
            refused: refused.map(({ lag, refusal }) => ({ lag, reason: refusal.reason, missing: refusal.missing })),
          })),
        }
      : found,
  };
}

export function programmeView(
  { programme, customers, before, staggered }: ProgrammeFound,
  created: ValueCreated | null,
  company: Company,
) {
  return {
    ...programme,
    areaName: areaName(company, currentArea(company, programme.area)),
    starts: programme.starts.map(({ at, segments }) => ({ at, segments: [...segments] })),
    customers,
    before: before.answered
      ? { ...before, assumptions: [...before.assumptions], change: bounded(before.change) }
      : before,
    staggered: staggered.answered
      ? {
          ...staggered,
          assumptions: [...staggered.assumptions],
          difference: bounded(staggered.difference),
          before: bounded(staggered.before),
        }
      : staggered,
    created: created === null ? null : { ...created, amount: created.amount === null ? null : bounded(created.amount) },
  };
}

/** An interval without the ends that no JSON can hold. */
export function bounded({ estimate, low, high }: Estimate): Interval95 {
  const finite = (number: number | null) => (number !== null && Number.isFinite(number) ? number : null);
  return { estimate: finite(estimate), low: finite(low), high: finite(high) };
}
