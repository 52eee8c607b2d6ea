/** The rows that an audit counts, each kind as one FROM item: the report and the way into a figure read the same ones. */
import { allOf, type AuditScope, areaSql, inPeriod, isLimited } from './audit-scope.ts';

/** How a promise was moved between groups, in the steps in which it is shown. */
const handOffSteps = `case when p.hand_offs <= 2 then p.hand_offs::text when p.hand_offs <= 5 then '3-5' when p.hand_offs > 5 then '6+' end`;

/**
 * When word was broken: the due time passed, or the promise was given up or lost a dispute, whichever was first. Null
 * where it was not. A record that does not say when it was due, but that it was late, is dated at its completion.
 */
const brokenWordAt = `case
  when p.balance_part = 'broken' then least(p.broken_at, case when p.completed_at is null or p.completed_late then p.deadline end)
  when (p.completed_late and p.completed_at is not null) or p.state = 'overdue' then coalesce(p.deadline, p.completed_at, p.since) end`;

interface Limits {
  /** Whether the promise must have been made in the period. */
  readonly period: boolean;
  /** Whether it must have been made by the area asked for. */
  readonly area: boolean;
}

/** What the audit asks of a promise, one by one: its measures are made of these and of columns of the row. */
const findings = {
  is_made: 'p.promised_at is not null',
  is_done: 'p.completed_at is not null',
  was_late_at_first:
    'case when p.first_deadline is null then p.completed_late else p.completed_at > p.first_deadline end',
  is_due: 'p.deadline < {at}::timestamptz',
  was_due_at_first: 'coalesce(p.first_deadline, p.deadline) < {at}::timestamptz',
  lacks_backing: `p.missing_backers <> '[]'`,
  has_deadline: 'p.deadline is not null',
} as const;

/** Columns that are shown otherwise than they are kept. */
function shown(scope: AuditScope): string {
  return `${areaSql(scope, 'p.by_party')} as area, ${areaSql(scope, 'p.to_party')} as to_area, ${handOffSteps} as hand_off_step,
      case when p.to_party = 'customer' then 'toCustomers' else 'internal' end as audience`;
}

const found = Object.entries(findings)
  .map(([name, sql]) => `${sql} as ${name}`)
  .join(', ');

function promiseWhere(scope: AuditScope, by: string, limits: Limits): string {
  return allOf(
    by,
    limits.period ? inPeriod(scope, 'p.made_at') : null,
    limits.area && scope.areas !== null ? 'p.by_party = any({areas}::text[])' : null,
    scope.segment === null ? null : 'p.segment = {inSegment}',
  );
}

function promises(scope: AuditScope, by: string, limits: Limits): string {
  return `(select p.*, ${shown(scope)}, ${found} from promise p where ${promiseWhere(scope, by, limits)}) p`;
}

/** Columns by which promises are alike as far as any count is concerned. */
const alike = [
  'by_party',
  'to_party',
  'segment',
  'hand_offs',
  'step',
  'state',
  'balance_part',
  'cause',
  'completed_late',
  'voluntary',
  'irregular',
] as const;

/** Days by which a promise to a customer was declared done too late. */
export const lateDaysSql = `date_part('epoch', p.completed_at - p.deadline) / 86400`;

/**
 * Promises of the company and of its customers (whose `area` is `customer`), `p`, those that are alike as one row: `n` is
 * how many they are. Conditions on a promise hold for such a row as for each of them. A million promises come to some thousand.
 */
export function alikePromises(scope: AuditScope): string {
  const where = promiseWhere(
    scope,
    scope.areas === null ? 'true' : `(p.by_party = 'customer' or p.by_party = any({areas}::text[]))`,
    { period: true, area: false },
  );
  const keys = [...alike.map((column) => `p.${column}`), ...Object.keys(findings).map((name) => `p.${name}`)].join(
    ', ',
  );
  return `(select p.*, ${shown(scope)} from (
      select ${keys}, count(*) as n, min(p.made_at) as first_at, sum(${lateDaysSql}) as late_days
      from (select p.*, ${found} from promise p where ${where}) p group by ${keys}) p) p`;
}

