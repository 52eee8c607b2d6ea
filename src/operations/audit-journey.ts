/** The journey over all customers: how far it is trusted, which area is the weakest link, what lifting one would do. */
import type { AuditReport } from '../api/audit-report.ts';
import { figureKey } from '../api/audit-values.ts';
import { areaName, type Company } from '../domain/company/company.ts';
import { cleanJourneyChance } from '../domain/trust/journey.ts';
import { scoreTolerance } from '../ledger/views/audit-scope.ts';
import type { AreaScores, FirstContacts, Packed } from '../ledger/views/audit-trust.ts';
import { compareTexts, quantile, rateOf, weightedQuantile } from './audit-numbers.ts';

export interface JourneySources {
  readonly company: Company;
  readonly travels: Travels;
  readonly revenue: readonly Packed[];
  readonly firstContacts: FirstContacts;
  /** How many customers the audit is about. */
  readonly customers: number;
  /** Chance that the next promise is kept, of each area with settled promises. */
  readonly forecasts: readonly number[];
}

/**
 * Every customer's journey. Customers are rows; there may be hundreds of thousands, so numbers lie in typed arrays, and
 * the power mean of `journeyScore` is taken over sums that are kept: a test compares the two.
 */
export interface Travels {
  /** Areas by name. */
  readonly packed: readonly AreaScores[];
  /** By customer, the row. */
  readonly rows: ReadonlyMap<string, number>;
  /** By area and row, the score, or NaN where the customer never dealt with the area. */
  readonly scores: readonly Float64Array[];
  /** By row, how many areas the customer dealt with, and the sum of their bent scores. */
  readonly counts: Uint8Array;
  readonly sums: Float64Array;
  /** By row, the journey score, the index of the weakest area, its score, and how many outcomes all of it rests on. */
  readonly journeys: Float64Array;
  readonly weakest: Uint8Array;
  readonly lowest: Float64Array;
  readonly outcomes: Float64Array;
  /** Rows in the order of their journeys. */
  readonly ascending: Uint32Array;
  readonly mean: PowerMean;
}

/** A power mean is the mean of bent numbers, made straight again. Scores are never 0: the willingness is part of them. */
interface PowerMean {
  readonly power: number;
  readonly bend: (score: number) => number;
  readonly straighten: (mean: number) => number;
}

function powerMean(power: number): PowerMean {
  if (power === 0) return { power, bend: Math.log, straighten: Math.exp };
  return { power, bend: (score) => score ** power, straighten: (mean) => mean ** (1 / power) };
}

/** The journey part of an audit. */
export function journeyOf(sources: JourneySources): AuditReport['journey'] {
  const { company, firstContacts, forecasts, travels } = sources;
  const { journeys, rows } = travels;
  const sorted = Float64Array.from(travels.ascending, (row) => journeys[row] ?? 0);
  const areas = areasOf(travels, company);
  const eroded = [...rows].filter(([id, row]) => isBelowHalf(journeys[row] ?? 1) && !firstContacts.firstBroken.has(id));
  const [first] = areas;
  return {
    customers: journeys.length,
    withoutEvidence: Math.max(0, sources.customers - journeys.length),
    median: quantile(sorted, 0.5),
    tenthPercentile: quantile(sorted, 0.1),
    belowHalf: rateOf(countBelowHalf(journeys), journeys.length),
    byRevenue: sources.revenue
      .toSorted((one, other) => compareTexts(one.name, other.name))
      .map((paid) => weightedBy(paid, travels))
      .filter((weighted) => weighted !== null),
    weakest: first === undefined || first.weakestFor.k === 0 ? null : first.area,
    areas,
    cleanJourney: forecasts.length === 0 ? null : cleanJourneyChance(forecasts),
    neverEstablished: rateOf(firstContacts.firstBroken.size, firstContacts.promised),
    eroded: eroded.length,
  };
}

/** How many scores lie below .5. */
export function countBelowHalf(scores: Float64Array): number {
  return scores.reduce((count, score) => (isBelowHalf(score) ? count + 1 : count), 0);
}

/** Whether a score lies below .5. */
function isBelowHalf(score: number): boolean {
  return score < 0.5 - scoreTolerance;
}

