/** What a fact can be refused for without looking into the ledger: by its source, or by the schema of its kind. */
import { findKind, parseFact } from '../domain/catalogue.ts';
import type { Refusal } from '../domain/decision.ts';
import { companyStream, CustomerId } from '../domain/ids.ts';
import { Instant } from '../domain/instants.ts';
import type { IncomingFact } from '../operations/incoming.ts';

/**
 * The refusal that a source's own sentence stands for. A sentence like `done_on '31/02/2026' is no date: write
 * YYYY-MM-DD` names the field and the value, then the reason, then after a colon the remedy.
 */
export function refusalOfSource(sentence: string): Refusal {
  const [, field, value] = /^([A-Za-z_]\w*) (?:'(.*?)'|is missing)/.exec(sentence) ?? [];
  const colon = sentence.lastIndexOf(': ');
  return {
    code: 'invalid',
    reason: colon < 0 ? sentence : sentence.slice(0, colon),
    remedy: colon < 0 ? 'Correct the row and import again.' : sentence.slice(colon + 2),
    ...(field === undefined ? {} : { field, ...(value === undefined ? {} : { value }) }),
  };
}

/** Why a fact cannot be recorded, whatever the ledger holds, or null where nothing speaks against it. */
export function refusalOf(fact: IncomingFact): Refusal | null {
  if (typeof fact.refused === 'string') return refusalOfSource(fact.refused);
  const inCompanyStream = fact.customerId === companyStream && findKind(fact.type)?.stream !== 'customer';
  if (!inCompanyStream && !CustomerId.safeParse(fact.customerId).success) {
    return invalid('customer_id', fact.customerId, 'is no id of a customer, like cus_acme');
  }
  if (!Instant.safeParse(fact.occurredAt).success) return invalid('occurred_at', fact.occurredAt, 'is no instant');
  const parsed = parseFact(fact.type, fact.fields);
  if (parsed.ok) return null;
  const [problem] = parsed.problems;
  return invalid(problem?.field ?? '', problem?.value, problem?.reason ?? 'is not valid');
}

function invalid(field: string, value: unknown, reason: string): Refusal {
  return { code: 'invalid', field, value, reason: `${field} ${reason}`, remedy: 'Correct the row and import again.' };
}
