/** Selling without burning the land: what was asked, what was given unasked, counsel against a sale, and decisions by the golden rule. */
import * as z from 'zod';
import { type EventOf, eventKind } from '../event.ts';
import {
  AreaId,
  AskId,
  CaseId,
  ContactId,
  CounselId,
  CustomerId,
  DecisionId,
  GiftId,
  OfferId,
  PersonId,
  PurchaseId,
  ReferralId,
} from '../ids.ts';
import { Amount, Currency, decimalAmount } from '../money.ts';
import type { Policy } from '../company/policy.ts';
import { allTheSame, Code, FreeText, whyAllTheSame } from '../words.ts';

const shown = (amount: number, currency: string) => `${currency} ${decimalAmount(amount, currency)}`;
const saying = (words: string | undefined) => (words === undefined ? '' : `: “${words}”`);

/** Money without a currency is in the company's own. */
const inOwnCurrency = (amount: number | undefined, currency: string | undefined, policy: Policy) =>
  amount === undefined || currency !== undefined ? {} : { currency: policy.currency };

const askedFor = {
  meeting: 'a meeting',
  upsell: 'another purchase',
  renewal: 'a renewal',
  referral: 'a recommendation to others',
  reference: 'a reference',
  survey: 'answers to a survey',
  favour: 'a favour',
} as const;

export const AskMade = eventKind({
  type: 'ask.made',
  rank: 1,
  data: z.object({
    askId: AskId,
    ask: z.enum(['meeting', 'upsell', 'renewal', 'referral', 'reference', 'survey', 'favour']),
    contactId: ContactId.optional(),
    offerId: OfferId.optional(),
    by: AreaId.default('sales'),
    byPerson: PersonId.optional(),
  }),
  text: z.object({
    words: FreeText.optional(),
    despite: whyAllTheSame('Why it was asked although something spoke against it'),
  }),
  sentence: (asked, text) =>
    `${asked.by} asked for ${askedFor[asked.ask]}${saying(text.words)}${allTheSame(text.despite, 'asked all the same')}`,
  example: { askId: 'ask_7', ask: 'reference', contactId: 'con_anna', words: 'May we name you to a bakery in Bonn?' },
});

export const GiftGiven = eventKind({
  type: 'gift.given',
  rank: 1,
  data: z.object({
    giftId: GiftId,
    /** Something of use that nobody had asked for. */
    gift: z.enum(['advice', 'information', 'introduction', 'help', 'time', 'sample', 'discount']),
    contactId: ContactId.optional(),
    by: AreaId.default('sales'),
    byPerson: PersonId.optional(),
    amount: Amount.optional(),
    currency: Currency.optional(),
  }),
  text: z.object({ what: FreeText.optional() }),
  fromPolicy: (given, policy) => inOwnCurrency(given.amount, given.currency, policy),
  sentence: (given, text) => `${given.by} gave ${given.gift} without being asked${saying(text.what)}`,
  example: { giftId: 'gif_3', gift: 'advice', by: 'operations', what: 'How to halve the ice on the doors' },
});

export const ReferralGiven = eventKind({
  type: 'referral.given',
  rank: 6,
  data: z.object({
    referralId: ReferralId,
    /** The customer who came by it, where it is known. */
    broughtId: CustomerId.optional().describe('The customer who came by it'),
    contactId: ContactId.optional(),
  }),
  text: z.object({ words: FreeText.optional() }),
  sentence: (given, text) =>
    `The client recommended us${given.broughtId === undefined ? '' : ` to ${given.broughtId}`}${saying(text.words)}`,
  example: { referralId: 'rfl_2', broughtId: 'cus_bolt', words: 'They told us to buy less. Call them.' },
});

const adviceInWords = {
  less: 'less',
  other: 'something else',
  later: 'to wait',
  nothing: 'not to buy',
} as const;

