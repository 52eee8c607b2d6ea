/** What a case is at a time: an episode of Customer Service & Client, opened by an event, with one verdict. */
import type { Shares } from '../company/policy.ts';
import type { CaseId, PersonId } from '../ids.ts';
import { epochDays, type Instant } from '../instants.ts';
import { raised } from '../promises/evidence.ts';
import type { Irregularity } from '../promises/promise.ts';
import type { Outcome } from '../trust/outcome.ts';
import type { CaseEvent } from './events.ts';

type OpenedEvent = Extract<CaseEvent, { type: 'case.opened' }>;
type AttemptedEvent = Extract<CaseEvent, { type: 'case.attempted' }>;

export interface CaseState {
  readonly caseId: CaseId;
  readonly opened: OpenedEvent;
  readonly state: 'open' | 'closed';
  readonly verdict: 'satisfied' | 'dissatisfied' | 'unknown' | null;
  readonly closedAt: Instant | null;
  readonly tries: number;
  /** When a solution was first tried. */
  readonly firstTriedAt: Instant | null;
  readonly handOffs: number;
  readonly reopenings: number;
  /** Burden of proof by area; the shares sum to 1. */
  readonly shares: Shares;
  readonly lastBy: string;
  /** Whose it is: who tried last, or whom it was handed on to; null where nobody is named. */
  readonly person: PersonId | null;
}

/** A case as it is opened. */
export function openCase(opened: OpenedEvent): CaseState {
  return {
    caseId: opened.data.caseId,
    opened,
    state: 'open',
    verdict: null,
    closedAt: null,
    tries: 0,
    firstTriedAt: null,
    handOffs: 0,
    reopenings: 0,
    shares: opened.data.shares ?? { operations: 0.5, 'customer-service': 0.5 },
    lastBy: 'customer-service',
    person: null,
  };
}

/** The case after one more event. */
export function evolveCase(known: CaseState, event: Exclude<CaseEvent, OpenedEvent>): CaseState {
  switch (event.type) {
    case 'case.attempted': {
      const reopened = event.data.attempt === 'reopening';
      return {
        ...known,
        tries: known.tries + (event.data.attempt === 'try' ? 1 : 0),
        firstTriedAt: known.firstTriedAt ?? (event.data.attempt === 'try' ? event.occurredAt : null),
        handOffs: known.handOffs + (event.data.attempt === 'hand-off' ? 1 : 0),
        reopenings: known.reopenings + (event.data.attempt === 'reopening' ? 1 : 0),
        lastBy: event.data.by,
        person: personAfter(known, event.data),
        ...(reopened && { state: 'open', verdict: null, closedAt: null }),
      };
    }
    case 'case.attributed':
      return { ...known, shares: event.data.shares };
    case 'case.closed':
      return { ...known, state: 'closed', verdict: event.data.verdict, closedAt: event.occurredAt };
  }
}

function personAfter(known: CaseState, { attempt, by, byPerson, toPerson }: AttemptedEvent['data']): PersonId | null {
  if (attempt === 'hand-off') return toPerson ?? null;
  return byPerson ?? (by === known.lastBy ? known.person : null);
}

export interface SplitOutcome {
  readonly truster: string;
  readonly trustee: string;
  readonly outcome: Outcome;
}

/**
 * The burden of a case split over the edges it concerns (method A.2): Customer Service must be convinced by each area
 * that bears a share; Operations by Customer Service for its own share. A satisfied client repairs it; a dissatisfied
 * one raises it a level.
 */
export function splitBurden(known: CaseState): readonly SplitOutcome[] {
  const { severity, topic, caseId } = known.opened.data;
  return Object.entries(known.shares)
    .filter(([, share]) => share > 0)
    .map(([area, share]) => ({
      truster: area === 'customer-service' ? 'operations' : 'customer-service',
      trustee: area,
      outcome: {
        key: `${caseId}/${area}`,
        at: epochDays(known.opened.occurredAt),
        weight: share,
        kept: 0,
        accepted: 1,
        severity: raised(severity, known.verdict === 'dissatisfied' ? 1 : 0),
        cause: topic ?? null,
        repaired: known.verdict === 'satisfied' ? 1 : 0,
      },
    }));
}

/** An event that names a case that was not there at its time. */
export function caseUnknown(event: CaseEvent): Irregularity {
  return { eventId: event.eventId, at: event.occurredAt, why: `case ${event.data.caseId} was not opened yet` };
}
