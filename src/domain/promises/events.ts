/** The vocabulary of a promise: it is made, it is moved from state to state, and what came of it is assessed. */
import * as z from 'zod';
import { PeriodDays } from '../company/policy.ts';
import { type EventOf, eventKind } from '../event.ts';
import { AreaId, CaseId, ClaimId, customerParty, Party, PersonId, PromiseId, PurchaseId } from '../ids.ts';
import { Day, Instant, Zone } from '../instants.ts';
import { allTheSame, Code, FreeText, whyAllTheSame } from '../words.ts';
import { severities } from '../trust/outcome.ts';
import { type MoveName, moveNames, openings } from './machine.ts';

export const Severity = z.enum(severities);
/** Why a promise was broken. */
export const Cause = z.enum(['cannot', 'will-not', 'did-not-care', 'unclear', 'outside']);
/** How well it is proven that a thing was done, weakest first. */
export const Proof = z.enum(['claim', 'colleague', 'system', 'promisee']);
const linksMax = 20;

/** By when. A day is kept until its end in its zone; an instant until that instant; neither: the record does not say. */
const due = { dueDay: Day.optional(), zone: Zone.optional(), dueAt: Instant.optional() };

export const PromiseMade = eventKind({
  type: 'promise.made',
  rank: 3,
  data: z.object({
    promiseId: PromiseId,
    /** How it began: asked for by the promisee, offered, or promised outright. */
    opening: z.enum(openings).default('promise'),
    /** Who promises. */
    by: Party,
    byPerson: PersonId.optional(),
    /** To whom. */
    to: Party.default(customerParty),
    ...due,
    graceDays: PeriodDays.optional(),
    silenceDays: PeriodDays.optional(),
    recoveryDays: PeriodDays.optional(),
    channel: Code.optional(),
    purchaseId: PurchaseId.optional(),
    caseId: CaseId.optional(),
    claimId: ClaimId.optional(),
    /** The broken promise that this one repairs. */
    repairs: PromiseId.optional(),
    /** The promises that this one stands behind. */
    backs: z.array(PromiseId).max(linksMax).default([]),
    /** Areas whose work this promise needs: each has to promise its part itself. */
    needs: z.array(AreaId).max(linksMax).default([]),
    /** Materiality: how much hangs on it, 1 is usual. */
    weight: z.number().positive().max(100).default(1),
    /** How grave it would be. Betrayal is never foreseen: it is a judgement on what was done. */
    severityIfBroken: Severity.exclude(['betrayal']).default('major'),
    /** What it is about, for finding what recurs: `late-bill`, `wrong-address`. */
    topic: Code.optional(),
    /** Recorded where the promisee can see it. */
    public: z.boolean().default(false),
    /** Given by the performer, not for the performer. */
    voluntary: z.boolean().default(true),
    /** Tied to an outcome that the promisee wants. */
    missionBased: z.boolean().default(false),
  }),
  text: z.object({
    words: FreeText,
    doneWhen: FreeText.optional(),
    despite: whyAllTheSame('Why it was promised although something spoke against it'),
  }),
  fromPolicy: (made, policy) => ({
    graceDays: made.graceDays ?? policy.graceDays,
    silenceDays: made.silenceDays ?? policy.silenceDays,
    recoveryDays: made.recoveryDays ?? policy.recoveryDays,
    // Also without a due day: one that is agreed later is a day in this zone.
    zone: made.zone ?? policy.zone,
  }),
  sentence: (made, text) => {
    const by = made.dueDay ?? made.dueAt;
    const verb = { request: 'was asked for', offer: 'offered', promise: 'promised' }[made.opening];
    return `${made.by} ${verb} “${text.words}” to ${made.to}${by === undefined ? '' : ` by ${by}`}${allTheSame(text.despite)}`;
  },
  example: {
    promiseId: 'prm_7f3k',
    by: 'sales',
    words: 'Installed by the 30th',
    dueDay: '2026-03-30',
    zone: 'Europe/Berlin',
    needs: ['operations'],
    purchaseId: 'pur_2041',
  },
});

