/** Names of things. Each id says by its prefix what it names; sources put the prefix before their own key. */
import * as z from 'zod';

/** The longest id, prefix included. */
export const idLengthMax = 120;

/** An id with its prefix in its type. The cast is safe: the pattern checked at run time is the type. */
function id<const Prefix extends string>(prefix: Prefix, example: string) {
  return z
    .string()
    .max(idLengthMax)
    .regex(new RegExp(`^${prefix}_[A-Za-z0-9][A-Za-z0-9._~-]*$`), {
      error: `must look like ${prefix}_${example}: letters, digits, '.', '_', '~', '-' after the prefix`,
    }) as unknown as z.ZodType<`${Prefix}_${string}`, `${Prefix}_${string}`>;
}

export const CustomerId = id('cus', 'acme');
export type CustomerId = z.output<typeof CustomerId>;
export const ContactId = id('con', 'anna');
export type ContactId = z.output<typeof ContactId>;
export const PersonId = id('per', 'kim');
export type PersonId = z.output<typeof PersonId>;
export const PromiseId = id('prm', '7f3k');
export type PromiseId = z.output<typeof PromiseId>;
export const OfferId = id('off', 'standard');
export type OfferId = z.output<typeof OfferId>;
export const ClaimId = id('clm', 'next-day');
export type ClaimId = z.output<typeof ClaimId>;
export const PitchId = id('pit', '12');
export type PitchId = z.output<typeof PitchId>;
export const PurchaseId = id('pur', '2041');
export type PurchaseId = z.output<typeof PurchaseId>;
export const ContractId = id('ctr', '88');
export type ContractId = z.output<typeof ContractId>;
export const DeliveryId = id('del', '2041');
export type DeliveryId = z.output<typeof DeliveryId>;
export const CaseId = id('cas', '88');
export type CaseId = z.output<typeof CaseId>;
export const RefundId = id('ref', '88');
export type RefundId = z.output<typeof RefundId>;
export const FeedbackId = id('fbk', '9');
export type FeedbackId = z.output<typeof FeedbackId>;
export const DealId = id('dea', '31');
export type DealId = z.output<typeof DealId>;
export const AskId = id('ask', '7');
export type AskId = z.output<typeof AskId>;
export const GiftId = id('gif', '3');
export type GiftId = z.output<typeof GiftId>;
export const ReferralId = id('rfl', '2');
export type ReferralId = z.output<typeof ReferralId>;
export const CounselId = id('cns', '4');
export type CounselId = z.output<typeof CounselId>;
export const DecisionId = id('dec', '5');
export type DecisionId = z.output<typeof DecisionId>;
export const ProgrammeId = id('prg', '1');
export type ProgrammeId = z.output<typeof ProgrammeId>;
export const LinkId = id('lnk', '4k7p');
export type LinkId = z.output<typeof LinkId>;
export const EventId = id('evt', '018f6c2e');
export type EventId = z.output<typeof EventId>;
export const ImportId = id('imp', '018f6c2e');
export type ImportId = z.output<typeof ImportId>;

export const AuditId = id('aud', '4k7p');
export type AuditId = z.output<typeof AuditId>;

/** The stream of the company's own facts: areas, people, offers, policy, imports, signed audits. */
export const companyStream = 'company';
/** What a stream is named by: a customer, or the company itself. */
export type StreamId = CustomerId | typeof companyStream;

/** An area of the company, by its short name. */
export const AreaId = z.string().regex(/^[a-z][a-z0-9-]{0,39}$/, {
  error: "must be the short name of an area, like 'customer-service' (lower case, digits, '-')",
});
export type AreaId = z.output<typeof AreaId>;

/** The customer as a party to a promise. No area may carry this name. */
export const customerParty = 'customer';
/** Who can make a promise or be made one: an area of the company, or the customer. */
export const Party = AreaId.describe('An area, or customer');
export type Party = z.output<typeof Party>;
