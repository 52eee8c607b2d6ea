/** Areas against the nine steps, customers' time by area, and how customers are spread over the scale of trust. */
import type { AuditReport } from '../api/audit-report.ts';
import { type Estimate, figureKey } from '../api/audit-values.ts';
import { areaName, type Company, currentArea } from '../domain/company/company.ts';
import { pinnedRelationships, steps } from '../domain/process.ts';
import type { CaseContacts, PromiseCounts } from '../ledger/views/audit-promises.ts';
import type { AreaOutcomes } from '../ledger/views/audit-recurrence.ts';
import { scoreTolerance } from '../ledger/views/audit-scope.ts';
import {
  type AreaCases,
  type BurdenWeights,
  type NatureCounts,
  outcomesMin,
  spreadBins,
  type StepScores,
} from '../ledger/views/audit-steps.ts';
import type { EdgeScores } from '../ledger/views/audit-trust.ts';
import type { Travels } from './audit-journey.ts';
import { compareTexts, groupBy, joined, quantile, rateOf, sumOf } from './audit-numbers.ts';
import { totals } from './audit-promise-parts.ts';

/** The cells of the heat map: areas by name, steps in their order. */
export function byStepOf(
  groups: readonly PromiseCounts[],
  scores: readonly StepScores[],
  company: Company,
): AuditReport['byStep'] {
  const trust = new Map(scores.map((of) => [`${of.area} ${of.step}`, of.scores.toSorted()]));
  return [...groupBy(groups, ({ area, step }) => (step === null ? null : `${area} ${step}`))]
    .flatMap(([key, mine]) => {
      const [first] = mine;
      const { made, broken, settled, keptInTime } = totals(mine);
      if (first === undefined || first.step === null || made === 0) return [];
      const { area, step } = first;
      const trusting = trust.get(key) ?? new Float64Array();
      return [
        {
          figure: `byStep.${figureKey(area)}.${step}`,
          area,
          name: areaName(company, area),
          step,
          made,
          broken,
          keptRate: rateOf(keptInTime, settled),
          customers: trusting.length,
          median: quantile(trusting, 0.5),
          promisesLate: sumOf(mine, ({ late }) => late),
          waitedDays: sumOf(mine, ({ late_days }) => late_days),
        },
      ];
    })
    .sort((one, other) => compareTexts(one.area, other.area) || steps.indexOf(one.step) - steps.indexOf(other.step));
}

interface TimeSources {
  readonly company: Company;
  readonly groups: readonly PromiseCounts[];
  readonly outcomes: readonly AreaOutcomes[];
  readonly cases: readonly AreaCases[];
  readonly contacts: CaseContacts;
}

/** What customers' time was taken: days beyond what was promised, and contacts until a case was closed. */
export function customersTimeOf(sources: TimeSources): AuditReport['customersTime'] {
  const { groups, outcomes, contacts } = sources;
  return {
    ...waitingOf(groups, outcomes),
    casesClosed: contacts.count,
    contacts: contacts.total ?? 0,
    contactsMedian: medianOf(contacts.median, contacts.count),
    byArea: timeByAreaOf(sources),
  };
}

/** What each area took of customers' time, the one that took most first. */
function timeByAreaOf({ company, groups, outcomes, cases }: TimeSources): AuditReport['customersTime']['byArea'] {
  const waits = groupBy(groups, ({ area, late, late_now }) => (late + late_now === 0 ? null : area));
  const closed = new Map(cases.map((one) => [one.area, one]));
  return [...new Set([...waits.keys(), ...closed.keys()])]
    .map((area) => {
      const solved = closed.get(area);
      return {
        figure: `customersTime.byArea.${figureKey(area)}`,
        area,
        name: areaName(company, area),
        ...waitingOf(
          waits.get(area) ?? [],
          outcomes.filter((one) => one.area === area),
        ),
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

/** How long customers waited beyond what they were promised. */
function waitingOf(groups: readonly PromiseCounts[], outcomes: readonly AreaOutcomes[]) {
  const days = joined(outcomes.map(({ lateDays }) => lateDays)).sort();
  return {
    promisesLate: days.length,
    waitedDays: days.reduce((sum, late) => sum + late, 0),
    waitedDaysMedian: medianOf(quantile(days, 0.5), days.length),
    waitingNow: sumOf(groups, ({ late_now }) => late_now),
  };
}

function medianOf(value: number | null, n: number): Estimate {
  return { value, low: null, high: null, n };
}

/** Scores of customers: of all of them, and of those of whom little is known. */
export interface Spread {
  readonly name: string;
  readonly figure: string;
  readonly scores: Float64Array;
  readonly thin: Float64Array;
}

/** Spreads of the journey, of its weakest link, and of the client's trust on the pinned relationships. */
export function spreadOf(travels: Travels, edges: readonly EdgeScores[], company: Company): AuditReport['spread'] {
  const { journeys, lowest, outcomes } = travels;
  const isThin = (_: number, row: number) => (outcomes[row] ?? 0) < outcomesMin;
  const pinned = pinnedRelationships
    .filter(({ truster }) => truster === 'customer')
    .flatMap(({ name, trustee: pinnedTo }): Spread[] => {
      const area = currentArea(company, pinnedTo);
      const edge = edges.find(({ truster, trustee }) => truster === 'customer' && trustee === area);
      return edge === undefined ? [] : [{ ...edge, name, figure: `spread.customer.${figureKey(area)}` }];
    });
  const weakest = 'The weakest link of each journey';
  return [
    { name: 'The whole journey', figure: 'spread.journey', scores: journeys, thin: journeys.filter(isThin) },
    { name: weakest, figure: 'spread.weakest', scores: lowest, thin: lowest.filter(isThin) },
    ...pinned,
  ].flatMap(({ name, figure, scores, thin }) => {
    if (scores.length === 0) return [];
    const sorted = scores.toSorted();
    const counts = binned(scores);
    const thinCounts = binned(thin);
    return [
      {
        figure,
        name,
        customers: scores.length,
        thin: thin.length,
        lowerQuartile: quantile(sorted, 0.25),
        median: quantile(sorted, 0.5),
        upperQuartile: quantile(sorted, 0.75),
        bins: counts.map((customers, bin) => ({
          figure: `${figure}.bins.${bin}`,
          from: (bin / spreadBins).toFixed(1),
          to: ((bin + 1) / spreadBins).toFixed(1),
          customers,
          thin: thinCounts[bin] ?? 0,
        })),
      },
    ];
  });
}

/** How many scores lie in each part of the scale, as `binSql` cuts it. */
function binned(scores: Float64Array): readonly number[] {
  const counts = Array.from({ length: spreadBins }, () => 0);
  for (const score of scores) {
    const bin = Math.min(spreadBins - 1, Math.floor((score + scoreTolerance) * spreadBins));
    counts[bin] = (counts[bin] ?? 0) + 1;
  }
  return counts;
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
