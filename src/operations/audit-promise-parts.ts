/** The parts of an audit that are made of promises, from the counts of their groups. */
import type { AuditReport } from '../api/audit-report.ts';
import { type Estimate, figureKey } from '../api/audit-values.ts';
import { areaName, type Company } from '../domain/company/company.ts';
import { fitRatePrior, forecastRate, type RatePrior } from '../domain/statistics/beta-binomial.ts';
import type { MoneyCounts } from '../ledger/views/audit-money.ts';
import type { FeedbackCounts, LinkCounts, MeasureCounts, PromiseCounts } from '../ledger/views/audit-promises.ts';
import { type MeasureName, measureNames } from '../ledger/views/audit-measures.ts';
import { compareTexts, groupBy, rateOf, ratioOf, sumOf } from './audit-numbers.ts';

/** At most so many segments are shown, the largest first. */
const segmentsMax = 20;
/** z of a two-sided 95 % interval. */
const z95 = 1.959963984540054;

/** Every measure added up over groups. */
export function totals(groups: readonly MeasureCounts[]): MeasureCounts {
  return Object.fromEntries(measureNames.map((name) => [name, sumOf(groups, (group) => group[name])])) as Record<
    MeasureName,
    number
  >;
}

/** The parts of the balance. */
export function balanceOf({ made, kept, keptLate, keptBySilence, broken, released, open }: MeasureCounts) {
  return { made, kept, keptLate, keptBySilence, broken, released, open };
}

/** Whether the parts add up to what was made. */
export function reconciles(balance: ReturnType<typeof balanceOf>): boolean {
  const { made, kept, keptLate, keptBySilence, broken, released, open } = balance;
  return made === kept + keptLate + keptBySilence + broken + released + open;
}

/** Of the settled promises, those kept in time. */
export function keptRateOf(counts: MeasureCounts) {
  return rateOf(counts.keptInTime, counts.settled);
}

/** Completed in time, late, not at all: as first promised and as last agreed. */
export function punctualityOf(counts: MeasureCounts): AuditReport['punctuality']['internal'] {
  const terms = (completedInTime: number, completedLate: number, notCompleted: number) => ({
    completedInTime,
    completedLate,
    notCompleted,
    inTime: rateOf(completedInTime, completedInTime + completedLate + notCompleted),
  });
  return {
    asFirstPromised: terms(counts.firstInTime, counts.firstLate, counts.firstNotCompleted),
    asLastAgreed: terms(counts.completedInTime, counts.completedLate, counts.notCompleted),
  };
}

function completionOf({ completedInTime, completedLate, notCompleted }: MeasureCounts) {
  return { completedInTime, completedLate, notCompleted };
}

interface AreaSources {
  readonly company: Company;
  readonly groups: readonly PromiseCounts[];
  readonly imposed: readonly { readonly area: string; readonly count: number }[];
  /** The one area asked for, or null. */
  readonly only: string | null;
}

/** Every area of the company, and every other name that made a promise: none is left out. */
export function byAreaOf({ company, groups, imposed, only }: AreaSources): AuditReport['byArea'] {
  const byArea = groupBy(groups, (group) => group.area);
  const imposedOn = new Map(imposed.map(({ area, count }) => [area, count]));
  const described = [...company.areas.values()].filter(({ mergedInto }) => mergedInto === null).map(({ area }) => area);
  const others = [...byArea.keys(), ...imposedOn.keys()].sort(compareTexts);
  const areas = [...new Set([...described, ...others])].filter((area) => only === null || area === only);
  const prior = fitRatePrior(
    areas.map((area) => {
      const { keptInTime, settled } = totals(byArea.get(area) ?? []);
      return { kept: keptInTime, total: settled };
    }),
  );
  return areas.map((area) => {
    const mine = byArea.get(area) ?? [];
    const counts = totals(mine);
    return {
      figure: `byArea.${figureKey(area)}`,
      area,
      name: areaName(company, area),
      ...balanceOf(counts),
      completed: counts.completed,
      ...completionOf(counts),
      keptRate: keptRateOf(counts),
      forecast: forecastOf(counts, prior),
      ownShare: counts.settled / (counts.settled + prior.weight),
      toCustomers: areaPartOf(mine.filter(({ audience }) => audience === 'toCustomers')),
      internal: areaPartOf(mine.filter(({ audience }) => audience === 'internal')),
      unbackedOpen: counts.unbackedOpen,
      imposedOpen: imposedOn.get(area) ?? 0,
    };
  });
}

function areaPartOf(groups: readonly PromiseCounts[]) {
  const counts = totals(groups);
  return { ...balanceOf(counts), ...completionOf(counts), keptRate: keptRateOf(counts) };
}

function forecastOf({ keptInTime, settled }: MeasureCounts, prior: RatePrior): Estimate {
  if (settled === 0) return { value: null, low: null, high: null, n: 0 };
  const { mean, low, high } = forecastRate({ kept: keptInTime, total: settled }, prior);
  return { value: mean, low, high, n: settled };
}

const handOffSteps = ['0', '1', '2', '3-5', '6+'];

