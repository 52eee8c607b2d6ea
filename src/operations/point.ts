/** What each endpoint about the price of a point, its leading indicators and its back-test does. */
import type { Interval95 } from '../api/answers.ts';
import type { point as contract } from '../api/point.ts';
import { backtestReport, type OutcomeTest } from '../domain/point/backtest-report.ts';
import { outcomes } from '../domain/point/backtest-rows.ts';
import { lastDayOf } from '../domain/point/answer-scale.ts';
import type { Estimate } from '../domain/statistics/answer.ts';
import type { Context, Handlers } from './context.ts';
import { type Pasts, readPasts } from './customer-pasts.ts';
import { keptAnswer } from './kept-answers.ts';

export const point: Handlers<typeof contract> = {
  backtest: (context, asked) =>
    keptUnlessPast(context, `backtest ${JSON.stringify(asked)}`, asked.asOf, async () => {
      const read = await pastsAt(context, asked.asOf);
      const { pasts, company, at, isWhole } = read;
      const watchedUntil = watchedUntilOf(read, asked.until);
      const leftAfterDays = asked.leftAfterDays ?? company.policy.leftAfterDays;
      const tests =
        watchedUntil === null
          ? []
          : backtestReport(pasts, {
              since: asked.since ?? null,
              until: watchedUntil,
              outcomes: asked.outcome === undefined ? outcomes : [asked.outcome],
              watchedDays: asked.watchedDays,
              leftAfterDays,
            });
      return {
        asOf: at,
        zone: company.policy.zone,
        watchedUntil,
        leftAfterDays,
        customers: pasts.length,
        isWhole,
        outcomes: tests.map(testView),
      };
    }),
};

/** Answers as of now are kept while they stay true; those of another time are worked out when they are asked for. */
function keptUnlessPast<Answer>(
  context: Context,
  question: string,
  asOf: string | undefined,
  work: () => Promise<Answer>,
): Promise<Answer> {
  return asOf === undefined ? keptAnswer(context, `point ${question}`, work) : work();
}

function pastsAt(context: Context, asOf: string | undefined): Promise<Pasts> {
  return keptUnlessPast(context, 'pasts', asOf, () => readPasts(context, asOf));
}

/** The last day that was watched: the one asked for, at most today, or else that of the last purchase. */
function watchedUntilOf({ pasts, at, company }: Pasts, until: string | undefined): string | null {
  const last = lastDayOf(pasts, at, company.policy.zone);
  return last === null || until === undefined || until > last ? last : until;
}

function testView(test: OutcomeTest) {
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

/** An estimate as JSON can hold it: an interval without an end has none. */
function bounded({ estimate, low, high }: Estimate): Interval95 {
  const finite = (number: number | null) => (number !== null && Number.isFinite(number) ? number : null);
  return { estimate: finite(estimate), low: finite(low), high: finite(high) };
}
