/** Reads the company, and one customer, as of an instant, straight from their events. */
import type { LedgerEvent } from '../domain/catalogue.ts';
import { type Company, foldCompany } from '../domain/company/company.ts';
import { foldCustomer } from '../domain/customers/customer.ts';
import type { CustomerState } from '../domain/customers/state.ts';
import { companyStream, type CustomerId } from '../domain/ids.ts';
import type { Instant } from '../domain/instants.ts';
import type { Queryable } from './queryable.ts';
import { readStream, type Stream } from './streams.ts';

/** The company as of an instant; `knownBy`: by what was recorded until then. */
export async function readCompany(database: Queryable, asOf: Instant, knownBy?: Instant): Promise<Company> {
  return foldCompany(knownThen((await readStream(database, companyStream)).events, knownBy), asOf);
}

/** The events that had been recorded by an instant; all of them where none is given. */
export function knownThen(events: readonly LedgerEvent[], knownBy: Instant | undefined): readonly LedgerEvent[] {
  return knownBy === undefined ? events : events.filter((event) => event.recordedAt <= knownBy);
}

/** Now, or the time of an event that lies just after it: two events of one millisecond, another clock that is ahead. */
export function latest(events: readonly LedgerEvent[], now: Instant): Instant {
  return events.reduce((last, { occurredAt }) => (occurredAt > last ? occurredAt : last), now);
}

/** One customer folded as of an instant, with the events it came from; the state of an unknown customer has no events. */
export async function readCustomer(
  database: Queryable,
  customerId: CustomerId,
  asOf: Instant,
): Promise<{ readonly state: CustomerState; readonly stream: Stream }> {
  const stream = await readStream(database, customerId);
  return { state: foldCustomer(customerId, stream.events, asOf), stream };
}