/** The customers who met each area, and the journeys that their trust comes to. */
export function travelsOf(areas: readonly AreaScores[], power: number): Travels {
  const packed = areas.toSorted((one, other) => compareTexts(one.name, other.name));
  const mean = powerMean(power);
  const rows = new Map<string, number>();
  const rowsByArea = packed.map(({ customerIds }) => Uint32Array.from(customerIds, (id) => rowOf(rows, id)));
  const counts = new Uint8Array(rows.size);
  const sums = new Float64Array(rows.size);
  const weakest = new Uint8Array(rows.size);
  const lowest = new Float64Array(rows.size).fill(Infinity);
  const outcomes = new Float64Array(rows.size);
  const scores = packed.map(({ values, outcomes: restsOn }, area) => {
    const column = new Float64Array(rows.size).fill(Number.NaN);
    for (const [index, row] of (rowsByArea[area] ?? []).entries()) {
      const score = values[index] ?? 0;
      column[row] = score;
      counts[row] = (counts[row] ?? 0) + 1;
      outcomes[row] = (outcomes[row] ?? 0) + (restsOn[index] ?? 0);
      sums[row] = (sums[row] ?? 0) + mean.bend(score);
      if (score >= (lowest[row] ?? 0)) continue;
      lowest[row] = score;
      weakest[row] = area;
    }
    return column;
  });
  const journeys = sums.map((sum, row) => mean.straighten(sum / (counts[row] ?? 1)));
  const ascending = Uint32Array.from(journeys.keys()).sort(
    (one, other) => (journeys[one] ?? 0) - (journeys[other] ?? 0),
  );
  return { packed, rows, scores, counts, sums, journeys, weakest, lowest, outcomes, ascending, mean };
}

/** The row of a customer; one that is not known yet gets the next. */
function rowOf(rows: Map<string, number>, id: string): number {
  const known = rows.get(id);
  if (known !== undefined) return known;
  rows.set(id, rows.size);
  return rows.size - 1;
}

/** What each area does to the journey, the one that is most often the weakest first. */
function areasOf(travels: Travels, company: Company): AuditReport['journey']['areas'] {
  const { packed } = travels;
  const medians = packed.map(({ values }) => quantile(values.toSorted(), 0.5) ?? 0);
  const drags = dragSumsOf(travels);
  const weakestFor = packed.map(() => 0);
  for (const area of travels.weakest) weakestFor[area] = (weakestFor[area] ?? 0) + 1;
  return packed
    .map(({ name, values }, index) => ({
      figure: `journey.areas.${figureKey(name)}`,
      area: name,
      name: areaName(company, name),
      customers: values.length,
      median: medians[index] ?? null,
      weakestFor: rateOf(weakestFor[index] ?? 0, travels.journeys.length),
      dragShare: (drags[index] ?? 0) / values.length,
      liftedMedian: liftedMedianOf(index, medians, travels),
    }))
    .sort((one, other) => other.weakestFor.k - one.weakestFor.k || compareTexts(one.area, other.area));
}

/** By area, its drag shares added up over all customers. */
function dragSumsOf({ scores, counts, sums, mean }: Travels): readonly number[] {
  // With power 0 every area drags alike.
  const share = (score: number, row: number): number =>
    mean.power === 0 ? 1 / (counts[row] ?? 1) : mean.bend(score) / (sums[row] ?? 1);
  return scores.map((column) =>
    column.reduce((sum, score, row) => (Number.isNaN(score) ? sum : sum + share(score, row)), 0),
  );
}

/** The median journey if every score of an area rose to the median of the next better area; null for the best. */
function liftedMedianOf(area: number, medians: readonly number[], travels: Travels): number | null {
  const { scores, counts, sums, journeys, mean } = travels;
  const own = medians[area] ?? 0;
  const better = medians.filter((median) => median > own + scoreTolerance);
  if (better.length === 0) return null;
  const level = Math.min(...better);
  const bentLevel = mean.bend(level);
  const lifted = journeys.map((journey, row) => {
    // A customer who never dealt with the area has NaN here, which is not below the level.
    const score = scores[area]?.[row] ?? level;
    return score < level
      ? mean.straighten(((sums[row] ?? 0) - mean.bend(score) + bentLevel) / (counts[row] ?? 1))
      : journey;
  });
  return quantile(lifted.sort(), 0.5);
}

/** The same distribution with each customer weighing as much as they paid in one currency. */
function weightedBy(paid: Packed, travels: Travels): AuditReport['journey']['byRevenue'][number] | null {
  const { rows, journeys, ascending } = travels;
  const weights = new Float64Array(journeys.length);
  for (const [index, id] of paid.customerIds.entries()) {
    const row = rows.get(id);
    if (row !== undefined) weights[row] = paid.values[index] ?? 0;
  }
  const sorted = Float64Array.from(ascending, (row) => journeys[row] ?? 0);
  const inOrder = Float64Array.from(ascending, (row) => weights[row] ?? 0);
  const all = inOrder.reduce((sum, weight) => sum + weight, 0);
  if (all === 0) return null;
  return {
    figure: `journey.byRevenue.${paid.name}`,
    currency: paid.name,
    median: weightedQuantile(sorted, inOrder, 0.5),
    tenthPercentile: weightedQuantile(sorted, inOrder, 0.1),
    belowHalf: inOrder.reduce((sum, weight, index) => (isBelowHalf(sorted[index] ?? 1) ? sum + weight : sum), 0) / all,
  };
}
