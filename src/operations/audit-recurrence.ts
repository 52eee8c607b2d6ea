/** What keeps coming back: topics that moved elsewhere, came up again after a silence, or came up more than chance explains. */
import type { AuditReport } from '../api/audit-report.ts';
import { casesMin, type Estimate, figureKey } from '../api/audit-values.ts';
import { areaName, type Company } from '../domain/company/company.ts';
import { dayOf, daysBetween, daysLater, endOfDay, type Instant, justAfter, shiftDay } from '../domain/instants.ts';
import { fitRatePrior, forecastRate } from '../domain/statistics/beta-binomial.ts';
import { benjaminiHochberg } from '../domain/statistics/benjamini-hochberg.ts';
import { bernoulliCusum, cusumDesign } from '../domain/statistics/bernoulli-cusum.ts';
import { displacement } from '../domain/statistics/displacement.ts';
import { kaplanMeier, survivalAt } from '../domain/statistics/kaplan-meier.ts';
import { gammaPoissonSurprise } from '../domain/statistics/surprise.ts';
import { type AreaOutcomes, quietDays, type Silence, type TopicCounts } from '../ledger/views/audit-recurrence.ts';
import type { AuditScope, AuditWindows } from '../ledger/views/audit-scope.ts';
import { compareTexts, groupBy, joined, rateOf, sumOf } from './audit-numbers.ts';

type Recurrence = AuditReport['recurrence'];

/** A surprise of 2.5 comes up by chance about once in 300 months; lower ones are noise where many topics are watched. */
const surpriseAlarm = 2.5;
const reopeningDays = 90;
/** Topics that are listed at most. */
const topicsMax = 20;

/**
 * The windows of an audit: the period from `firstAt` (or `since`) to `until` (or now) in two halves, or two windows of
 * `windowDays` before its end; and the last calendar month that is over.
 */
export function windowsOf(scope: AuditScope, firstAt: Instant | null, windowDays: number | undefined): AuditWindows {
  const end = scope.until !== null && scope.until < scope.at ? scope.until : scope.at;
  const from = scope.since ?? firstAt ?? end;
  const start = from < end ? from : end;
  const length = windowDays ?? daysBetween(start, end) / 2;
  const firstDay = `${dayOf(end, scope.zone).slice(0, 7)}-01`;
  const monthEnd = startOf(firstDay, scope.zone);
  const monthStart = startOf(`${shiftDay(firstDay, -1).slice(0, 7)}-01`, scope.zone);
  const first = daysLater(end, -2 * length);
  // With two windows longer than the period, the earlier one reaches back before it.
  return {
    start: first < start ? first : start,
    before: first,
    middle: daysLater(end, -length),
    end,
    monthStart,
    monthEnd,
  };
}

function startOf(day: string, zone: string): Instant {
  return justAfter(endOfDay(shiftDay(day, -1), zone));
}

export interface RecurrenceSources {
  readonly scope: AuditScope;
  readonly windows: AuditWindows;
  readonly company: Company;
  readonly topics: readonly TopicCounts[];
  readonly silences: readonly Silence[];
  readonly outcomes: readonly AreaOutcomes[];
}

/** The recurrence part of an audit. */
export function recurrenceOf(sources: RecurrenceSources): Recurrence {
  const { windows, scope } = sources;
  const { before, middle, end } = windows;
  const month = windows.monthStart >= windows.start ? dayOf(windows.monthStart, scope.zone).slice(0, 7) : null;
  return {
    windows: { before, middle, end },
    ...displacedOf(sources.topics),
    reopening: reopeningOf(sources.silences, end),
    month,
    surprises: month === null ? [] : surprisesOf(sources, month),
    signals: signalsOf(sources),
  };
}

function displacedOf(counts: readonly TopicCounts[]): Pick<Recurrence, 'displacement' | 'topics'> {
  const topics = [...groupBy(counts, ({ topic }) => topic)].map(([topic, some]) => {
    const before = sumOf(some, (count) => count.before);
    const after = sumOf(some, (count) => count.after);
    const firsts = some.flatMap(({ first_after }) => first_after ?? []);
    return {
      figure: `recurrence.topics.${figureKey(topic)}`,
      topic,
      before,
      after,
      change: after - before,
      later: rateOf(after, before + after),
      lastAt: some.map(({ last_at }) => last_at).reduce((last, at) => (at > last ? at : last)),
      firstAfterAt: firsts.length === 0 ? null : firsts.reduce((first, at) => (at < first ? at : first)),
    };
  });
  return {
    displacement: displacement(
      new Map(topics.map(({ topic, before }) => [topic, before])),
      new Map(topics.map(({ topic, after }) => [topic, after])),
    ),
    topics: topics
      .filter(({ before, after }) => before !== after)
      .sort((one, other) => Math.abs(other.change) - Math.abs(one.change) || compareTexts(one.topic, other.topic))
      .slice(0, topicsMax),
  };
}