export const CounselGiven = eventKind({
  type: 'counsel.given',
  rank: 3,
  data: z.object({
    counselId: CounselId,
    advised: z.enum(['less', 'other', 'later', 'nothing']),
    offerId: OfferId.optional().describe('The offer that the client was willing to buy'),
    advisedOfferId: OfferId.optional().describe('The offer that was advised instead'),
    contactId: ContactId.optional(),
    by: AreaId.default('sales'),
    byPerson: PersonId.optional(),
    /** What the sale would have brought beyond what was advised. */
    forgone: Amount.optional(),
    currency: Currency.optional(),
  }),
  text: z.object({ why: FreeText }),
  fromPolicy: (given, policy) => inOwnCurrency(given.forgone, given.currency, policy),
  sentence: (given, text) => {
    const wanted = given.offerId === undefined ? '' : ` ${given.offerId}`;
    const instead = given.advisedOfferId === undefined ? '' : ` (${given.advisedOfferId})`;
    const money =
      given.forgone === undefined || given.currency === undefined
        ? ''
        : `; ${shown(given.forgone, given.currency)} forgone`;
    return `Was willing to buy${wanted}; ${given.by} advised ${adviceInWords[given.advised]}${instead}: “${text.why}”${money}`;
  },
  example: {
    counselId: 'cns_4',
    advised: 'less',
    offerId: 'off_standard',
    forgone: 240000,
    currency: 'EUR',
    why: 'Two sensors a room are enough for what you store',
  },
});

export const DecisionMade = eventKind({
  type: 'decision.made',
  rank: 3,
  data: z.object({
    decisionId: DecisionId,
    trigger: z.enum(['quote', 'discount', 'refund', 'complaint', 'dilemma']),
    /** Whether what was chosen is what one would consider right as the customer. */
    chosen: z
      .enum(['right', 'other'])
      .describe('right: what we chose is what we would consider right as the customer; other: something else'),
    by: AreaId.default('sales'),
    byPerson: PersonId.optional(),
    offerId: OfferId.optional(),
    purchaseId: PurchaseId.optional(),
    caseId: CaseId.optional(),
  }),
  text: z.object({
    right: FreeText.describe('If I were the customer, what would I consider right here? What would I want to happen?'),
    choice: FreeText.describe('What was chosen'),
    options: FreeText.optional().describe('What could be done, one option a line'),
  }),
  sentence: (made, text) =>
    `Decision at a ${made.trigger}: as the customer we would want “${text.right}”; ${made.by} chose “${text.choice}”`,
  example: {
    decisionId: 'dec_5',
    trigger: 'complaint',
    chosen: 'right',
    by: 'customer-service',
    right: 'A new sensor tomorrow, and no argument about whose fault it was',
    choice: 'Sent a new sensor by courier',
    options: 'Send a new sensor\nAsk for the old one first\nPoint at the manual',
  },
});

export const DecisionJudged = eventKind({
  type: 'decision.judged',
  rank: 7,
  data: z.object({
    decisionId: DecisionId,
    best: z
      .enum(['both', 'customer', 'us', 'neither'])
      .describe('Whom it proved best for: both, only the customer, only us, neither'),
  }),
  text: z.object({ words: FreeText.optional() }),
  sentence: (judged, text) =>
    `Decision ${judged.decisionId} proved best for ${{ both: 'both', customer: 'the customer only', us: 'us only', neither: 'nobody' }[judged.best]}${saying(text.words)}`,
  example: { decisionId: 'dec_5', best: 'both', words: 'They ordered twelve more' },
});

export const LotDrawn = eventKind({
  type: 'lot.drawn',
  rank: 3,
  data: z.object({
    trial: Code.describe('What is tried, like recovery-visit; a customer draws once in a trial'),
    /** Nobody may choose: the lot is part of the fact, so that those who got nothing count as well. */
    drew: z.enum(['offer', 'nothing']).describe('What the lot said, where it was drawn elsewhere'),
    by: AreaId.default('customer-service'),
    caseId: CaseId.optional().describe('The case that made them a candidate'),
  }),
  text: z.object({ what: FreeText.optional().describe('What was offered, or would have been') }),
  sentence: (drawn, text) =>
    `In the trial ${drawn.trial} the lot gave ${drawn.drew === 'offer' ? 'the offer' : 'nothing'}${saying(text.what)}`,
  example: { trial: 'recovery-visit', drew: 'offer', by: 'customer-service', what: 'A free check of all sensors' },
});

export const sellingEvents = [
  AskMade,
  GiftGiven,
  ReferralGiven,
  CounselGiven,
  DecisionMade,
  DecisionJudged,
  LotDrawn,
] as const;
export type SellingEvent = EventOf<(typeof sellingEvents)[number]>;
