/** Looks ahead: counts everybody's past under today's trust policy and under another, and writes nothing. */
import { type Change, type policyPreview as contract, previewCustomersMax } from '../api/policy-preview.ts';
import { problemsOf } from '../domain/catalogue.ts';
import { areaName, type Company } from '../domain/company/company.ts';
import { foldCustomer } from '../domain/customers/customer.ts';
import type { CustomerId } from '../domain/ids.ts';
import type { Instant } from '../domain/instants.ts';
import { TrustParameters } from '../domain/trust/parameters.ts';
import type { Outcome } from '../domain/trust/outcome.ts';
import { withTrustSettings } from '../domain/trust/settings.ts';
import { readCompany } from '../ledger/read.ts';
import { readCustomerIds, readStreams } from '../ledger/streams.ts';
import { scoreTolerance } from '../ledger/views/audit-scope.ts';
import { compareTexts, quantile } from './audit-numbers.ts';
import type { Context, Handlers } from './context.ts';
import type { Account } from './customer-account.ts';
import { areasOf, edgesOf, powerMean, scoreOf } from './customer-trust.ts';
import { refusalOf } from './refusals.ts';
import { Refused } from './refused.ts';

const customersPerBatch = 200;

export const policyPreview: Handlers<typeof contract> = {
  show: async (context, changed) => {
    const at = context.now();
    const company = await readCompany(context.database, at);
    const policies = [company.policy.trust, otherPolicy(company, changed)] as const;
    const scores = new Scores();
    let customers = 0;
    let isWhole = true;
    for await (const accounts of readAccounts(context, company, at)) {
      const room = accounts.slice(0, previewCustomersMax - customers);
      for (const account of room) addAccount(scores, account, policies);
      customers += room.length;
      isWhole = room.length === accounts.length;
      if (!isWhole) break;
    }
    return {
      asOf: at,
      customers,
      isWhole,
      journey: scores.change('journey'),
      areas: scores.keysOf('area').map(([area = '']) => ({
        ...scores.change('area', area),
        area,
        name: areaName(company, area),
      })),
      relationships: scores.keysOf('edge').map(([truster = '', trustee = '']) => ({
        ...scores.change('edge', truster, trustee),
        truster,
        trusterName: areaName(company, truster),
        trustee,
        trusteeName: areaName(company, trustee),
      })),
    };
  },
};

type Policies = readonly [before: TrustParameters, after: TrustParameters];

/** The policy with the changed settings. Throws `Refused` naming every setting that cannot be so. */
function otherPolicy({ policy }: Company, changed: Readonly<Record<string, unknown>>): TrustParameters {
  const given = withTrustSettings(policy.trust, changed as Readonly<Record<string, number>>);
  const parsed = TrustParameters.safeParse(given);
  if (parsed.success) return parsed.data;
  const problems = problemsOf(parsed.error, given);
  throw new Refused(refusalOf(problems), problems);
}

async function* readAccounts({ database }: Context, company: Company, at: Instant): AsyncGenerator<readonly Account[]> {
  for await (const ids of readCustomerIds(database, customersPerBatch)) {
    const streams = await readStreams(database, ids);
    yield [...streams.values()].map(({ customerId, events }) => ({
      state: foldCustomer(customerId as CustomerId, events, at),
      events,
      company,
      at,
    }));
  }
}

function addAccount(scores: Scores, account: Account, policies: Policies): void {
  const under = (outcomes: readonly Outcome[]) => policies.map((policy) => scoreOf(outcomes, policy, account.at));
  for (const { truster, trustee, outcomes } of edgesOf(account)) {
    if (truster !== trustee) scores.add(under(outcomes), 'edge', truster, trustee);
  }
  const areas = areasOf(account).map(({ area, outcomes }) => ({ area, both: under(outcomes) }));
  for (const { area, both } of areas) scores.add(both, 'area', area);
  if (areas.length === 0) return;
  const journeys = policies.map(
    (policy, which) =>
      powerMean(
        areas.map(({ both }) => both[which] ?? 0),
        policy,
      ).score ?? 0,
  );
  scores.add(journeys, 'journey');
}

/** Scores of customers before and after, by what they are scores of. */
class Scores {
  readonly #byKey = new Map<string, { readonly before: number[]; readonly after: number[] }>();

  add([before = 0, after = 0]: readonly number[], ...key: readonly string[]): void {
    const name = key.join(' ');
    const known = this.#byKey.get(name) ?? { before: [], after: [] };
    known.before.push(before);
    known.after.push(after);
    this.#byKey.set(name, known);
  }

  /** The parts of every key of a kind, in the order of the alphabet. */
  keysOf(kind: string): readonly (readonly string[])[] {
    return [...this.#byKey.keys()]
      .filter((key) => key.startsWith(`${kind} `))
      .sort(compareTexts)
      .map((key) => key.split(' ').slice(1));
  }

  change(...key: readonly string[]): Change {
    const { before, after } = this.#byKey.get(key.join(' ')) ?? { before: [], after: [] };
    return {
      customers: before.length,
      medianBefore: medianOf(before),
      medianAfter: medianOf(after),
      belowHalfBefore: belowHalf(before),
      belowHalfAfter: belowHalf(after),
    };
  }
}

function medianOf(scores: readonly number[]): number | null {
  return quantile(Float64Array.from(scores).sort(), 0.5);
}

function belowHalf(scores: readonly number[]): number {
  return scores.filter((score) => score < 0.5 - scoreTolerance).length;
}
