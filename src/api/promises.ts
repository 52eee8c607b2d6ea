/** The contract for promises: make one, move it, find it, read it as the conversation it is. */
import * as z from 'zod';
import { PromiseAssessed, PromiseMade, PromiseMoved } from '../domain/promises/events.ts';
import { Step } from '../domain/process.ts';
import { balanceParts, type MoveName, moveNames, promiseStates } from '../domain/promises/machine.ts';
import { promiseCountsDocument, promiseDocument, promisesDocument } from './promise-documents.ts';
import { asOf, endpoint, paging, skipping, Written, writing } from './endpoint.ts';
import { PromiseConversation, PromiseCounts, PromisePage } from './promise-views.ts';
import { AreaList, CustomerRef, Flag, OfferRef, PromiseList, PromiseRef } from './references.ts';

const made = PromiseMade.data.shape;
const moved = PromiseMoved.data.shape;

const moveInput = z.object({
  promiseId: PromiseRef,
  /** For whom the move is made, where more than one party could: checked against the state machine. */
  as: z.enum(['promisor', 'promisee', 'adjudicator']).optional().describe('The party that makes the move'),
  due: z.string().max(80).optional().describe('New due time, in words, as a day or an instant'),
  words: z.string().optional().describe('New words of the promise'),
  note: z.string().optional().describe('What is to be said about it'),
  severity: moved.severity,
  cause: moved.cause,
  proof: moved.proof,
  byPerson: moved.byPerson,
  ...writing,
});

/** What promises are found by. */
const filter = {
  customer: CustomerRef.optional(),
  by: z.string().max(40).optional().describe('Made by this area'),
  to: z.string().max(40).optional().describe('Made to the customer or this area'),
  person: z.string().max(120).optional(),
  offer: OfferRef.optional().describe('Made with a purchase of this offer, or by one of its claims'),
  part: z.enum(balanceParts).optional().describe('kept, keptLate, keptBySilence, broken, released or open'),
  state: z.enum(promiseStates).optional(),
  due: z.string().max(80).optional().describe('late, today, tomorrow, week, or a day'),
  unbacked: Flag.optional().describe('Open, and lacking the promise of an area it needs'),
  imposed: Flag.optional().describe('Open, and given for somebody instead of by them'),
  unbackedOrImposed: Flag.optional().describe('Open, and unbacked or imposed: what may never have been deliverable'),
  waitingFor: z.string().max(40).optional().describe('Waiting for this area to promise its part'),
  waiting: Flag.optional().describe('Asked for, offered or countered, and not answered yet'),
  topic: z.string().max(60).optional(),
  segment: z.string().max(60).optional(),
  step: Step.optional().describe('Made at this step of the process: offer, pitch, purchase, delivery, issue …'),
  text: z.string().max(200).optional().describe('Words, or part of an id'),
};

const alias = (name: string, move: MoveName, summary: string) => ({
  usage: `${name} <promiseId>`,
  fixed: { move },
  summary,
});

