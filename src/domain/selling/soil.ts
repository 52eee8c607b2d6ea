/** What a customer's events say about the soil: asks, gifts, breaches, what waits, and what was sold in vain. */
import { customerParty } from '../ids.ts';
import type { CustomerState } from '../customers/state.ts';
import { isOpen } from '../promises/backing.ts';
import type { PromiseStateName } from '../promises/machine.ts';
import type { PromiseState } from '../promises/promise.ts';
import type { Soil, Warning } from './standing.ts';

type Naming = (party: string) => string;

/** States in which the customer waits for something that was promised, in words for a sentence. */
const waiting: Partial<Record<PromiseStateName, string>> = {
  overdue: 'is overdue',
  disputed: 'is disputed',
  broken: 'is broken and nothing was done about it',
  repairing: 'is broken and still being repaired',
};

/** The soil of one customer, of what happened by the time the state was folded to. */
export function soilOf({ pitches, selling, promises }: CustomerState, nameOf: Naming): Soil {
  const toThem = [...promises.values()].filter(({ made }) => made.data.to === customerParty);
  return {
    asks: [...pitches, ...selling.asks].map(({ occurredAt, data }) => ({
      at: occurredAt,
      contactId: data.contactId ?? null,
      offerId: data.offerId ?? null,
    })),
    givenAt: [...selling.gifts, ...selling.counsels].map(({ occurredAt }) => occurredAt),
    brokenAt: toThem.flatMap(({ brokenAt }) => brokenAt ?? []),
    waiting: toThem.flatMap((promise) => {
      const why = waiting[promise.state];
      return why === undefined ? [] : [`${named(promise, nameOf)} ${why}`];
    }),
  };
}

/** Open promises to the customer that cannot be kept as they stand: late, unbacked or given for somebody else. */
export function undeliverableIn({ promises, missingBackers }: CustomerState, nameOf: Naming): readonly string[] {
  return [...promises.values()]
    .filter((promise) => promise.made.data.to === customerParty && isOpen(promise))
    .flatMap((promise) => {
      const missing = missingBackers.get(promise.promiseId) ?? [];
      if (promise.state === 'overdue') return [`${named(promise, nameOf)} is late`];
      if (missing.length > 0)
        return [`${named(promise, nameOf)} was never agreed to by ${missing.map(nameOf).join(', ')}`];
      return promise.made.data.voluntary ? [] : [`${named(promise, nameOf)} was promised for them without asking`];
    });
}

/** Whether the same offer was bought before and brought them nothing. */
export function soldInVain({ purchases }: CustomerState, offerId: string): readonly Warning[] {
  const same = [...purchases.values()].filter(({ made }) => made.data.offerId === offerId);
  const last = same.at(-1);
  if (last === undefined || last.benefit !== 'not') return [];
  return [
    {
      code: 'no-benefit',
      words: `They bought this on ${last.made.occurredAt.slice(0, 10)} and do not have the benefit they hoped for.`,
    },
  ];
}

function named({ terms, made }: PromiseState, nameOf: Naming): string {
  return `${terms.words === null ? 'a promise' : `“${terms.words}”`} (${nameOf(made.data.by)})`;
}
