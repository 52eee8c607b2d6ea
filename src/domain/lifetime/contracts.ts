/** Contracts of a ledger by term: how many are renewed, which curve holds, and what those in force are still worth. */
import type { Answer, MonthSpan } from '../statistics/answer.ts';
import { type DrawnFits, drawnFits } from './drawn-fits.ts';
import type { ModelFit } from './model-fit.ts';
import {
  type Cohort,
  discountedRenewals,
  fitRenewals,
  type RenewalKind,
  renewalProblem,
  renewalSurvival,
} from './renewals.ts';
import { drawnInterval } from './drawn-interval.ts';

/** Contracts that are alike: of one term and year, as often renewed, now and as of an earlier day. */
export interface ContractCell {
  /** Months that were paid for first. */
  readonly term: number;
  /** The year in which they began. */
  readonly year: number;
  readonly renewals: number;
  readonly isLost: boolean;
  /** The same as of the earlier day; null for those that began after it. */
  readonly renewalsThen: number | null;
  readonly wasLost: boolean;
  /** What became of those in force then at the first end of their term after it; null for others. */
  readonly next: 'renewed' | 'lost' | 'open' | null;
  readonly contracts: number;
  /** Paid for the last term of all of them. */
  readonly amount: number;
}

export interface ContractsAsked {
  readonly cells: readonly ContractCell[];
  readonly marginShare: number;
  readonly discountYearly: number;
  readonly seed: number;
  readonly period: MonthSpan | null;
}

export const renewalKinds = ['sBG', 'BdW'] as const;

export interface ContractsOfTerm {
  readonly months: number;
  readonly contracts: number;
  readonly ended: number;
  readonly years: readonly {
    readonly year: number;
    readonly contracts: number;
    readonly ended: number;
    readonly renewalsMost: number;
  }[];
  readonly fits: Readonly<Record<RenewalKind, Answer<ModelFit>>>;
  /** The one with the lower AIC. */
  readonly model: RenewalKind | null;
  readonly curve: readonly RenewalStep[];
  readonly worth: readonly ContractsWorth[];
  readonly total: Worth | null;
  readonly draws: number;
  readonly failed: number;
  readonly holdout: {
    readonly due: number;
    readonly renewed: number;
    readonly fits: Readonly<Record<RenewalKind, Answer<ModelFit>>>;
    readonly foretold: Readonly<Record<RenewalKind, number | null>>;
  };
}

/** One renewal: of those that came up for it, how many; and how many of all are still there after it. */
export interface RenewalStep {
  readonly renewal: number;
  readonly due: number;
  readonly renewed: number;
  readonly survival: number;
  readonly told: Readonly<Record<RenewalKind, number | null>>;
}

export interface Worth {
  readonly amount: number;
  readonly low: number;
  readonly high: number;
}

/** Contracts in force by how often they were renewed. */
export interface ContractsWorth {
  readonly renewals: number;
  readonly contracts: number;
  /** Terms still to come, discounted, the next counted in full (DERL); null without a discount, which has no end. */
  readonly expected: number | null;
  readonly value: Worth | null;
}

const termsMax = 4;

/**
 * sBG and BdW over the contracts of a ledger, the terms with most contracts first.
 *
 * Question answered: "how many contracts will be renewed, once, twice, five times, and what are those in force worth?"
 *
 * In words: a contract that was lost at its k-th renewal counts as such, one in force counts as still there after those it
 * had. Both curves are fitted to all starts together; value is margin × what was paid for the last term × discounted
 * renewals to come. The interval is that of drawings of the contracts.
 *
 * Reference: P. S. Fader and B. G. S. Hardie, Marketing Science 29 (2010) 85-93, and as in renewals.ts.
 */
export function contractsReport(asked: ContractsAsked): {
  readonly terms: readonly ContractsOfTerm[];
  readonly others: number;
} {
  const byTerm = new Map<number, ContractCell[]>();
  for (const cell of asked.cells) byTerm.set(cell.term, [...(byTerm.get(cell.term) ?? []), cell]);
  const sized = [...byTerm].sort(([one, first], [other, second]) => countOf(second) - countOf(first) || one - other);
  return {
    terms: sized.slice(0, termsMax).map(([months, cells]) => termOf(months, cells, asked)),
    others: sized.slice(termsMax).reduce((sum, [, cells]) => sum + countOf(cells), 0),
  };
}