/** A topic is fixed once it was quiet for `quietDays`; from then on the time to its next breach counts. */
function reopeningOf(silences: readonly Silence[], end: Instant): Recurrence['reopening'] {
  const durations = silences.map(({ at, ended_at }) => ({
    time: Math.max(0, daysBetween(daysLater(at, quietDays), ended_at ?? end)),
    ended: ended_at !== null,
  }));
  return {
    fixed: durations.length,
    reopened: durations.filter(({ ended }) => ended).length,
    within90Days: reopenedWithin(durations),
    topics: reopenedTopics(silences),
  };
}

function reopenedTopics(silences: readonly Silence[]): Recurrence['reopening']['topics'] {
  const ended = silences.filter(({ ended_at }) => ended_at !== null);
  return [...groupBy(ended, ({ topic }) => topic)]
    .flatMap(([topic, some]) => {
      const last = some.reduce((one, other) => ((other.ended_at ?? '') > (one.ended_at ?? '') ? other : one));
      if (last.ended_at === null) return [];
      const figure = `recurrence.reopening.topics.${figureKey(topic)}`;
      return [{ figure, topic, times: some.length, quietFrom: last.at, reopenedAt: last.ended_at }];
    })
    .sort((one, other) => compareTexts(other.reopenedAt, one.reopenedAt) || compareTexts(one.topic, other.topic))
    .slice(0, topicsMax);
}

function reopenedWithin(durations: readonly { readonly time: number; readonly ended: boolean }[]): Estimate {
  const n = durations.length;
  const nothing = { value: null, low: null, high: null, n };
  if (n < casesMin) return nothing;
  const quiet = survivalAt(kaplanMeier(durations), reopeningDays);
  return quiet === null ? nothing : { value: 1 - quiet.survival, low: 1 - quiet.high, high: 1 - quiet.low, n };
}

/** Topics of an area that came up more in the last full month than the months before explain. */
function surprisesOf({ topics, windows, scope, company }: RecurrenceSources, month: string): Recurrence['surprises'] {
  const periods = monthsBetween(dayOf(windows.start, scope.zone), month);
  const watched = [...groupBy(topics, ({ area, topic }) => `${area} ${topic}`).values()].flatMap((some) => {
    const [first] = some;
    if (first === undefined || periods < 1) return [];
    const count = sumOf(
      some.filter((one) => one.month.slice(0, 7) === month),
      (one) => one.count,
    );
    const past = sumOf(
      some.filter((one) => one.month.slice(0, 7) < month),
      (one) => one.count,
    );
    const surprise = gammaPoissonSurprise(count, { count: past, periods });
    const { area, topic } = first;
    const figure = `recurrence.surprises.${figureKey(area)}.${figureKey(topic)}`;
    return [{ figure, area, areaName: areaName(company, area), topic, count, expected: past / periods, surprise }];
  });
  const chances = benjaminiHochberg(watched.map(({ surprise }) => 10 ** -surprise));
  return watched
    .map((topic, index) => ({ ...topic, byChance: chances[index] ?? 1 }))
    .filter(({ surprise }) => surprise >= surpriseAlarm)
    .sort((one, other) => other.surprise - one.surprise || compareTexts(one.figure, other.figure))
    .slice(0, topicsMax);
}

/** Months from the one of a day to the one given, that one left out. */
function monthsBetween(day: string, month: string): number {
  const of = (text: string) => Number(text.slice(0, 4)) * 12 + Number(text.slice(5, 7));
  return of(month) - of(day);
}

function isSettled({ kept, failed }: AreaOutcomes): boolean {
  return kept.length + failed.length > 0;
}

/** Times in their order, doubled; one more where the promise was not kept in time. So the kept ones of a time come first. */
function marksOf({ kept, failed }: AreaOutcomes): Float64Array {
  const marks = joined([kept, failed]);
  for (let index = 0; index < marks.length; index++) {
    marks[index] = (marks[index] ?? 0) * 2 + (index < kept.length ? 0 : 1);
  }
  return marks.sort();
}

/** Days on which the outcomes of an area were found to have got worse than in the first half of them. */
function signalsOf({ outcomes, company, scope }: RecurrenceSources): Recurrence['signals'] {
  const areas = outcomes.filter(isSettled).map((known) => {
    const marks = marksOf(known);
    const failed = Array.from(marks, (mark) => mark % 2 === 1);
    const half = failed.slice(0, Math.ceil(failed.length / 2));
    return { area: known.area, marks, failed, usual: { kept: half.filter(Boolean).length, total: half.length } };
  });
  const prior = fitRatePrior(areas.map(({ usual }) => usual));
  return areas
    .map(({ area, marks, failed, usual }) => {
      const usualRate = forecastRate(usual, prior).mean;
      const design = cusumDesign(usualRate);
      const heights = bernoulliCusum(failed, design);
      const alarmed = marks.filter((_, index) => (heights[index] ?? 0) >= design.limit);
      const days = Array.from(alarmed, (mark) => dayOf(new Date(Math.floor(mark / 2)).toISOString(), scope.zone));
      return {
        figure: `recurrence.signals.${figureKey(area)}`,
        area,
        areaName: areaName(company, area),
        usualRate,
        alarms: days.length,
        days: [...new Set(days)],
      };
    })
    .sort((one, other) => compareTexts(one.area, other.area));
}
