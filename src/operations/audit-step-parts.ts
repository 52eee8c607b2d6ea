/** Areas against the nine steps, customers' time by area, and how customers are spread over the scale of trust. */
import type { AuditReport } from '../api/audit-report.ts';
import { type Estimate, figureKey } from '../api/audit-values.ts';
import { areaName, type Company, currentArea } from '../domain/company/company.ts';
import { pinnedRelationships, steps } from '../domain/process.ts';
import {
  type AreaCases,
  type AreaWaiting,
  type BurdenWeights,
  type NatureCounts,
  type SpreadCounts,
  spreadBins,
  type StepCounts,
  type StepScores,
} from '../ledger/views/audit-steps.ts';
import { compareTexts, groupBy, rateOf, sumOf } from './audit-numbers.ts';

/** The cells of the heat map: areas by name, steps in their order. */
export function byStepOf(
  counts: readonly StepCounts[],
  scores: readonly StepScores[],
  company: Company,
): AuditReport['byStep'] {
  const trust = new Map(scores.map((score) => [`${score.area} ${score.step}`, score]));
  return counts
    .filter(({ made }) => made > 0)
    .map(({ area, step, made, broken, settled, kept, late, late_days }) => ({
      figure: `byStep.${figureKey(area)}.${step}`,
      area,
      name: areaName(company, area),
      step,
      made,
      broken,
      keptRate: rateOf(kept, settled),
      customers: trust.get(`${area} ${step}`)?.customers ?? 0,
      median: trust.get(`${area} ${step}`)?.median ?? null,
      promisesLate: late,
      waitedDays: late_days ?? 0,
    }))
    .sort((one, other) => compareTexts(one.area, other.area) || steps.indexOf(one.step) - steps.indexOf(other.step));
}

/** What each area took of customers' time, the one that took most first. */
export function timeByAreaOf(
  waiting: readonly AreaWaiting[],
  cases: readonly AreaCases[],
  company: Company,
): AuditReport['customersTime']['byArea'] {
  const waits = new Map(waiting.map((one) => [one.area, one]));
  const closed = new Map(cases.map((one) => [one.area, one]));
  const medianOf = (value: number | null, n: number): Estimate => ({ value, low: null, high: null, n });
  return [...new Set([...waits.keys(), ...closed.keys()])]
    .map((area) => {
      const waited = waits.get(area);
      const solved = closed.get(area);
      return {
        figure: `customersTime.byArea.${figureKey(area)}`,
        area,
        name: areaName(company, area),
        promisesLate: waited?.count ?? 0,
        waitedDays: waited?.total ?? 0,
        waitedDaysMedian: medianOf(waited?.median ?? null, waited?.count ?? 0),
        waitingNow: waited?.late_now ?? 0,
        casesClosed: solved?.count ?? 0,
        caseDays: solved?.total ?? 0,
        caseDaysMedian: medianOf(solved?.median ?? null, solved?.count ?? 0),
        contacts: solved?.contacts ?? 0,
      };
    })
    .sort(
      (one, other) =>
        other.waitedDays + other.caseDays - one.waitedDays - one.caseDays || compareTexts(one.area, other.area),
    );
}

/** Spreads of the journey, of its weakest link, and of the client's trust on the pinned relationships. */
export function spreadOf(counts: readonly SpreadCounts[], company: Company): AuditReport['spread'] {
  const pinned = pinnedRelationships
    .filter(({ truster }) => truster === 'customer')
    .map(({ name, trustee }) => ({ name, trustee: currentArea(company, trustee) }));
  const shown = [
    { of: 'journey', figure: 'spread.journey', name: 'The whole journey' },
    { of: 'weakest', figure: 'spread.weakest', name: 'The weakest link of each journey' },
    ...pinned.map(({ name, trustee }) => ({
      of: `customer ${trustee}`,
      figure: `spread.customer.${figureKey(trustee)}`,
      name,
    })),
  ];
  return shown.flatMap(({ of, figure, name }) => {
    const mine = counts.filter((counted) => counted.of === of);
    const all = mine.find(({ bin }) => bin === null);
    if (all === undefined) return [];
    const [lowerQuartile = null, median = null, upperQuartile = null] = all.quartiles ?? [];
    return [
      {
        figure,
        name,
        customers: all.customers,
        thin: all.thin,
        lowerQuartile,
        median,
        upperQuartile,
        bins: Array.from({ length: spreadBins }, (_, bin) => {
          const counted = mine.find((one) => one.bin === bin);
          return {
            figure: `${figure}.bins.${bin}`,
            from: (bin / spreadBins).toFixed(1),
            to: ((bin + 1) / spreadBins).toFixed(1),
            customers: counted?.customers ?? 0,
            thin: counted?.thin ?? 0,
          };
        }),
      },
    ];
  });
}

interface BurdenSources {
  readonly natures: readonly NatureCounts[];
  readonly weights: readonly BurdenWeights[];
  readonly company: Company;
}

/** Whose burden cases are: over all of them, and by the kind of event, beside what the policy says of it today. */
export function caseBurdensOf({ natures, weights, company }: BurdenSources): AuditReport['caseBurdens'] {
  const { caseShares } = company.policy;
  const known = new Map(natures.map((counted) => [counted.nature, counted]));
  const names = [...new Set([...known.keys(), ...Object.keys(caseShares)])];
  const borneBy = (figure: string, some: readonly BurdenWeights[]) =>
    [...groupBy(some, ({ area }) => area)]
      .map(([area, mine]) => ({
        figure: `${figure}.areas.${figureKey(area)}`,
        area,
        name: areaName(company, area),
        weight: sumOf(mine, ({ weight }) => weight),
      }))
      .sort((one, other) => other.weight - one.weight || compareTexts(one.area, other.area));
  return {
    cases: sumOf(natures, ({ count }) => count),
    areas: borneBy('caseBurdens', weights),
    natures: names
      .map((nature) => {
        const figure = `caseBurdens.natures.${figureKey(nature)}`;
        const policy = Object.hasOwn(caseShares, nature) ? caseShares[nature] : caseShares['unknown'];
        return {
          figure,
          nature,
          cases: known.get(nature)?.count ?? 0,
          open: known.get(nature)?.open ?? 0,
          policy: Object.entries(policy ?? {}).map(([area, share]) => ({
            name: areaName(company, currentArea(company, area)),
            part: `${Math.round(share * 100)} %`,
          })),
          areas: borneBy(
            figure,
            weights.filter((weight) => weight.nature === nature),
          ),
        };
      })
      .sort((one, other) => other.cases - one.cases || compareTexts(one.nature, other.nature)),
  };
}