function termOf(months: number, cells: readonly ContractCell[], asked: ContractsAsked): ContractsOfTerm {
  const fates = fatesOf(cells.map(({ renewals, isLost, contracts }) => ({ renewals, isLost, contracts })));
  const fits = fitted(fates, asked.period);
  const model = renewalKinds.reduce<RenewalKind | null>(
    (best, kind) => (aicOf(fits[kind]) < (best === null ? Infinity : aicOf(fits[best])) ? kind : best),
    null,
  );
  const drawn = drawingsOf(model, fits, fates, asked.seed);
  return {
    months,
    contracts: countOf(cells),
    ended: countOf(cells.filter(({ isLost }) => isLost)),
    years: yearsOf(cells),
    fits,
    model,
    curve: curveOf(fates, fits),
    ...worthOf(months, cells, model === null ? null : estimatesOf(fits[model]), drawn, asked),
    draws: drawn.draws,
    failed: drawn.draws - drawn.parameters.length,
    holdout: heldOut(cells, asked.period),
  };
}

/** What became of contracts: renewed so often, and then lost or not. */
interface Fate {
  readonly renewals: number;
  readonly isLost: boolean;
  readonly contracts: number;
}

function fatesOf(rows: readonly Fate[]): readonly Fate[] {
  const fates = new Map<string, Fate>();
  for (const row of rows) {
    const key = `${row.renewals} ${row.isLost}`;
    fates.set(key, { ...row, contracts: row.contracts + (fates.get(key)?.contracts ?? 0) });
  }
  return [...fates.values()];
}

/** Each fate as a cohort of its own: all there after each renewal, and none after the one they were lost at. */
function cohortsOf(fates: readonly Fate[]): readonly Cohort[] {
  return fates.map(({ renewals, isLost, contracts }) => [
    ...Array.from({ length: renewals + 1 }, () => contracts),
    ...(isLost ? [0] : []),
  ]);
}

function fitted(fates: readonly Fate[], period: MonthSpan | null): ContractsOfTerm['fits'] {
  const fit = (kind: RenewalKind) => fitRenewals(kind, cohortsOf(fates), period, 'contracts');
  return { sBG: fit('sBG'), BdW: fit('BdW') };
}

function drawingsOf(
  model: RenewalKind | null,
  fits: ContractsOfTerm['fits'],
  fates: readonly Fate[],
  seed: number,
): DrawnFits {
  const fit = model === null ? null : fits[model];
  if (model === null || fit?.answered !== true) return { parameters: [], draws: 0 };
  return drawnFits({
    counts: fates.map(({ contracts }) => contracts),
    problemOf: (counts) =>
      renewalProblem(model, cohortsOf(fates.map((fate, index) => ({ ...fate, contracts: counts[index] ?? 0 })))),
    place: fit.place,
    seed,
  });
}

function yearsOf(cells: readonly ContractCell[]): ContractsOfTerm['years'] {
  const years = [...new Set(cells.map(({ year }) => year))].sort((one, other) => one - other);
  return years.map((year) => {
    const own = cells.filter((cell) => cell.year === year);
    return {
      year,
      contracts: countOf(own),
      ended: countOf(own.filter(({ isLost }) => isLost)),
      renewalsMost: own.reduce((most, { renewals }) => Math.max(most, renewals), 0),
    };
  });
}

function curveOf(fates: readonly Fate[], fits: ContractsOfTerm['fits']): readonly RenewalStep[] {
  const longest = fates.reduce((most, { renewals, isLost }) => Math.max(most, renewals + Number(isLost)), 0);
  const parameters = { sBG: estimatesOf(fits.sBG), BdW: estimatesOf(fits.BdW) };
  let survival = 1;
  return Array.from({ length: longest }, (_, index) => {
    const renewal = index + 1;
    const renewed = countOf(fates.filter(({ renewals }) => renewals >= renewal));
    const due = renewed + countOf(fates.filter(({ renewals, isLost }) => isLost && renewals === index));
    survival *= due === 0 ? 1 : renewed / due;
    const told = (kind: RenewalKind) => (parameters[kind] === null ? null : renewalSurvival(parameters[kind], renewal));
    return { renewal, due, renewed, survival, told: { sBG: told('sBG'), BdW: told('BdW') } };
  });
}

