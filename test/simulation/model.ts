/** The ledger as a plain list in memory: what it would answer, worked out from the beginning each time. */
import { justAfter } from '../../src/domain/instants.ts';
import type { PromiseStateName } from '../../src/domain/promises/machine.ts';
import { type CaseModel, type MoneyModel, moneyIn } from './money-model.ts';
import { type PromiseModel, promiseAt } from './promise-model.ts';
import { counting, type Fields, type Recorded, textOf } from './recorded.ts';

export interface CustomerModel {
  readonly promises: readonly PromiseModel[];
  readonly purchases: readonly Recorded[];
  readonly cases: readonly CaseModel[];
  readonly money: readonly MoneyModel[];
  readonly asks: readonly Recorded[];
  readonly gifts: readonly Recorded[];
  readonly pitches: readonly Recorded[];
  readonly lots: readonly Recorded[];
  readonly decisions: readonly Recorded[];
  readonly irregular: readonly string[];
  readonly nextAt: string | null;
}

export interface CompanyModel {
  readonly areas: readonly string[];
  readonly offers: readonly string[];
  readonly programmes: readonly string[];
  readonly policy: Fields;
}

export const skewMilliseconds = 60_000;

/** A customer as of an instant. */
export function customerModel(recorded: readonly Recorded[], asOf: string): CustomerModel {
  const ordered = counting(recorded, asOf);
  const irregular: string[] = [];
  const firstsOf = (type: string, field: string) =>
    ordered.filter((one, index) => {
      if (one.type !== type) return false;
      const first = ordered.findIndex((other) => other.type === type && other.fields[field] === one.fields[field]);
      if (first !== index) irregular.push(one.id);
      return first === index;
    });
  const made = firstsOf('promise.made', 'promiseId');
  const purchases = firstsOf('purchase.made', 'purchaseId');
  const opened = firstsOf('case.opened', 'caseId');
  const asks = firstsOf('ask.made', 'askId');
  const gifts = firstsOf('gift.given', 'giftId');
  const lots = firstsOf('lot.drawn', 'trial');
  const decisions = firstsOf('decision.made', 'decisionId');
  firstsOf('counsel.given', 'counselId');
  for (const [index, one] of ordered.entries()) {
    const before = ordered.slice(0, index);
    const isAbout = (type: string, field: string) =>
      before.some((other) => other.type === type && other.fields[field] === one.fields[field]);
    if (one.type === 'promise.moved' || one.type === 'promise.assessed') {
      if (!isAbout('promise.made', 'promiseId')) irregular.push(one.id);
    }
    if (one.type === 'decision.judged' && !isAbout('decision.made', 'decisionId')) irregular.push(one.id);
    if (['case.attempted', 'case.attributed', 'case.closed'].includes(one.type)) {
      if (!isAbout('case.opened', 'caseId')) irregular.push(one.id);
    }
  }
  const promises = made.flatMap((one) => promiseAt(textOf(one.fields, 'promiseId') ?? '', ordered, asOf) ?? []);
  const cases = opened.map((one) => caseOf(one, ordered));
  const refunds = ordered.filter(({ type }) => type === 'refund.paid');
  return {
    promises,
    purchases,
    cases,
    asks,
    gifts,
    pitches: ordered.filter(({ type }) => type === 'pitch.made'),
    lots,
    decisions,
    money: moneyIn({ purchases, refunds, cases, promises }),
    irregular: [...irregular, ...promises.flatMap((promise) => promise.irregular)].toSorted(),
    nextAt: promises.flatMap(({ nextAt }) => (nextAt === null ? [] : [nextAt])).toSorted()[0] ?? null,
  };
}

function caseOf(opened: Recorded, ordered: readonly Recorded[]): CaseModel {
  const id = textOf(opened.fields, 'caseId') ?? '';
  const later = ordered.slice(ordered.indexOf(opened)).filter(({ fields }) => fields['caseId'] === id);
  const last = later.findLast(
    ({ type, fields }) => type === 'case.closed' || (type === 'case.attempted' && fields['attempt'] === 'reopening'),
  );
  const closed = last?.type === 'case.closed' ? last : undefined;
  const attributed = later.findLast(({ type }) => type === 'case.attributed');
  const shares = (attributed ?? opened).fields['shares'] ?? { operations: 0.5, 'customer-service': 0.5 };
  return {
    id,
    opened,
    closedAt: closed?.at ?? null,
    verdict: closed === undefined ? null : (textOf(closed.fields, 'verdict') ?? null),
    shares: shares as CaseModel['shares'],
  };
}

const shippedAreas = ['marketing', 'sales', 'operations', 'distribution', 'accounting', 'customer-service'];

/** The company as of an instant, from its own stream. */
export function companyModel(recorded: readonly Recorded[], asOf: string, shipped: Fields): CompanyModel {
  const ordered = counting(recorded, asOf);
  const described = ordered.flatMap(({ type, fields }) =>
    type === 'area.described' ? [textOf(fields, 'area') ?? ''] : [],
  );
  const set = ordered.filter(({ type }) => type === 'policy.set').map(({ fields }) => fields);
  const shares = Object.assign({}, shipped['caseShares'], ...set.map((fields) => fields['caseShares'])) as Fields;
  const policy = Object.assign({}, shipped, ...set, { caseShares: shares }) as Fields;
  const named = (type: string, field: string) => [
    ...new Set(ordered.flatMap((one) => (one.type === type ? [textOf(one.fields, field) ?? ''] : []))),
  ];
  return {
    areas: [...new Set([...shippedAreas, ...described])],
    offers: named('offer.published', 'offerId'),
    programmes: named('programme.started', 'programmeId'),
    policy,
  };
}

/** The fields of a fact once the policy of the day has filled what was left open. */
export function filled(type: string, given: Fields, policy: Fields): Fields {
  if (type === 'promise.made') {
    const { graceDays, silenceDays, recoveryDays, zone } = policy;
    return { graceDays, silenceDays, recoveryDays, zone, ...given };
  }
  if (type !== 'case.opened' || given['shares'] !== undefined) return given;
  const byNature = policy['caseShares'] as Fields;
  return { ...given, shares: byNature[textOf(given, 'nature') ?? 'unknown'] ?? byNature['unknown'] };
}

/** Now, or a moment after the last event where that lies a little ahead. */
export function momentAfter(recorded: readonly Recorded[], now: string): string {
  const last =
    recorded
      .map(({ at }) => at)
      .toSorted()
      .at(-1) ?? '';
  return last >= now && Date.parse(last) - Date.parse(now) < skewMilliseconds ? justAfter(last) : now;
}

/** The later of two instants. */
export function later(one: string, other: string): string {
  return one > other ? one : other;
}

/** What the model looks at of a promise, for comparing it with the row of the read table. */
export function rowOf(promise: PromiseModel) {
  const { id, state, part, since, promisedAt, deadline, completedAt, completedLate, brokenAt, irregular } = promise;
  const rest = { since, promisedAt, deadline, completedAt, completedLate, brokenAt, irregular: irregular.length };
  return { id, state: state satisfies PromiseStateName, part, ...rest };
}
