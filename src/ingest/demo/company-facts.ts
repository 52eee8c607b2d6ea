/** The demo company, a maker and installer of cold rooms and their monitoring, as facts of its own stream. */
import type { Instant } from '../../domain/instants.ts';
import type { IncomingFact } from '../../operations/incoming.ts';
import { calendarUntil, dayText, demoZone } from './calendar.ts';
import { offers } from './offers.ts';
import { people, peopleOf } from './people.ts';
import { toldFacts } from './story.ts';

/** The company's own stream: who works there, what is offered with which claims, and the policy of the house. */
export function demoCompanyFacts({ until }: { readonly until: Instant }): readonly IncomingFact[] {
  const calendar = calendarUntil(until);
  const at = Date.parse(`${dayText(calendar.start)}T06:00:00Z`);
  const policy = {
    type: 'policy.set' as const,
    at,
    fields: { zone: demoZone, currency: 'EUR', graceDays: 14, silenceDays: 14, recoveryDays: 30 },
  };
  const described = people.map(({ personId, area, name }) => {
    const leader = peopleOf(area)[0];
    const mail = `${personId.slice('per_'.length)}@coldroom.example`;
    const manager = leader === personId ? undefined : leader;
    return { type: 'person.described' as const, at, fields: { personId, area, manager, name, mail } };
  });
  const published = offers.map(({ offerId, name, claims, benefits, limits }) => ({
    type: 'offer.published' as const,
    at,
    fields: { offerId, name, claims: claims.map(({ claimId, area, words }) => ({ claimId, area, words })), benefits, limits },
  }));
  return toldFacts('company', [policy, ...described, ...published], calendar);
}
