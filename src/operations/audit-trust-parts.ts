/** Relationships over all customers, and how consistent the company is across its areas and from month to month. */
import type { AuditReport } from '../api/audit-report.ts';
import { figureKey } from '../api/audit-values.ts';
import { areaName, type Company, currentArea } from '../domain/company/company.ts';
import { pinnedRelationships } from '../domain/process.ts';
import { fitRatePrior, forecastRate } from '../domain/statistics/beta-binomial.ts';
import { controlChart } from '../domain/statistics/control-chart.ts';
import { consistency } from '../domain/statistics/spread.ts';
import type { MonthCounts, PromiseCounts } from '../ledger/views/audit-promises.ts';
import type { EdgeBurdens, EdgeScores } from '../ledger/views/audit-trust.ts';
import { countBelowHalf } from './audit-journey.ts';
import { compareTexts, groupBy, quantile, rateOf, sumOf } from './audit-numbers.ts';

interface RelationshipSources {
  readonly company: Company;
  readonly edges: readonly EdgeScores[];
  readonly groups: readonly PromiseCounts[];
  readonly openCases: readonly EdgeBurdens[];
}

/** The pinned relationships in their order, then every other on which there is evidence or something is owed. */
export function relationshipsOf(sources: RelationshipSources): AuditReport['relationships'] {
  const { company } = sources;
  const edges = new Map(sources.edges.map((edge) => [`${edge.truster} ${edge.trustee}`, edge]));
  const owed = groupBy(sources.groups, ({ open, to_area, area }) => (open === 0 ? null : `${to_area} ${area}`));
  const cases = countsByEdge(sources.openCases);
  const pinned = new Map(
    pinnedRelationships.map(({ truster, trustee, ...rest }) => [
      `${currentArea(company, truster)} ${currentArea(company, trustee)}`,
      rest,
    ]),
  );
  const others = [...edges.keys(), ...owed.keys(), ...cases.keys()].sort(compareTexts);
  return [...new Set([...pinned.keys(), ...others])]
    .filter((key) => isBetweenTwo(key))
    .map((key) => {
      const [truster = '', trustee = ''] = key.split(' ');
      const edge = edges.get(key);
      const scores = (edge?.scores ?? new Float64Array()).toSorted();
      const customers = scores.length;
      return {
        figure: `relationships.${figureKey(truster)}.${figureKey(trustee)}`,
        name: pinned.get(key)?.name ?? `${nameOf(company, trustee)} & ${nameOf(company, truster)}`,
        truster,
        trustee,
        words: pinned.get(key)?.words ?? null,
        pinned: pinned.has(key),
        dormant: customers === 0,
        customers,
        median: quantile(scores, 0.5),
        lowerQuartile: quantile(scores, 0.25),
        upperQuartile: quantile(scores, 0.75),
        belowHalf: rateOf(countBelowHalf(scores), customers),
        kept: edge?.kept ?? 0,
        broken: edge?.broken ?? 0,
        openPromises: sumOf(owed.get(key) ?? [], ({ open }) => open),
        openCases: cases.get(key) ?? 0,
      };
    });
}

/** Nobody has to convince themselves: an edge within one area is left over from a merger. */
function isBetweenTwo(key: string): boolean {
  const [truster, trustee] = key.split(' ');
  return truster !== trustee;
}

function nameOf(company: Company, party: string): string {
  return party === 'customer' ? 'Client' : areaName(company, party);
}

function countsByEdge(burdens: readonly EdgeBurdens[]): ReadonlyMap<string, number> {
  return new Map(burdens.map(({ truster, trustee, count }) => [`${truster} ${trustee}`, count]));
}

/** Months that Laney's correction needs, and broken promises a month below which a chart of shares says nothing. */
const chartMonthsMin = 10;
const brokenPerMonthMin = 5;

function isFrequent(months: readonly MonthCounts[]): boolean {
  const broken = months.reduce((sum, { kept, settled }) => sum + settled - kept, 0);
  return broken / months.length >= brokenPerMonthMin;
}

/** Consistency across areas from their median trust, and in time from the monthly kept rates. */
export function consistencyOf(
  journey: AuditReport['journey'],
  months: readonly MonthCounts[],
): AuditReport['consistency'] {
  const medians = journey.areas.flatMap(({ median }) => (median === null ? [] : [median]));
  const prior = fitRatePrior(months.map(({ kept, settled }) => ({ kept, total: settled })));
  const canTell = months.length >= chartMonthsMin && isFrequent(months);
  const charted = canTell ? months.map(({ kept, settled }) => ({ total: settled, broken: settled - kept })) : [];
  const { points } = controlChart(charted);
  const rated = months.map(({ month, kept, settled }, index) => {
    const name = month.slice(0, 7);
    const forecast = forecastRate({ kept, total: settled }, prior).mean;
    const unusual = points[index]?.laneySignal ?? null;
    return { figure: `consistency.months.${name}`, month: name, kept: rateOf(kept, settled), forecast, unusual };
  });
  return {
    acrossAreas: medians.length < 2 ? null : consistency(medians),
    inTime: rated.length < 2 ? null : consistency(rated.map(({ forecast }) => forecast)),
    months: rated,
  };
}
