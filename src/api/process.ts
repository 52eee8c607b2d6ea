/** The contract for facts of the revenue process, recorded by hand: each endpoint takes the fields of one kind of event. */
import * as z from 'zod';
import type { AnyKind } from '../domain/catalogue.ts';
import { CaseAttempted, CaseAttributed, CaseClosed, CaseOpened } from '../domain/cases/events.ts';
import { ContactDescribed } from '../domain/customers/events.ts';
import { FeedbackGiven } from '../domain/feedback/events.ts';
import {
  BenefitReported,
  DealLost,
  DeliveryMade,
  PitchMade,
  PurchaseMade,
  RefundPaid,
} from '../domain/purchases/events.ts';
import {
  AskMade,
  CounselGiven,
  DecisionJudged,
  DecisionMade,
  GiftGiven,
  LotDrawn,
  ReferralGiven,
} from '../domain/selling/events.ts';
import { endpoint, Written, writing } from './endpoint.ts';
import { CustomerRef } from './references.ts';
import { WarningView } from './selling-views.ts';

interface Recording {
  readonly path: string;
  readonly summary: string;
  readonly usage: string;
  /** The field that is made up where it is left out, like the name of the new thing. */
  readonly names?: string;
}

/** What was recorded, and what spoke against it. Nothing is blocked. */
export const Told = Written.extend({ warnings: z.array(WarningView) });
export type Told = z.output<typeof Told>;

/** An endpoint that records one fact of a kind about a customer. The fields come from the kind itself. */
function recording(kind: unknown, { path, summary, usage, names }: Recording) {
  const { data, text } = kind as AnyKind;
  const shape: Record<string, z.ZodType> = { ...data.shape, ...text.shape };
  if (names !== undefined) shape[names] = z.optional(shape[names] as z.ZodType);
  return endpoint({
    method: 'post',
    path: `/customers/{customerId}${path}`,
    summary,
    input: z.object({ customerId: CustomerRef, ...shape, ...writing }),
    output: Told,
    commands: [{ usage }],
  });
}

export const process = {
  contact: recording(ContactDescribed, {
    path: '/contacts',
    summary: 'Add or change a contact',
    usage: 'contact <customerId>',
    names: 'contactId',
  }),
  pitch: recording(PitchMade, {
    path: '/pitches',
    summary: 'Record a pitch',
    usage: 'pitch <customerId>',
    names: 'pitchId',
  }),
  purchase: recording(PurchaseMade, {
    path: '/purchases',
    summary: 'Record a purchase: Revenue In',
    usage: 'purchase <customerId>',
    names: 'purchaseId',
  }),
  deliver: recording(DeliveryMade, {
    path: '/deliveries',
    summary: 'Record a delivery',
    usage: 'deliver <customerId>',
    names: 'deliveryId',
  }),
  benefit: recording(BenefitReported, {
    path: '/benefits',
    summary: 'Record whether the client has the benefit hoped for',
    usage: 'benefit <customerId>',
  }),
  refund: recording(RefundPaid, {
    path: '/refunds',
    summary: 'Record money given back: Revenue Out',
    usage: 'refund <customerId>',
    names: 'refundId',
  }),
  lose: recording(DealLost, {
    path: '/lost-deals',
    summary: 'Record a lost deal, and at which step it was lost',
    usage: 'lost <customerId>',
    names: 'dealId',
  }),
  openCase: recording(CaseOpened, {
    path: '/cases',
    summary: 'Open a case, in the words of the customer',
    usage: 'case <customerId>',
    names: 'caseId',
  }),
  attempt: recording(CaseAttempted, {
    path: '/case-attempts',
    summary: 'Record a try, a hand-off or a reopening of a case',
    usage: 'attempt <customerId>',
  }),
  attribute: recording(CaseAttributed, {
    path: '/case-attributions',
    summary: 'Set whose burden a case is, with the reason',
    usage: 'attribute <customerId>',
  }),
  closeCase: recording(CaseClosed, {
    path: '/case-closings',
    summary: 'Close a case with the verdict of the customer',
    usage: 'close-case <customerId>',
  }),
  feedback: recording(FeedbackGiven, {
    path: '/feedback',
    summary: 'Record what the customer says of us',
    usage: 'feedback <customerId>',
    names: 'feedbackId',
  }),
  ask: recording(AskMade, {
    path: '/asks',
    summary: 'Record that something was asked of the client',
    usage: 'ask <customerId> <ask>',
    names: 'askId',
  }),
  gift: recording(GiftGiven, {
    path: '/gifts',
    summary: 'Record something of use that was given without being asked',
    usage: 'gift <customerId> <gift>',
    names: 'giftId',
  }),
  refer: recording(ReferralGiven, {
    path: '/referrals',
    summary: 'Record that the client recommended us',
    usage: 'referral <customerId>',
    names: 'referralId',
  }),
  counsel: recording(CounselGiven, {
    path: '/counsels',
    summary: 'Record that a client was willing to buy and was advised less or other',
    usage: 'counsel <customerId> <advised>',
    names: 'counselId',
  }),
  decide: recording(DecisionMade, {
    path: '/decisions',
    summary: 'Record a decision: what we would consider right as the customer, and what we chose',
    usage: 'decide <customerId> <trigger>',
    names: 'decisionId',
  }),
  draw: recording(LotDrawn, {
    path: '/lots',
    summary: 'Draw whether a customer gets an offer that is on trial; drawn here, unless it was drawn elsewhere',
    usage: 'draw <customerId> <trial>',
    names: 'drew',
  }),
  judge: recording(DecisionJudged, {
    path: '/decision-judgements',
    summary: 'Say later whom a decision proved best for',
    usage: 'judge <customerId> <decisionId> <best>',
  }),
};