function worthOf(
  months: number,
  cells: readonly ContractCell[],
  parameters: readonly number[] | null,
  drawn: DrawnFits,
  { marginShare, discountYearly }: ContractsAsked,
): Pick<ContractsOfTerm, 'worth' | 'total'> {
  const discount = (1 + discountYearly) ** (months / 12) - 1;
  const living = cells.filter(({ isLost }) => !isLost);
  const groups = [...new Set(living.map(({ renewals }) => renewals))]
    .sort((one, other) => one - other)
    .map((renewals) => {
      const own = living.filter((cell) => cell.renewals === renewals);
      return {
        renewals,
        contracts: countOf(own),
        margin: marginShare * own.reduce((sum, { amount }) => sum + amount, 0),
      };
    });
  // Without a discount the renewals to come have no end, and no sum.
  const isTold = parameters !== null && discount > 0;
  const derl = (at: readonly number[], renewals: number) => discountedRenewals(at, renewals, discount);
  const drawings = isTold ? drawn.parameters.map((at) => groups.map(({ renewals }) => derl(at, renewals))) : [];
  const spread = (amount: number, values: readonly number[]): Worth => {
    const sorted = Float64Array.from(values).sort();
    return { amount, ...drawnInterval(sorted, drawn.draws - drawn.parameters.length) };
  };
  const worth = groups.map(({ renewals, contracts, margin }, index): ContractsWorth => {
    if (!isTold) return { renewals, contracts, expected: null, value: null };
    const expected = derl(parameters, renewals);
    return {
      renewals,
      contracts,
      expected,
      value: spread(
        margin * expected,
        drawings.map((values) => margin * (values[index] ?? 0)),
      ),
    };
  });
  const sumOf = (values: readonly number[]) =>
    groups.reduce((sum, { margin }, index) => sum + margin * (values[index] ?? 0), 0);
  const total = isTold ? spread(sumOf(worth.map(({ expected }) => expected ?? 0)), drawings.map(sumOf)) : null;
  return { worth, total };
}

/** Fitted as of the earlier day: of those that then came up for renewal next, how many were renewed, and how many foretold. */
function heldOut(cells: readonly ContractCell[], period: MonthSpan | null): ContractsOfTerm['holdout'] {
  const then = cells.flatMap(({ renewalsThen, wasLost, contracts }) =>
    renewalsThen === null ? [] : [{ renewals: renewalsThen, isLost: wasLost, contracts }],
  );
  const fits = fitted(fatesOf(then), period);
  const due = cells.filter(({ next }) => next === 'renewed' || next === 'lost');
  const foretold = (kind: RenewalKind) => {
    const parameters = estimatesOf(fits[kind]);
    if (parameters === null) return null;
    const chance = (renewals: number) =>
      renewalSurvival(parameters, renewals + 1) / renewalSurvival(parameters, renewals);
    return due.reduce((sum, { renewalsThen, contracts }) => sum + contracts * chance(renewalsThen ?? 0), 0);
  };
  return {
    due: countOf(due),
    renewed: countOf(due.filter(({ next }) => next === 'renewed')),
    fits,
    foretold: { sBG: foretold('sBG'), BdW: foretold('BdW') },
  };
}

function countOf(rows: readonly { readonly contracts: number }[]): number {
  return rows.reduce((sum, { contracts }) => sum + contracts, 0);
}

function aicOf(fit: Answer<ModelFit>): number {
  return fit.answered ? fit.aic : Infinity;
}

function estimatesOf(fit: Answer<ModelFit>): readonly number[] | null {
  return fit.answered ? fit.parameters.map(({ estimate }) => estimate) : null;
}
