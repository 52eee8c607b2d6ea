/** A case: what the customer perceived, what was tried, whose burden it was, and the customer's verdict. */
import * as z from 'zod';
import { Shares } from '../company/policy.ts';
import { type EventOf, eventKind } from '../event.ts';
import { AreaId, CaseId, PersonId, PromiseId, PurchaseId } from '../ids.ts';
import { Amount, Currency } from '../money.ts';
import { Severity } from '../promises/events.ts';
import { Code, FreeText } from '../words.ts';

export const CaseOpened = eventKind({
  type: 'case.opened',
  rank: 2,
  data: z.object({
    caseId: CaseId,
    /** The nature of the event: it decides whose burden it is. */
    nature: Code.default('unknown'),
    purchaseId: PurchaseId.optional(),
    promiseId: PromiseId.optional(),
    /** The money at risk while the case is open. */
    amount: Amount.optional(),
    currency: Currency.optional(),
    severity: Severity.default('minor'),
    /** What it is about, for finding what recurs. */
    topic: Code.optional(),
    segment: Code.optional(),
    /** Burden by area; filled from the policy by the nature of the event where it is left out. */
    shares: Shares.optional(),
  }),
  text: z.object({ issue: FreeText.optional() }),
  fromPolicy: (opened, policy) => {
    const nature = Object.hasOwn(policy.caseShares, opened.nature) ? opened.nature : 'unknown';
    const shares = opened.shares ?? policy.caseShares[nature];
    return shares === undefined ? {} : { shares };
  },
  sentence: (opened, text) =>
    `The client reported an issue (${opened.nature})${text.issue === undefined ? '' : `: “${text.issue}”`}`,
  example: { caseId: 'cas_88', nature: 'defect', purchaseId: 'pur_2041', issue: 'It stops when it gets cold' },
});

export const CaseAttempted = eventKind({
  type: 'case.attempted',
  data: z.object({
    caseId: CaseId,
    by: AreaId.default('customer-service'),
    byPerson: PersonId.optional(),
    /** A try at a solution, a hand-off to another group, or a reopening after it was called solved. */
    attempt: z.enum(['try', 'hand-off', 'reopening']).default('try'),
    /** To whom it is handed on, where a person is named. */
    toPerson: PersonId.optional(),
  }),
  text: z.object({ what: FreeText.optional() }),
  sentence: (attempted, text) =>
    `${{ try: `${attempted.by} tried to put it right`, 'hand-off': `Handed on by ${attempted.by}${attempted.toPerson === undefined ? '' : ` to ${attempted.toPerson}`}`, reopening: 'Reopened' }[attempted.attempt]}${text.what === undefined ? '' : `: “${text.what}”`}`,
  example: { caseId: 'cas_88', by: 'operations', what: 'Replaced the sensor' },
});

export const CaseAttributed = eventKind({
  type: 'case.attributed',
  rank: 6,
  data: z.object({ caseId: CaseId, shares: Shares }),
  text: z.object({ why: FreeText }),
  sentence: (attributed, text) =>
    `Burden of the case: ${Object.entries(attributed.shares)
      .map(([area, share]) => `${area} ${Math.round(share * 100)} %`)
      .join(', ')} (“${text.why}”)`,
  example: { caseId: 'cas_88', shares: { operations: 0.5, sales: 0.5 }, why: 'Sold for a use it was not built for' },
});

export const CaseClosed = eventKind({
  type: 'case.closed',
  rank: 7,
  data: z.object({
    caseId: CaseId,
    /** The customer's word on it. Without one it stays unknown. */
    verdict: z.enum(['satisfied', 'dissatisfied', 'unknown']),
  }),
  text: z.object({ words: FreeText.optional() }),
  sentence: (closed) =>
    `The case was closed: ${{ satisfied: 'the client is satisfied', dissatisfied: 'the client is not satisfied', unknown: 'the client did not say' }[closed.verdict]}`,
  example: { caseId: 'cas_88', verdict: 'satisfied', words: 'Works now' },
});

export const caseEvents = [CaseOpened, CaseAttempted, CaseAttributed, CaseClosed] as const;
export type CaseEvent = EventOf<(typeof caseEvents)[number]>;
