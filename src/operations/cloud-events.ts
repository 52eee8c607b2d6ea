/** Reads a CloudEvent as a fact. What it cannot be is refused under the names that its sender wrote. */
import type { CloudEvent } from '../api/events.ts';
import { findKind } from '../domain/catalogue.ts';
import type { Refusal } from '../domain/decision.ts';
import { companyStream, CustomerId } from '../domain/ids.ts';
import type { IncomingFact } from './incoming.ts';

/** A CloudEvent as a fact of the catalogue, or why it is none. */
export function readCloudEvent(event: CloudEvent): { readonly fact: IncomingFact } | { readonly refusal: Refusal } {
  const { type, subject } = event;
  const written = /^(?:com\.troth\.)?(.+?)(?:\.v(\d+))?$/.exec(type);
  const kind = findKind(written?.[1] ?? type);
  const version = written?.[2];
  if (kind !== undefined && version !== undefined && version !== String(kind.version)) {
    return {
      refusal: {
        code: 'invalid',
        reason: `type names version ${version} of ${kind.type}, which this program does not know`,
        remedy: `Send com.troth.${kind.type}.v${kind.version}, with the fields of that version (see /event-kinds)`,
        field: 'type',
        value: type,
      },
    };
  }
  if (subject !== companyStream && !CustomerId.safeParse(subject).success) {
    return {
      refusal: {
        code: 'invalid',
        reason: 'subject is no id of a customer: cus_ and letters, digits, . _ ~ -',
        remedy: `Send the customer's id with its prefix, like cus_acme, or ${companyStream}`,
        field: 'subject',
        value: subject,
      },
    };
  }
  const { id: sourceId, time: occurredAt, data: fields } = event;
  return { fact: { type: kind?.type ?? type, customerId: subject, occurredAt, sourceId, fields } };
}
