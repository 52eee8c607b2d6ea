/** What a live command should meet: recorded, or refused with which code. Decided by looking at the list before and after. */
import type { RefusalCode } from '../../src/domain/decision.ts';
import type { EventType } from '../../src/domain/catalogue.ts';
import { type CompanyModel, type CustomerModel, customerModel, later, skewMilliseconds } from './model.ts';
import { type Fields, listOf, type Recorded, textOf } from './recorded.ts';

/** A fact that a command is about to record. */
export interface Planned {
  readonly type: EventType;
  readonly fields: Fields;
}

/** Facts, or the code of a refusal. */
export type Plan = readonly Planned[] | RefusalCode;

export interface Seen {
  readonly customer: CustomerModel;
  readonly company: CompanyModel;
  /** When it is said to be true. */
  readonly at: string;
  /** What due times are seen from. */
  readonly from: string;
}

interface Asking {
  readonly recorded: readonly Recorded[];
  readonly company: CompanyModel;
  readonly now: string;
  readonly at: string;
  readonly key: string;
  readonly source: string;
}

/** Candidates as the list would hold them. */
export function candidatesOf(plan: readonly Planned[], { at, key, source }: Asking): readonly Recorded[] {
  return plan.map(({ type, fields }, index) => ({
    id: `candidate ${index}`,
    stream: '',
    type,
    at,
    actor: '',
    source,
    sourceId: index === 0 ? key : `${key}#${String(index + 1).padStart(3, '0')}`,
    fields,
    given: fields,
    hasText: true,
  }));
}

/** Whether the fact lies further ahead than another clock may run. */
export function isAhead(at: string, now: string): boolean {
  return Date.parse(at) > Date.parse(now) + skewMilliseconds;
}

/** Why planned facts are refused, or null. */
export function whyRefused(plan: readonly Planned[], asking: Asking): RefusalCode | null {
  const { recorded, company, now, at } = asking;
  const added = candidatesOf(plan, asking);
  const asOf = later(now, at);
  const after = customerModel([...recorded, ...added], asOf);
  for (const [index, one] of added.entries()) {
    const { fields } = one;
    if (fields['by'] === 'customer' && fields['to'] === 'customer') return 'invalid';
    if (namedAreas(fields).some((area) => !company.areas.includes(area))) return 'unknown_area';
    const missing = missingReference(fields, after);
    if (missing !== null) return missing;
    if (givesTooMuchBack(one, after)) return 'invalid';
    if (isClosedAlready(one, customerModel([...recorded, ...added.slice(0, index)], at))) return 'move_not_allowed';
  }
  const before = customerModel(recorded, asOf).irregular;
  const [fresh] = after.irregular.filter((id) => !before.includes(id)).toSorted(byCandidateLast);
  if (fresh === undefined) return null;
  const own = added.find(({ id }) => id === fresh);
  return own !== undefined && introducing.includes(own.type) ? 'already_exists' : 'move_not_allowed';
}

const introducing: readonly string[] = [
  'promise.made',
  'purchase.made',
  'case.opened',
  'ask.made',
  'gift.given',
  'counsel.given',
  'decision.made',
  'lot.drawn',
];

/** Events that were there come before candidates, as their ids do in the ledger. */
function byCandidateLast(left: string, right: string): number {
  return Number(left.startsWith('candidate')) - Number(right.startsWith('candidate'));
}

function namedAreas(fields: Fields): readonly string[] {
  const parties = ['by', 'to'].flatMap((field) => textOf(fields, field) ?? []).filter((name) => name !== 'customer');
  const shares = Object.keys((fields['shares'] as object | undefined) ?? {});
  return [...parties, ...listOf(fields, 'needs'), ...shares];
}

/** Whether a refund is in a currency that was not paid in, or brings what was given back above what was paid. */
function givesTooMuchBack({ id, type, fields }: Recorded, after: CustomerModel): boolean {
  if (type !== 'refund.paid' || after.purchases.length === 0) return false;
  const about = after.money.find(({ entry, movement }) => entry === id && movement === 'out')?.purchase ?? null;
  const ofPurchase = after.money.filter(({ purchase }) => about !== null && purchase === about);
  const isKnown = ofPurchase.some(({ movement }) => movement === 'in');
  const entries = (isKnown ? ofPurchase : after.money).filter(({ currency }) => currency === fields['currency']);
  const sum = (counted: string) =>
    entries.filter(({ movement }) => movement === counted).reduce((total, { amount }) => total + amount, 0);
  return !entries.some(({ movement }) => movement === 'in') || sum('out') > sum('in');
}

function isClosedAlready({ type, fields }: Recorded, before: CustomerModel): boolean {
  return (
    type === 'case.closed' && before.cases.some(({ id, closedAt }) => id === fields['caseId'] && closedAt !== null)
  );
}

function missingReference(fields: Fields, after: CustomerModel): RefusalCode | null {
  const promises = after.promises.map(({ id }) => id);
  const known = (field: string, ids: readonly string[]) => {
    const named = textOf(fields, field);
    return named === undefined || ids.includes(named);
  };
  if (['promiseId', 'repairs', 'repairedBy'].some((field) => !known(field, promises))) return 'unknown_promise';
  const purchases = after.purchases.map((one) => textOf(one.fields, 'purchaseId') ?? '');
  if (!known('purchaseId', purchases)) return 'unknown_purchase';
  const cases = after.cases.map(({ id }) => id);
  if (!known('caseId', cases)) return 'unknown_case';
  return listOf(fields, 'backs').some((id) => !promises.includes(id)) ? 'unknown_promise' : null;
}