/** Promises of the company, `p`: with `area`, `audience` and `hand_off_step`. */
export function ourPromises(scope: AuditScope): string {
  return promises(scope, `p.by_party <> 'customer'`, { period: true, area: true });
}

/** Promises that customers made to the company, `p`. */
export function theirPromises(scope: AuditScope): string {
  return promises(scope, `p.by_party = 'customer'`, { period: true, area: false });
}

/** Open promises by the `area` that they bind without its word, `p`: made by others, or not given of its own will. */
export function imposedPromises(scope: AuditScope): string {
  const open = promises(
    scope,
    `p.by_party <> 'customer' and p.balance_part = 'open' and (p.missing_backers <> '[]' or not p.voluntary)`,
    { period: true, area: false },
  );
  const missing = areaSql(scope, 'n.name');
  return `(select p.customer_id, p.promise_id, p.made_at, p.words, p.state, p.by_party, i.area
    from ${open} cross join lateral (
      select ${missing} as area from jsonb_array_elements_text(p.missing_backers) as n(name) where ${missing} <> p.area
      union
      select p.area where not p.voluntary) i
    where ${scope.areas === null ? 'true' : 'i.area = any({areas}::text[])'}) p`;
}

/** A promise in front and one that stands behind it, `l`: areas, and how each came out; in front it has to be in the audit. */
export function links(scope: AuditScope): string {
  // The planner leaves the promise out where nothing asks for its words.
  return `(select l.*, ${areaSql(scope, 'l.front_party')} as area, ${areaSql(scope, 'l.front_party')} as front,
      ${areaSql(scope, 'l.behind_party')} as behind, p.words, p.state
    from promise_link l left join promise p on p.customer_id = l.customer_id and p.promise_id = l.promise_id
    where ${allOf(
      inPeriod(scope, 'l.made_at'),
      scope.areas === null ? null : 'l.front_party = any({areas}::text[])',
      scope.segment === null ? null : 'l.segment = {inSegment}',
    )}) l`;
}

/** Purchases, `u`. An area's purchases are those about which it made a promise. */
export function purchases(scope: AuditScope): string {
  return `(select u.*, ${areaSql(scope, 'u.risk_area')} as at_risk_area from purchase u where ${allOf(
    inPeriod(scope, 'u.at'),
    scope.segment === null ? null : 'u.segment = {inSegment}',
    scope.areas === null ? null : hasPromiseOfArea('u'),
  )}) u`;
}

/** Movements of money, `m`: with the segment of their purchase. */
export function money(scope: AuditScope): string {
  return `(select m.customer_id, m.entry_id, m.at, m.movement, m.step, m.amount, m.currency, m.purchase_id, m.reason,
      ${areaSql(scope, 'm.area')} as area, u.segment
    from money_entry m left join purchase u on u.customer_id = m.customer_id and u.purchase_id = m.purchase_id
    where ${allOf(
      inPeriod(scope, 'm.at'),
      scope.segment === null ? null : 'u.segment = {inSegment}',
      scope.areas === null ? null : `(m.area = any({areas}::text[]) or ${hasPromiseOfArea('m')})`,
    )}) m`;
}

function hasPromiseOfArea(alias: string): string {
  return `exists (select from promise o where o.customer_id = ${alias}.customer_id and o.purchase_id = ${alias}.purchase_id
    and o.by_party = any({areas}::text[]))`;
}

