/** The revenue process: pitch, purchase, delivery, benefit, refund, and the deal that was lost. */
import * as z from 'zod';
import { type EventOf, eventKind } from '../event.ts';
import {
  AreaId,
  CaseId,
  ClaimId,
  ContactId,
  ContractId,
  DealId,
  DeliveryId,
  OfferId,
  PersonId,
  PitchId,
  PurchaseId,
  RefundId,
} from '../ids.ts';
import type { Policy } from '../company/policy.ts';
import { Amount, Currency, decimalAmount } from '../money.ts';
import { Day } from '../instants.ts';
import { Step } from '../process.ts';
import { Proof } from '../promises/events.ts';
import { allTheSame, Code, FreeText, whyAllTheSame } from '../words.ts';

const claimsMax = 50;

/** Whose deal it is; left out, whoever made the pitch before it. */
const seller = {
  by: AreaId.optional().describe('The area that sold; left out: that of the pitch before it'),
  byPerson: PersonId.optional().describe('Who sold; left out: whoever made the pitch before it'),
};
const money = { amount: Amount, currency: Currency };
const shown = (amount: number, currency: string) => `${currency} ${decimalAmount(amount, currency)}`;

/** What is known of the sale, to hold against what an offer fits. */
const wanted = {
  need: Code.optional().describe('What it is needed for, as offers name it'),
  size: z.number().min(0).optional().describe('How much is to be sold, in the unit of the offer'),
  usage: z.number().min(0).optional().describe('How much of it the client uses, in the same unit'),
};

const lessDiscount = (discount: number | undefined, currency: string | undefined) =>
  discount === undefined || currency === undefined ? '' : `, after a discount of ${shown(discount, currency)}`;
const Discount = Amount.optional().describe('What was taken off the price, in minor units of the currency');

export const PitchMade = eventKind({
  type: 'pitch.made',
  rank: 1,
  data: z.object({
    pitchId: PitchId,
    offerId: OfferId.optional(),
    claims: z.array(ClaimId).max(claimsMax).default([]),
    by: AreaId.default('sales'),
    byPerson: PersonId.optional(),
    contactId: ContactId.optional(),
    /** With an amount it is a quote. */
    amount: Amount.optional(),
    currency: Currency.optional(),
    discount: Discount,
    ...wanted,
  }),
  text: z.object({ words: FreeText.optional(), despite: whyAllTheSame('Why, although something spoke against it') }),
  fromPolicy: ({ amount, discount, currency }, policy: Policy) =>
    currency !== undefined || (amount ?? discount) === undefined ? {} : { currency: policy.currency },
  sentence: (pitch, text) => {
    const { amount, currency, discount } = pitch;
    const price = amount === undefined || currency === undefined ? '' : ` for ${shown(amount, currency)}`;
    return `${pitch.by} pitched ${pitch.offerId ?? 'an offer'}${price}${lessDiscount(discount, currency)}${allTheSame(text.despite)}`;
  },
  example: { pitchId: 'pit_12', offerId: 'off_standard', claims: ['clm_next-day'] },
});

/** Renewed is a contract that a later purchase names again, with a later last day; ended is one whose last day passes. */
const contract = {
  contractId: ContractId.optional().describe('The contract that the purchase begins or renews'),
  contractUntil: Day.optional().describe('The last day that is paid for under the contract'),
};

export const PurchaseMade = eventKind({
  type: 'purchase.made',
  rank: 1,
  data: z
    .object({
      purchaseId: PurchaseId,
      ...money,
      offerId: OfferId.optional(),
      pitchId: PitchId.optional(),
      discount: Discount,
      ...seller,
      /** A part of the business to compare by: a product line, a channel, an order status. Never personal. */
      segment: Code.optional(),
      ...contract,
      ...wanted,
    })
    .refine((bought) => (bought.contractId === undefined) === (bought.contractUntil === undefined), {
      error: 'a contract needs both its contractId and contractUntil, the last day that is paid for',
      path: ['contractUntil'],
    }),
  text: z.object({ benefit: FreeText.optional(), despite: whyAllTheSame('Why, although something spoke against it') }),
  sentence: (bought, text) =>
    `Bought for ${shown(bought.amount, bought.currency)}${lessDiscount(bought.discount, bought.currency)}${bought.contractUntil === undefined ? '' : ` under a contract until ${bought.contractUntil}`}${text.benefit === undefined ? '' : `, hoping for “${text.benefit}”`}${allTheSame(text.despite)}`,
  example: { purchaseId: 'pur_2041', amount: 1240000, currency: 'EUR', benefit: 'Fewer stock-outs' },
});

export const DeliveryMade = eventKind({
  type: 'delivery.made',
  data: z.object({
    deliveryId: DeliveryId,
    purchaseId: PurchaseId.optional(),
    by: AreaId.default('operations'),
    proof: Proof.optional(),
  }),
  text: z.object({ what: FreeText.optional() }),
  sentence: (delivered, text) => `${delivered.by} delivered ${text.what ?? delivered.purchaseId ?? 'something'}`,
  example: { deliveryId: 'del_2041', purchaseId: 'pur_2041', proof: 'system', what: 'Two pallets' },
});

export const BenefitReported = eventKind({
  type: 'benefit.reported',
  rank: 6,
  data: z.object({ purchaseId: PurchaseId, benefit: z.enum(['realised', 'partly', 'not']) }),
  text: z.object({ words: FreeText.optional() }),
  sentence: (reported) =>
    ({
      realised: 'The client has the benefit hoped for',
      partly: 'The client has part of the benefit hoped for',
      not: 'The client does not have the benefit hoped for',
    })[reported.benefit],
  example: { purchaseId: 'pur_2041', benefit: 'partly', words: 'Better, but not in winter' },
});

export const RefundPaid = eventKind({
  type: 'refund.paid',
  rank: 6,
  data: z.object({
    refundId: RefundId,
    ...money,
    purchaseId: PurchaseId.optional(),
    caseId: CaseId.optional(),
    reason: Code.optional(),
  }),
  text: z.object({ words: FreeText.optional() }),
  sentence: (refund) =>
    `${shown(refund.amount, refund.currency)} paid back${refund.reason === undefined ? '' : ` (${refund.reason})`}`,
  example: { refundId: 'ref_88', purchaseId: 'pur_2041', amount: 120000, currency: 'EUR', reason: 'dissatisfied' },
});

export const DealLost = eventKind({
  type: 'deal.lost',
  data: z.object({
    dealId: DealId,
    /** When it was lost: the step counts more than the reason. */
    step: Step,
    amount: Amount.optional(),
    currency: Currency.optional(),
    offerId: OfferId.optional(),
    pitchId: PitchId.optional(),
    ...seller,
    reason: Code.optional(),
  }),
  text: z.object({ words: FreeText.optional() }),
  sentence: (lost) => `A deal was lost at the step “${lost.step}”`,
  example: { dealId: 'dea_31', step: 'pitch', amount: 400000, currency: 'EUR', reason: 'price' },
});

export const purchaseEvents = [PitchMade, PurchaseMade, DeliveryMade, BenefitReported, RefundPaid, DealLost] as const;
export type PurchaseEvent = EventOf<(typeof purchaseEvents)[number]>;