export const promises = {
  make: endpoint({
    method: 'post',
    path: '/promises',
    summary: 'Record a promise: who, to whom, in which words, by when',
    input: z.object({
      words: PromiseMade.text.shape.words,
      to: CustomerRef.describe('The customer, or the customer on whose account it is made'),
      by: made.by.describe('The area that promises, or customer'),
      toParty: made.to.describe('customer, or the area it is made to'),
      due: z.string().min(1).max(80).describe('By when: friday, in 3 working days, 2026-11-30, 2026-11-30T14:00+01:00'),
      opening: made.opening.describe('promise, or an offer or a request that still has to be answered'),
      doneWhen: PromiseMade.text.shape.doneWhen,
      despite: PromiseMade.text.shape.despite,
      byPerson: made.byPerson,
      needs: AreaList.default([]).describe('Areas whose work it needs'),
      backs: PromiseList.default([]).describe('Promises that it stands behind'),
      repairs: PromiseRef.optional().describe('The broken promise that it repairs'),
      purchaseId: made.purchaseId,
      caseId: made.caseId,
      claimId: made.claimId,
      channel: made.channel,
      topic: made.topic,
      weight: z.coerce.number().positive().max(100).default(1),
      severityIfBroken: made.severityIfBroken,
      voluntary: Flag.default(true),
      missionBased: Flag.default(false),
      ...writing,
    }),
    output: Written,
    commands: [{ usage: 'promise <words>' }],
  }),
  list: endpoint({
    method: 'get',
    path: '/promises',
    summary: 'Promises, soonest due first',
    input: z.object({ ...filter, ...asOf, ...paging, ...skipping }),
    output: PromisePage,
    document: promisesDocument,
    commands: [{ usage: 'promises' }],
  }),
  counts: endpoint({
    method: 'get',
    path: '/promise-counts',
    summary: 'How many promises there are for each area, customer or state, the most first',
    input: z.object({ per: z.enum(['area', 'customer', 'state']).default('area'), ...filter, ...asOf }),
    output: PromiseCounts,
    document: promiseCountsDocument,
    commands: [{ usage: 'promise-counts [per]' }],
  }),
  show: endpoint({
    method: 'get',
    path: '/promises/{promiseId}',
    summary: 'One promise as a conversation: its terms, its moves, what stands behind it',
    input: z.object({ promiseId: PromiseRef, ...asOf }),
    output: PromiseConversation,
    document: promiseDocument,
    commands: [{ usage: 'show <promiseId>' }],
  }),
  move: endpoint({
    method: 'post',
    path: '/promises/{promiseId}/moves',
    summary: 'Move a promise, as the state machine allows',
    input: moveInput.extend({ move: z.enum(moveNames as readonly [MoveName, ...MoveName[]]) }),
    output: Written,
    commands: [
      { usage: 'move <promiseId> <move>' },
      alias('done', 'declareComplete', 'Declare a promise done'),
      alias('accept', 'accept', 'Accept what was offered or countered'),
      alias('decline', 'decline', 'Decline what was asked for or offered'),
      alias('withdraw', 'withdraw', 'Withdraw a request or an offer'),
      alias('counter', 'counter', 'Answer with other terms (--due, --words)'),
      alias('change', 'proposeChange', 'Propose other terms, as the one who promised (--due, --words)'),
      alias('ask-change', 'askChange', 'Ask for other terms, as the one it was promised to'),
      alias('agree', 'agreeChange', 'Agree to the change on the table'),
      alias('refuse', 'refuseChange', 'Refuse the change on the table'),
      alias('release', 'release', 'Release or forgive, as the one it was promised to'),
      alias('reject', 'reject', 'Say that it was not kept, as the one it was promised to'),
      alias('rework', 'rework', 'Take a disputed promise up again'),
      alias('uphold', 'uphold', 'Referee: it was kept'),
      alias('overturn', 'overturn', 'Referee: it was broken'),
      alias('concede', 'concede', 'Concede that it was broken'),
      alias('repair', 'promiseRepair', 'Promise a repair: records a linked promise (--words, --due)'),
    ],
  }),
  keep: endpoint({
    method: 'post',
    path: '/promises/{promiseId}/kept',
    summary: 'Confirm as kept, for the one it was made to; declares it done first where nobody did',
    input: moveInput,
    output: Written,
    commands: [{ usage: 'kept <promiseId>' }],
  }),
  break: endpoint({
    method: 'post',
    path: '/promises/{promiseId}/broken',
    summary: 'Record as broken: given up, rejected or conceded, whichever its state allows',
    input: moveInput,
    output: Written,
    commands: [{ usage: 'broken <promiseId>' }],
  }),
  assess: endpoint({
    method: 'post',
    path: '/promises/{promiseId}/assessment',
    summary: 'Say how severe a breach was, why it happened and what it was about',
    input: z.object({
      promiseId: PromiseRef,
      severity: PromiseAssessed.data.shape.severity,
      cause: PromiseAssessed.data.shape.cause,
      topic: PromiseAssessed.data.shape.topic,
      keptShare: z.coerce.number().min(0).max(1).optional(),
      note: z.string().optional(),
      ...writing,
    }),
    output: Written,
    commands: [{ usage: 'assess <promiseId>' }],
  }),
};
