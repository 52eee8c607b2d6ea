/** Counsel with what came back of it, and decisions with the test of nine times out of ten. */
import { type CounselRecord, type DecisionLog, landRowsMax } from '../api/land-views.ts';
import { areaName, type Company, currentArea } from '../domain/company/company.ts';
import { daysLater, type Instant } from '../domain/instants.ts';
import { matchedComparison } from '../domain/statistics/matched-comparison.ts';
import { nineOfTen } from '../domain/statistics/nine-of-ten.ts';
import type { Queryable } from '../ledger/queryable.ts';
import { readCompany } from '../ledger/read.ts';
import {
  countCounselled,
  readChoices,
  readCompared,
  readCounsels,
  readDecisions,
  sumCounsels,
} from '../ledger/views/counsel-log.ts';
import { sumOf } from './audit-numbers.ts';

/** Who comes back, comes back within this. */
const returnDays = 180;
const caliper = 0.5;
const treatedMin = 10;

/** Sales that were advised against, and what came back. */
export async function counselOf(tables: Queryable, at: Instant): Promise<CounselRecord> {
  const company = await readCompany(tables, at);
  const sums = await sumCounsels(tables);
  const rows = await readCounsels(tables, landRowsMax);
  return {
    asOf: at,
    zone: company.policy.zone,
    count: sumOf(sums, ({ count }) => count),
    forgone: sums.flatMap(({ currency, count, forgone }) =>
      currency === null ? [] : [{ currency, count, amount: forgone }],
    ),
    counsels: rows.map((row) => ({
      counselId: row.counsel_id,
      customerId: row.customer_id,
      name: row.name,
      at: row.at,
      advised: row.advised,
      offerId: row.offer_id,
      advisedOfferId: row.advised_offer_id,
      why: row.why,
      forgone: row.forgone,
      currency: row.currency,
      by: whoOf(company, row),
      returnedAt: row.returned_at,
      purchases: row.purchases,
      referrals: row.referrals,
    })),
    cameBack: await cameBackOf(tables, at),
  };
}

/** The person, or else the area, whom it is to the credit of. */
function whoOf(company: Company, { area, person }: { readonly area: string; readonly person: string | null }): string {
  const name = person === null ? null : (company.people.get(person)?.name ?? person);
  const team = areaName(company, currentArea(company, area));
  return name === null ? team : `${name}, ${team}`;
}

async function cameBackOf(tables: Queryable, at: Instant): Promise<CounselRecord['cameBack']> {
  const nothing = {
    days: returnDays,
    pairs: null,
    difference: null,
    counselledMean: null,
    matchedMean: null,
    model: null,
    assumptions: [],
    unbalanced: [],
  };
  const treated = await countCounselled(tables, daysLater(at, -returnDays));
  if (treated < treatedMin) {
    const reason = `${treated} ${treated === 1 ? 'customer' : 'customers'} got counsel at least ${returnDays} days ago`;
    return { ...nothing, refusal: { reason, missing: `${treatedMin - treated} more, and customers like them` } };
  }
  const rows = await readCompared(tables, at, returnDays);
  const found = matchedComparison({
    customers: rows.map((row) => ({
      customerId: `${row.customer_id} ${row.quarter}`,
      isTreated: row.treated,
      stratum: row.quarter,
      covariates: [row.purchases, row.days_since],
      outcome: row.bought ? 1 : 0,
    })),
    names: ['purchases before', 'days since the last'],
    caliper,
  });
  if (!found.answered) return { ...nothing, refusal: { reason: found.reason, missing: found.missing } };
  return {
    days: returnDays,
    refusal: null,
    pairs: found.n,
    difference: found.difference,
    counselledMean: found.treatedMean,
    matchedMean: found.matchedMean,
    model: found.model,
    assumptions: [
      ...found.assumptions,
      'customers without counsel are looked at from the middle of the same quarter, and may stand in for several quarters',
    ],
    unbalanced: [...found.unbalanced],
  };
}

/** Decisions by the golden rule, and how they proved. */
export async function decisionsOf(tables: Queryable, at: Instant): Promise<DecisionLog> {
  const company = await readCompany(tables, at);
  const rows = await readDecisions(tables, landRowsMax);
  const choices = await readChoices(tables);
  const found = nineOfTen(
    choices.map((choice) => ({
      day: choice.at.slice(0, 10),
      wasRight: choice.was_right,
      bestForBoth: choice.best === null ? null : choice.best === 'both',
    })),
  );
  const open = choices.filter(({ was_right, best }) => was_right && best === null).length;
  return {
    asOf: at,
    zone: company.policy.zone,
    count: choices.length,
    judged: choices.filter(({ best }) => best !== null).length,
    decisions: rows.map((row) => ({
      decisionId: row.decision_id,
      customerId: row.customer_id,
      name: row.name,
      at: row.at,
      trigger: row.trigger,
      wasRight: row.was_right,
      by: whoOf(company, row),
      right: row.right_words,
      choice: row.choice,
      best: row.best,
    })),
    nineOfTen: found.answered
      ? {
          refusal: null,
          n: found.n,
          share: found.share,
          otherwise: found.otherwise,
          verdict: found.verdict,
          open: found.open,
          assumptions: [...found.assumptions],
        }
      : {
          refusal: { reason: found.reason, missing: found.missing },
          n: null,
          share: null,
          otherwise: null,
          verdict: null,
          open,
          assumptions: [],
        },
  };
}
