/** Whose a promise is in its area, and how it came to be theirs. */
import type { EventId, PersonId } from '../ids.ts';
import type { Instant } from '../instants.ts';
import type { PromiseMadeEvent, PromiseReassignedEvent } from './events.ts';
import type { PromiseStateName } from './machine.ts';

/** Another person carried it on from then, in the state it was in. */
export interface HandOver {
  readonly at: Instant;
  readonly state: PromiseStateName;
  readonly eventId: EventId;
}

export interface Holder {
  /** Who gave it, or who took it over; null where nobody is named. */
  readonly person: PersonId | null;
  readonly handOvers: readonly HandOver[];
}

interface History {
  readonly made: PromiseMadeEvent;
  readonly reassigned: readonly PromiseReassignedEvent[];
}

interface Stood {
  readonly at: Instant;
  readonly to: PromiseStateName;
}

/** Who holds a promise after its hand-overs, each with the state that it found. */
export function holderOf({ made, reassigned }: History, steps: readonly Stood[]): Holder {
  const last = reassigned.at(-1);
  return {
    person: (last === undefined ? made.data.byPerson : last.data.toPerson) ?? null,
    handOvers: reassigned.map(({ eventId, occurredAt: at }) => ({
      at,
      state: steps.findLast((one) => one.at <= at)?.to ?? 'none',
      eventId,
    })),
  };
}