const moveSentences: Readonly<Record<MoveName, string>> = {
  request: 'asked for',
  offer: 'offered',
  promise: 'promised',
  accept: 'accepted',
  counter: 'answered with other terms',
  decline: 'declined',
  withdraw: 'withdrawn',
  proposeChange: 'a change was proposed by the one who promised',
  askChange: 'a change was asked for',
  agreeChange: 'the change was agreed',
  refuseChange: 'the change was refused',
  declareComplete: 'declared done',
  release: 'released by the one it was made to',
  renege: 'given up by the one who promised',
  duePassed: 'the due time passed',
  graceExpired: 'never done after the due time',
  declareSatisfied: 'confirmed as kept by the one it was made to',
  silenceExpired: 'not disputed in time, so kept by silence',
  reject: 'rejected by the one it was made to',
  rework: 'will be done again',
  uphold: 'upheld by the referee',
  concede: 'conceded',
  overturn: 'overturned by the referee',
  promiseRepair: 'a repair was promised',
  recoveryExpired: 'no repair was promised in time',
  repairFailed: 'the repair failed',
};

/** What a move says, for timelines. */
function sentenceOfMove(move: MoveName): string {
  return moveSentences[move];
}

/** What a move says that nobody made but the clock. */
export function sentenceOfClock(move: MoveName): string {
  return move === 'declareSatisfied' ? 'the repair was not disputed in time' : moveSentences[move];
}

export const PromiseMoved = eventKind({
  type: 'promise.moved',
  data: z.object({
    promiseId: PromiseId,
    move: z.enum(moveNames as readonly [MoveName, ...MoveName[]]),
    byPerson: PersonId.optional(),
    /** New terms, where the move proposes some. */
    ...due,
    severity: Severity.optional(),
    cause: Cause.optional(),
    proof: Proof.optional(),
    /** The promise that repairs this one. */
    repairedBy: PromiseId.optional(),
  }),
  text: z.object({ words: FreeText.optional(), note: FreeText.optional() }),
  sentence: (moved, text) => {
    const terms = moved.dueDay ?? moved.dueAt;
    const said = text.note ?? text.words;
    return `Promise ${moved.promiseId}: ${sentenceOfMove(moved.move)}${terms === undefined ? '' : ` (now by ${terms})`}${said === undefined ? '' : `: “${said}”`}`;
  },
  example: { promiseId: 'prm_7f3k', move: 'declareComplete', proof: 'system', note: 'Installed and tested' },
});

export const PromiseAssessed = eventKind({
  type: 'promise.assessed',
  rank: 6,
  data: z.object({
    promiseId: PromiseId,
    severity: Severity.optional(),
    cause: Cause.optional(),
    topic: Code.optional(),
    /** How much of a promise kept late was kept, from 0 to 1. */
    keptShare: z.number().min(0).max(1).optional(),
  }),
  text: z.object({ note: FreeText.optional() }),
  sentence: (assessed) =>
    `Promise ${assessed.promiseId} assessed: ${[assessed.severity, assessed.cause, assessed.topic].filter(Boolean).join(', ') || 'no change'}`,
  example: { promiseId: 'prm_7f3k', severity: 'minor', cause: 'outside', note: 'The road was closed' },
});

/** Another person of the same area carries it on. The promise stays what it is: of its area, in its words, by its time. */
export const PromiseReassigned = eventKind({
  type: 'promise.reassigned',
  data: z.object({
    promiseId: PromiseId,
    /** Left out: it stays with its area, nobody in particular. */
    toPerson: PersonId.optional(),
  }),
  text: z.object({ note: FreeText.optional() }),
  sentence: (reassigned, text) =>
    `Promise ${reassigned.promiseId}: ${
      reassigned.toPerson === undefined
        ? 'left to its area, nobody in particular'
        : `handed over to ${reassigned.toPerson}`
    }${text.note === undefined ? '' : `: “${text.note}”`}`,
  example: { promiseId: 'prm_7f3k', toPerson: 'per_lee' },
});

export const promiseEvents = [PromiseMade, PromiseMoved, PromiseAssessed, PromiseReassigned] as const;
export type PromiseMadeEvent = EventOf<typeof PromiseMade>;
export type PromiseMovedEvent = EventOf<typeof PromiseMoved>;
export type PromiseAssessedEvent = EventOf<typeof PromiseAssessed>;
export type PromiseReassignedEvent = EventOf<typeof PromiseReassigned>;