/** Kept in time by how often the case was handed on. Steps without a settled promise are left out. */
export function handOffsOf(groups: readonly PromiseCounts[]): AuditReport['handOffs'] {
  return handOffSteps.flatMap((steps) => {
    const keptInTime = keptRateOf(totals(groups.filter((group) => group.hand_off_step === steps)));
    return keptInTime.n === 0 ? [] : [{ figure: `handOffs.${steps}`, steps, keptInTime }];
  });
}

interface SegmentSources {
  readonly groups: readonly PromiseCounts[];
  readonly purchases: readonly { readonly segment: string | null; readonly count: number }[];
  readonly money: readonly MoneyCounts[];
}

/** The largest segments, by purchases and promises together. */
export function bySegmentOf({ groups, purchases, money }: SegmentSources): AuditReport['bySegment'] {
  const promisesBy = groupBy(groups, ({ segment }) => segment);
  const moneyBy = groupBy(money, ({ segment }) => segment);
  const purchasesBy = new Map(purchases.map(({ segment, count }) => [segment, count]));
  const names = [...new Set([...promisesBy.keys(), ...[...purchasesBy.keys()].filter((name) => name !== null)])];
  return names
    .map((segment) => {
      const mine = promisesBy.get(segment) ?? [];
      const figure = `bySegment.${figureKey(segment)}`;
      return {
        figure,
        segment,
        promises: sumOf(mine, ({ made }) => made),
        purchases: purchasesBy.get(segment) ?? 0,
        money: [...groupBy(moneyBy.get(segment) ?? [], ({ currency }) => currency)]
          .sort(([one], [other]) => compareTexts(one, other))
          .map(([currency, entries]) => ({ figure: `${figure}.money.${currency}`, currency, ...movementsOf(entries) })),
        areas: [...groupBy(mine, ({ area }) => area)]
          .sort(([one], [other]) => compareTexts(one, other))
          .map(([area, some]) => ({
            figure: `${figure}.areas.${figureKey(area)}`,
            area,
            ...completionOf(totals(some)),
          })),
      };
    })
    .sort(
      (one, other) =>
        other.purchases + other.promises - one.purchases - one.promises || compareTexts(one.segment, other.segment),
    )
    .slice(0, segmentsMax);
}

/** Money in, out and stayed, in minor units. */
export function movementsOf(entries: readonly MoneyCounts[]) {
  const of = (movement: MoneyCounts['movement']) =>
    sumOf(entries, (entry) => (entry.movement === movement ? entry.amount : 0));
  return { in: of('in'), out: of('out'), stays: of('stays') };
}

/** How often a promise in front misses when the one behind it does, and when it does not. */
export function chainsOf(links: readonly LinkCounts[], company: Company): AuditReport['chains'] {
  return links
    .map((link) => {
      const lateWhenLate = rateOf(link.bothLate, link.behindLate);
      const lateWhenInTime = rateOf(link.frontLateAlone, link.behindInTime);
      const failedWhenFailed = rateOf(link.bothFailed, link.behindFailed);
      const failedWhenKept = rateOf(link.frontFailedAlone, link.behindKept);
      return {
        figure: `chains.${figureKey(link.front)}.${figureKey(link.behind)}`,
        front: link.front,
        frontName: areaName(company, link.front),
        behind: link.behind,
        behindName: areaName(company, link.behind),
        lateWhenLate,
        lateWhenInTime,
        lateRatio: ratioOf(lateWhenLate, lateWhenInTime),
        failedWhenFailed,
        failedWhenKept,
        failedRatio: ratioOf(failedWhenFailed, failedWhenKept),
      };
    })
    .sort((one, other) => compareTexts(one.figure, other.figure));
}

const outcomes = ['completedInTime', 'completedLate', 'notCompleted'] as const;

/** What customers said, by how the promise it is about came out. */
export function feedbackOf(counts: readonly FeedbackCounts[]): AuditReport['feedbackByOutcome'] {
  return counts
    .map((counted) => ({
      figure: `feedbackByOutcome.${figureKey(counted.scale)}.${counted.outcome}`,
      measure: counted.measure,
      scale: `${counted.scale_min} to ${counted.scale_max}`,
      outcome: counted.outcome,
      answers: counted.count,
      mean: meanOf(counted),
      lowest: rateOf(counted.lowest, counted.count),
    }))
    .sort(
      (one, other) =>
        compareTexts(`${one.measure} ${one.scale}`, `${other.measure} ${other.scale}`) ||
        outcomes.indexOf(one.outcome) - outcomes.indexOf(other.outcome),
    );
}

/** Mean with 1.96 standard errors to each side; one answer alone has no interval. */
function meanOf({ count, sum, squares }: FeedbackCounts): Estimate {
  const mean = sum / count;
  if (count < 2) return { value: mean, low: null, high: null, n: count };
  const variance = Math.max(0, squares - sum * mean) / (count - 1);
  const width = z95 * Math.sqrt(variance / count);
  return { value: mean, low: mean - width, high: mean + width, n: count };
}
