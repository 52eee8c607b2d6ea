/** Reads the pasts of all customers for statistics: a few statements for each few hundred, and room for others in between. */
import { type Company, currentArea } from '../domain/company/company.ts';
import type { CustomerId } from '../domain/ids.ts';
import { dayOf, type Instant } from '../domain/instants.ts';
import { type CustomerPast, pastOf } from '../domain/point/past.ts';
import { momentsBetween } from '../domain/point/standing.ts';
import { monthNumber } from '../domain/statistics/months.ts';
import { readCompany } from '../ledger/read.ts';
import { readCustomerIds, readStreams } from '../ledger/streams.ts';
import { timeSpan } from '../ledger/walk.ts';
import type { Context } from './context.ts';

const customersPerBatch = 200;
/** Customers looked at, at most: all of their past is held at once. */
export const customersMax = 20_000;
/** Months looked back on, at most. */
const monthsMax = 240;

export interface Pasts {
  readonly company: Company;
  readonly at: Instant;
  readonly pasts: readonly CustomerPast[];
  /** Whether these are all customers. */
  readonly isWhole: boolean;
}

/** The pasts of all customers, or of the first of them by id where there are more than the limit. */
export async function readPasts({ database, now }: Context, asOf: Instant | undefined): Promise<Pasts> {
  const at = asOf ?? now();
  const company = await readCompany(database, at);
  const { zone, trust } = company.policy;
  const span = (await timeSpan(database)) ?? { first: at, last: at };
  // After the last thing that is known only silence goes on, which no month needs to be made for.
  const last = (monthNumber(dayOf(span.last < at ? span.last : at, zone)) ?? 0) + 1;
  const first = Math.max(last - monthsMax, monthNumber(dayOf(span.first, zone)) ?? last);
  const rules = {
    zone,
    trust,
    until: at,
    moments: momentsBetween(first, last, zone),
    areaNow: (area: string) => currentArea(company, area),
  };
  const pasts: CustomerPast[] = [];
  for await (const ids of readCustomerIds(database, customersPerBatch)) {
    const streams = await readStreams(database, ids);
    for (const { customerId, events } of streams.values()) {
      const past = pastOf(customerId as CustomerId, events, rules);
      if (past === null) continue;
      if (pasts.length === customersMax) return { company, at, pasts, isWhole: false };
      pasts.push(past);
    }
  }
  return { company, at, pasts, isWhole: true };
}
