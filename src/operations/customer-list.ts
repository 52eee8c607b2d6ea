/** Customers in a list, each with its journey. */
import type * as z from 'zod';
import type { InputOf } from '../api/endpoint.ts';
import type { customers as contract } from '../api/customers.ts';
import type { CustomersPage } from '../api/customer-views.ts';
import { areaName, type Company, currentArea } from '../domain/company/company.ts';
import { foldCustomer } from '../domain/customers/customer.ts';
import type { CustomerId } from '../domain/ids.ts';
import { epochDays, type Instant } from '../domain/instants.ts';
import { type Evidence, foldEvidence, trustAt } from '../domain/trust/evidence.ts';
import type { Queryable } from '../ledger/queryable.ts';
import { readCompany } from '../ledger/read.ts';
import { readStreams } from '../ledger/streams.ts';
import { countCustomers, searchCustomers, standsAtNumbers } from '../ledger/views/customer-search.ts';
import { readTrustAreas, toEvidence } from '../ledger/views/trust.ts';
import type { Context } from './context.ts';
import { scopeOf } from './audit-asked.ts';
import { idPart, numberPart, readCursor, writeCursor } from './cursor.ts';
import { customerFrom } from './customer-account.ts';
import { areasOf, powerMean } from './customer-trust.ts';
import { reading } from './reading.ts';

/** A page of customers whose id or name contains the text, in the order asked for. */
export function listCustomers(
  context: Context,
  input: InputOf<(typeof contract)['list']>,
): Promise<z.output<typeof CustomersPage>> {
  return reading(context, input.asOf, null, async (tables, at) => {
    const text = input.text.trim();
    const { sort: order, limit, skip } = input;
    const [key, last] = readCursor(input.cursor, [standsAtNumbers(order) ? numberPart : idPart, idPart]) ?? [];
    const after = key === undefined || last === undefined ? null : ([key, last] as const);
    const company = await readCompany(tables, at);
    const scope = scopeOf({}, company, at);
    const rows = await searchCustomers(tables, scope, { text, order, after, limit, skip });
    const evidence = await areaEvidence(
      tables,
      rows.map((row) => row.customer_id),
      company,
      at,
    );
    const end = rows.length < limit ? undefined : rows.at(-1);
    return {
      customers: rows.map((row) => ({
        ...customerFrom(row, company.policy, at),
        ...journeyFrom(evidence.get(row.customer_id) ?? [], company, at),
      })),
      count: await countCustomers(tables, scope, text),
      next: end === undefined ? null : writeCursor([end.place, end.customer_id]),
    };
  });
}

interface AreaEvidence {
  readonly area: string;
  readonly evidence: Evidence;
}

function journeyFrom(areas: readonly AreaEvidence[], company: Company, at: Instant) {
  const scores = areas.map(({ area, evidence }) => {
    // Another server's clock may be a little ahead of ours.
    const moment = Math.max(epochDays(at), evidence.lastAt ?? 0);
    return { area, score: trustAt(evidence, moment, company.policy.trust).score };
  });
  const [weakest] = [...scores].sort((left, right) => left.score - right.score || (left.area < right.area ? -1 : 1));
  return {
    journey: powerMean(
      scores.map(({ score }) => score),
      company.policy.trust,
    ).score,
    weakest: weakest?.area ?? null,
    weakestName: weakest === undefined ? null : areaName(company, weakest.area),
  };
}

/**
 * Evidence by area for some customers. Evidence of two areas cannot be added, so a customer with promises of an area
 * that became part of another is folded again.
 */
async function areaEvidence(
  tables: Queryable,
  customerIds: readonly string[],
  company: Company,
  at: Instant,
): Promise<ReadonlyMap<string, readonly AreaEvidence[]>> {
  const rows = await readTrustAreas(tables, customerIds);
  const byCustomer = new Map<string, AreaEvidence[]>();
  const merged = new Set<CustomerId>();
  for (const row of rows) {
    if (currentArea(company, row.area) !== row.area) merged.add(row.customer_id as CustomerId);
    const areas = byCustomer.get(row.customer_id);
    const area = { area: row.area, evidence: toEvidence(row) };
    if (areas === undefined) byCustomer.set(row.customer_id, [area]);
    else areas.push(area);
  }
  if (merged.size === 0) return byCustomer;
  const streams = await readStreams(tables, [...merged]);
  const folded = [...merged].map((customerId) => {
    const events = streams.get(customerId)?.events ?? [];
    const areas = areasOf({ state: foldCustomer(customerId, events, at), events, company, at });
    const parameters = company.policy.trust;
    return [
      customerId,
      areas.map(({ area, outcomes }) => ({ area, evidence: foldEvidence(outcomes, parameters) })),
    ] as const;
  });
  return new Map([...byCustomer, ...folded]);
}
