/** What documents about customers have in common: their title, who holds the risk, the journey in one sentence. */
import type * as z from 'zod';
import { type Content, trust } from '../documents/document.ts';
import { dayOf, millisecondsPerDay } from '../domain/instants.ts';
import { plainName, type Naming } from './promise-phrases.ts';
import type { CustomerPage, CustomerView, JourneyView } from './customer-views.ts';

/** What a customer is called: the name, or the id where there is none any more. */
export function titleOf({
  name,
  customerId,
  erasedAt,
}: Pick<CustomerView, 'name' | 'customerId' | 'erasedAt'>): string {
  return name ?? (erasedAt === null ? customerId : `${customerId} (name erased)`);
}

/** A share as whole per cent in a sentence; what is not all is never rounded to all, nor something to nothing. */
export function percent(share: number): string {
  const whole = Math.round(share * 100);
  if (share < 1 && whole === 100) return '> 99 %';
  return share > 0 && whole === 0 ? '< 1 %' : `${whole} %`;
}

/** Names of parties as the page brings them; others by their short names. */
export function namesOf({ relationships, journey, burdens }: CustomerPage): Naming {
  const names = new Map<string, string>([
    ...relationships.flatMap((edge) => [
      [edge.truster, edge.trusterName] as const,
      [edge.trustee, edge.trusteeName] as const,
    ]),
    ...journey.areas.map(({ area, name }) => [area, name] as const),
    ...burdens.flatMap((burden) => [
      [burden.bearer, burden.bearerName] as const,
      [burden.toConvince, burden.toConvinceName] as const,
    ]),
  ]);
  return (party) => names.get(party) ?? plainName(party);
}

/** Who holds the risk now, and why. */
export function riskSentence({ customer, purchases, asOf, zone }: CustomerPage): string {
  const [last] = purchases;
  if (customer.riskHolder === 'seller' || last === undefined) return 'The risk is with us: nothing was bought yet.';
  if (customer.riskHolder === 'nobody') {
    return last.benefit === 'realised'
      ? 'The risk is with nobody: the client has the benefit hoped for.'
      : 'The risk is with nobody: the money was given back.';
  }
  const ago = (moment: string) => daysAgo(moment, asOf, zone);
  const since =
    last.deliveredAt === null
      ? `bought ${ago(last.at)}, not delivered yet`
      : `delivered ${ago(last.deliveredAt)}, ${benefitWords[last.benefit ?? ''] ?? 'benefit not reported yet'}`;
  return `The risk is with the client: ${since}.`;
}

function daysAgo(moment: string, asOf: string, zone: string): string {
  const days = (Date.parse(dayOf(asOf, zone)) - Date.parse(dayOf(moment, zone))) / millisecondsPerDay;
  return days === 0 ? 'today' : days === 1 ? 'yesterday' : `${days} days ago`;
}

const benefitWords: Readonly<Record<string, string>> = {
  partly: 'but only part of the benefit is there',
  not: 'but the benefit is not there',
};

/** The journey with its weakest link. */
export function journeySentence(journey: z.output<typeof JourneyView>, customerId: string): Content {
  const [weakest, ...others] = journey.areas;
  if (journey.score === null || weakest === undefined) {
    return 'Journey trust is not known yet: no promise has come to an end.';
  }
  const score = trust({ trust: journey.score }, `/promises?customer=${customerId}`);
  if (others.length === 0) return ['Journey trust ', score, `, from ${weakest.name} alone.`];
  return [
    'Journey trust ',
    score,
    `, as strong as its weakest link: ${weakest.name} sets ${percent(weakest.dragShare)} of it.`,
  ];
}
