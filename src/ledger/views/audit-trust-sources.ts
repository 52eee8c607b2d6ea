/** Rows of trust for an audit: the method's score as SQL, so that a million relations need not travel to be counted. */
import { type AuditScope, areaSql } from './audit-scope.ts';
import { ofCustomers, ourPromises, purchases } from './audit-sources.ts';

/** More half-lives than these leave nothing of any evidence; of far more PostgreSQL refuses to take the power. */
const halfLivesMax = 900;

/** Good evidence that silence has left, as `fading` in domain/trust/evidence.ts has it; a test compares the two. */
function leftOf(alias: string): string {
  const silence = `greatest(0, {day}::float8 - ${alias}.last_kept_at - {fadeGrace}::float8)`;
  return `${alias}.good * power(2::float8, -least(${halfLivesMax}, ${silence} / {halfLife}::float8))`;
}

/** The score of `trustAt`. A relation in which nothing was ever kept has no last kept time, and no good evidence. */
function scored(columns: string, evidence: string): string {
  return `select ${columns}, (left_good + {doubt}::float8) / (left_good + bad + {priorWeight}::float8) as score from (${evidence} offset 0) e`;
}

const outcomes = 't.kept_count + t.broken_count';

/** Trust by customer and `area`, `e`: `score`, and how many `outcomes` it rests on. Names that were merged are one area. */
export function areaTrust(scope: AuditScope): string {
  const merged = Object.keys(scope.mergers).length > 0;
  const left = `coalesce(${leftOf('t')}, 0)`;
  const from = `from trust_area t where ${ofCustomers(scope, 't')}`;
  const evidence = merged
    ? `select t.customer_id, ${areaSql(scope, 't.area')} as area, sum(${left}) as left_good, sum(t.bad) as bad,
         sum(${outcomes})::int as outcomes ${from} group by 1, 2`
    : `select t.customer_id, t.area, ${left} as left_good, t.bad, ${outcomes} as outcomes ${from}`;
  return `(${scored('e.customer_id, e.area, e.outcomes', evidence)}) e`;
}

/** Trust by customer, `area` and `step`, `e`: what the outcomes of the promises of that area at that step alone come to. */
export function stepTrust(scope: AuditScope): string {
  const left = `coalesce(${leftOf('t')}, 0)`;
  const from = `from trust_step t where ${ofCustomers(scope, 't')}`;
  const evidence =
    Object.keys(scope.mergers).length > 0
      ? `select t.customer_id, ${areaSql(scope, 't.area')} as area, t.step, sum(${left}) as left_good, sum(t.bad) as bad ${from} group by 1, 2, 3`
      : `select t.customer_id, t.area, t.step, ${left} as left_good, t.bad ${from}`;
  return `(${scored('e.customer_id, e.area, e.step', evidence)}) e`;
}

/** Trust by customer and relationship, `e`: `truster`, `trustee`, `score`, `kept_count`, `broken_count`. */
export function edgeTrust(scope: AuditScope): string {
  const truster = areaSql(scope, 't.truster');
  const trustee = areaSql(scope, 't.trustee');
  const left = `coalesce(${leftOf('t')}, 0)`;
  const from = `from trust_edge t where ${ofCustomers(scope, 't')} and ${truster} <> ${trustee}`;
  const merged = Object.keys(scope.mergers).length > 0;
  const evidence = merged
    ? `select t.customer_id, ${truster} as truster, ${trustee} as trustee, sum(${left}) as left_good, sum(t.bad) as bad,
         sum(t.kept_count) as kept_count, sum(t.broken_count) as broken_count ${from} group by 1, 2, 3`
    : `select t.customer_id, t.truster, t.trustee, ${left} as left_good, t.bad, t.kept_count, t.broken_count ${from}`;
  return `(${scored('e.customer_id, e.truster, e.trustee, e.kept_count, e.broken_count', evidence)}) e`;
}

/** The journey by customer, `j`: `score`, the `weakest` area and its score `lowest`, the `outcomes` it rests on, and whether the `first_broken` word was the first given. */
export function journeys(scope: AuditScope): string {
  const { journeyPower } = scope.trust;
  // A score is never 0: the willingness to trust is part of it. So no scaling is needed as in `journeyScore`.
  const mean =
    journeyPower === 0 ? 'exp(avg(ln(e.score)))' : 'power(avg(power(e.score, {power}::float8)), 1 / {power}::float8)';
  return `(select s.customer_id, s.score, s.weakest, s.lowest, s.outcomes, coalesce(f.balance_part = 'broken', false) as first_broken
    from (select e.customer_id, ${mean} as score, (array_agg(e.area order by e.score, e.area collate "C"))[1] as weakest,
        min(e.score) as lowest, sum(e.outcomes)::int as outcomes
      from ${areaTrust(scope)} group by e.customer_id) s
    left join ${firstOutcomes(scope)} f on f.customer_id = s.customer_id) j`;
}

/** How the first promise to each customer that is settled came out, `f`: `balance_part`, and when it was known. */
function firstOutcomes(scope: AuditScope): string {
  return `(select distinct on (p.customer_id) p.customer_id, p.balance_part, coalesce(p.completed_at, p.broken_at, p.since) as known_at
    from ${ourPromises(scope)} where p.to_party = 'customer' and p.balance_part in ('kept', 'keptLate', 'keptBySilence', 'broken')
    order by p.customer_id, p.made_at, p.promise_id collate "C")`;
}

/** Customers who bought or were promised something that is settled, `c`: how often and when last, and how the first came out. */
export function firstContacts(scope: AuditScope): string {
  return `(select coalesce(b.customer_id, f.customer_id) as customer_id, b.purchases, b.last_at, f.balance_part as first_part, f.known_at
    from (select u.customer_id, count(*) as purchases, max(u.at) as last_at from ${purchases(scope)} group by u.customer_id) b
    full join ${firstOutcomes(scope)} f on f.customer_id = b.customer_id
    where not exists (
      select from customer k where k.customer_id = coalesce(b.customer_id, f.customer_id) and k.kind = 'unidentified')) c`;
}
