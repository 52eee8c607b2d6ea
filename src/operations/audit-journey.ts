/** The journey over all customers: how far it is trusted, which area is the weakest link, what lifting one would do. */
import type { AuditReport } from '../api/audit-report.ts';
import { figureKey } from '../api/audit-values.ts';
import { areaName, type Company } from '../domain/company/company.ts';
import { cleanJourneyChance, dragShares, journeyScore } from '../domain/trust/journey.ts';
import { scoreTolerance } from '../ledger/views/audit-scope.ts';
import type { FirstContacts, Packed } from '../ledger/views/audit-trust.ts';
import { compareTexts, quantile, rateOf, sumOf, weightedQuantile } from './audit-numbers.ts';

export interface JourneySources {
  readonly company: Company;
  readonly scores: readonly Packed[];
  readonly revenue: readonly Packed[];
  readonly firstContacts: FirstContacts;
  /** How many customers the audit is about. */
  readonly customers: number;
  /** Chance that the next promise is kept, of each area with settled promises. */
  readonly forecasts: readonly number[];
}

/** One customer's trust in the areas it dealt with, in the order of `areas`. */
interface Traveller {
  readonly customerId: string;
  readonly areas: number[];
  readonly scores: number[];
}

interface Travelled extends Traveller {
  readonly journey: number;
  /** Index of the weakest area. */
  readonly weakest: number;
}

/** Whether a score lies below .5. */
function isBelowHalf(score: number): boolean {
  return score < 0.5 - scoreTolerance;
}

/** The journey part of an audit. */
export function journeyOf(sources: JourneySources): AuditReport['journey'] {
  const { company, firstContacts, forecasts } = sources;
  const packed = sources.scores.toSorted((one, other) => compareTexts(one.name, other.name));
  const power = company.policy.trust.journeyPower;
  const travelled = travellersOf(packed).map((traveller) => withJourney(traveller, power));
  const sorted = Float64Array.from(travelled, ({ journey }) => journey).sort();
  const areas = areasOf(packed, travelled, company);
  return {
    customers: travelled.length,
    withoutEvidence: Math.max(0, sources.customers - travelled.length),
    median: quantile(sorted, 0.5),
    tenthPercentile: quantile(sorted, 0.1),
    belowHalf: rateOf(sorted.filter(isBelowHalf).length, sorted.length),
    byRevenue: sources.revenue
      .toSorted((one, other) => compareTexts(one.name, other.name))
      .map((paid) => weightedBy(paid, travelled))
      .filter((weighted) => weighted !== null),
    weakest:
      areas.toSorted((one, other) => other.weakestFor.k - one.weakestFor.k).find(({ weakestFor }) => weakestFor.k > 0)
        ?.area ?? null,
    areas,
    cleanJourney: forecasts.length === 0 ? null : cleanJourneyChance(forecasts),
    neverEstablished: rateOf(firstContacts.customerIds.size, firstContacts.count),
    eroded: travelled.filter(
      ({ journey, customerId }) => isBelowHalf(journey) && !firstContacts.customerIds.has(customerId),
    ).length,
  };
}

function travellersOf(packed: readonly Packed[]): readonly Traveller[] {
  const byCustomer = new Map<string, Traveller>();
  for (const [area, { customerIds, values }] of packed.entries()) {
    for (const [index, customerId] of customerIds.entries()) {
      const score = values[index] ?? 0;
      const known = byCustomer.get(customerId);
      if (known === undefined) byCustomer.set(customerId, { customerId, areas: [area], scores: [score] });
      else {
        known.areas.push(area);
        known.scores.push(score);
      }
    }
  }
  return [...byCustomer.values()];
}

function withJourney(traveller: Traveller, power: number): Travelled {
  const lowest = traveller.scores.indexOf(Math.min(...traveller.scores));
  return { ...traveller, journey: journeyScore(traveller.scores, power), weakest: traveller.areas[lowest] ?? 0 };
}

/** What each area does to the journey, the one that is most often the weakest first. */
function areasOf(
  packed: readonly Packed[],
  travelled: readonly Travelled[],
  company: Company,
): AuditReport['journey']['areas'] {
  const power = company.policy.trust.journeyPower;
  const medians = packed.map(({ values }) => quantile(Float64Array.from(values).sort(), 0.5) ?? 0);
  const drags = packed.map(() => 0);
  const weakestFor = packed.map(() => 0);
  for (const { areas, scores, weakest } of travelled) {
    weakestFor[weakest] = (weakestFor[weakest] ?? 0) + 1;
    for (const [index, drag] of dragShares(scores, power).entries()) {
      const area = areas[index] ?? 0;
      drags[area] = (drags[area] ?? 0) + drag;
    }
  }
  return packed
    .map(({ name, values }, index) => ({
      figure: `journey.areas.${figureKey(name)}`,
      area: name,
      name: areaName(company, name),
      customers: values.length,
      median: medians[index] ?? null,
      weakestFor: rateOf(weakestFor[index] ?? 0, travelled.length),
      dragShare: values.length === 0 ? null : (drags[index] ?? 0) / values.length,
      liftedMedian: liftedMedianOf(index, medians, travelled, power),
    }))
    .sort((one, other) => other.weakestFor.k - one.weakestFor.k || compareTexts(one.area, other.area));
}

/** The median journey if every score of an area rose to the median of the next better area; null for the best. */
function liftedMedianOf(
  area: number,
  medians: readonly number[],
  travelled: readonly Travelled[],
  power: number,
): number | null {
  const own = medians[area] ?? 0;
  const better = medians.filter((median) => median > own + scoreTolerance);
  if (better.length === 0) return null;
  const level = Math.min(...better);
  const lifted = travelled.map(({ areas, scores, journey }) => {
    const index = areas.indexOf(area);
    const score = scores[index];
    return score === undefined || score >= level ? journey : journeyScore(scores.with(index, level), power);
  });
  return quantile(Float64Array.from(lifted).sort(), 0.5);
}

/** The same distribution with each customer weighing as much as they paid in one currency. */
function weightedBy(paid: Packed, travelled: readonly Travelled[]): AuditReport['journey']['byRevenue'][number] | null {
  const amounts = new Map(paid.customerIds.map((customerId, index) => [customerId, paid.values[index] ?? 0]));
  const weighted = travelled
    .map(({ customerId, journey }) => ({ value: journey, weight: amounts.get(customerId) ?? 0 }))
    .filter(({ weight }) => weight > 0)
    .sort((one, other) => one.value - other.value);
  const all = sumOf(weighted, ({ weight }) => weight);
  if (all === 0) return null;
  return {
    figure: `journey.byRevenue.${paid.name}`,
    currency: paid.name,
    median: weightedQuantile(weighted, 0.5),
    tenthPercentile: weightedQuantile(weighted, 0.1),
    belowHalf:
      sumOf(
        weighted.filter(({ value }) => isBelowHalf(value)),
        ({ weight }) => weight,
      ) / all,
  };
}