function cases(scope: AuditScope, period: boolean): string {
  const bearer = `(select s.key from jsonb_each_text(c.shares) as s order by s.value::float8 desc, s.key collate "C" limit 1)`;
  return `(select c.*, ${areaSql(scope, bearer)} as area from service_case c where ${allOf(
    period ? inPeriod(scope, 'c.opened_at') : null,
    scope.areas === null ? null : 'c.shares ?| {areas}::text[]',
    scope.segment === null
      ? null
      : `coalesce((select u.segment from purchase u where u.customer_id = c.customer_id and u.purchase_id = c.purchase_id), c.segment) = {inSegment}`,
  )}) c`;
}

/** Cases opened in the period, `c`: with the `area` that bears most of the burden. */
export function openedCases(scope: AuditScope): string {
  return cases(scope, true);
}

/** Broken words and cases, `b`: of what `topic`, by which `area`, `at` which time. Not limited to the period. */
export function breaches(scope: AuditScope): string {
  const ever = promises(
    scope,
    `p.by_party <> 'customer' and (p.balance_part = 'broken' or p.completed_late or p.state = 'overdue')`,
    { period: false, area: true },
  );
  return `(select * from (
      select p.customer_id, 'promise' as kind, p.promise_id as id, p.area, p.topic, ${brokenWordAt} as at, p.words as text, p.state
      from ${ever}
      union all
      select c.customer_id, 'case', c.case_id, c.area, c.topic, c.opened_at, c.issue, c.state from ${cases(scope, false)}) b
    where b.at is not null) b`;
}

/** How a promise to a customer came out; the worst of several counts. */
const completion = 'case when p.completed_at is null then 3 when p.completed_late then 2 else 1 end';
const isDecided = `p.to_party = 'customer' and (p.completed_at is not null or p.balance_part = 'broken' or p.state = 'overdue'
  or (p.balance_part = 'open' and p.deadline < {at}::timestamptz))`;

/** What customers said, `f`: by `outcome` of the promise that it is about, or else of those about its purchase. */
export function feedback(scope: AuditScope): string {
  return `(select f.*, f.measure || '-' || f.scale_min || '-' || f.scale_max as scale,
      (array['completedInTime', 'completedLate', 'notCompleted'])[f.worst] as outcome
    from (
      select f.*, ${completion} as worst from feedback f
      join ${ourPromises(scope)} on p.customer_id = f.customer_id and p.promise_id = f.promise_id where ${isDecided}
      union all
      select f.*, u.worst from feedback f
      join (select p.customer_id, p.purchase_id, max(${completion}) as worst from ${ourPromises(scope)}
        where ${isDecided} and p.purchase_id is not null group by p.customer_id, p.purchase_id) u
      on u.customer_id = f.customer_id and u.purchase_id = f.purchase_id where f.promise_id is null) f) f`;
}

/** Customers who are known by name or number, `c`; in a limited audit those to whom something in it was promised. */
export function customers(scope: AuditScope): string {
  return `(select c.* from customer c where ${isCustomer(scope, 'c.kind', 'c.customer_id')}) c`;
}

function isCustomer(scope: AuditScope, kind: string, customerId: string): string {
  return allOf(
    `${kind} <> 'unidentified'`,
    isLimited(scope)
      ? `${customerId} in (select p.customer_id from ${ourPromises(scope)} where p.promised_at is not null)`
      : null,
  );
}

/** Limits rows of trust to the customers of the audit. */
export function ofCustomers(scope: AuditScope, alias: string): string {
  return isLimited(scope)
    ? `${alias}.customer_id in (select c.customer_id from ${customers(scope)})`
    : `not exists (select from customer c where c.customer_id = ${alias}.customer_id and c.kind = 'unidentified')`;
}

/** Deals that were lost, `d`, in the period; the segment is that of the customer. */
export function lostDeals(scope: AuditScope): string {
  return `(select d.* from lost_deal d where ${allOf(
    inPeriod(scope, 'd.at'),
    scope.segment === null
      ? null
      : `d.customer_id in (select c.customer_id from customer c where c.segment = {inSegment})`,
  )}) d`;
}
