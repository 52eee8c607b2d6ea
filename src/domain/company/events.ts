/** The company's own facts: areas, people, offers with their claims, the policy, the imports it ran, and the audits it signed. */
import * as z from 'zod';
import { type EventOf, eventKind } from '../event.ts';
import {
  AreaId,
  AuditId,
  CaseId,
  ClaimId,
  CustomerId,
  customerParty,
  ImportId,
  OfferId,
  PersonId,
  ProgrammeId,
  PromiseId,
} from '../ids.ts';
import { Day, Instant } from '../instants.ts';
import { Fit } from '../selling/oversell.ts';
import { SoilRules } from '../selling/soil-rules.ts';
import { Code, FreeText, words } from '../words.ts';
import { Policy } from './policy.ts';

const claimsMax = 50;
const claimLengthMax = 400;
const segmentsMax = 50;
/** Promises and cases that one person can hand over at once. */
export const handedOverMax = 1_000;

/** An area of the company. The customer is a party too, and none of its areas. */
const Area = AreaId.refine((area) => area !== customerParty, {
  error: `must not be '${customerParty}', who is no area`,
});

export const AreaDescribed = eventKind({
  type: 'area.described',
  stream: 'company',
  rank: 0,
  data: z.object({ area: Area, name: words(60) }),
  sentence: (described) => `Area ${described.area} is called ${described.name}`,
  example: { area: 'distribution', name: 'Logistics' },
});

export const AreaMerged = eventKind({
  type: 'area.merged',
  stream: 'company',
  rank: 1,
  data: z.object({ area: Area, into: Area }),
  sentence: (merged) => `Area ${merged.area} became part of ${merged.into}`,
  example: { area: 'marketing', into: 'sales' },
});

export const PersonDescribed = eventKind({
  type: 'person.described',
  stream: 'company',
  rank: 2,
  data: z.object({ personId: PersonId, area: Area, manager: PersonId.optional() }),
  text: z.object({ name: FreeText.optional(), mail: FreeText.optional() }),
  sentence: (described, text) => `${text.name ?? described.personId} works in ${described.area}`,
  example: { personId: 'per_kim', area: 'sales', name: 'Kim Berg' },
});

const handed = { customerId: CustomerId, toPerson: PersonId.optional() };

/** Somebody left the company, and what was still theirs went to others or back to its area. */
export const PersonLeft = eventKind({
  type: 'person.left',
  stream: 'company',
  rank: 6,
  data: z.object({
    personId: PersonId,
    promises: z
      .array(z.object({ ...handed, promiseId: PromiseId }))
      .max(handedOverMax)
      .default([]),
    cases: z
      .array(z.object({ ...handed, caseId: CaseId }))
      .max(handedOverMax)
      .default([]),
  }),
  sentence: ({ personId, promises, cases }) =>
    `${personId} left; ${promises.length} promises and ${cases.length} cases went to others`,
  example: { personId: 'per_kim', promises: [{ customerId: 'cus_acme', promiseId: 'prm_7f3k', toPerson: 'per_lee' }] },
});

export const OfferPublished = eventKind({
  type: 'offer.published',
  stream: 'company',
  rank: 3,
  data: z.object({
    offerId: OfferId,
    name: words(120),
    /** Each claim is a standing promise of its area to everyone who buys. */
    claims: z
      .array(z.object({ claimId: ClaimId, area: Area, words: words(claimLengthMax) }))
      .max(claimsMax)
      .default([]),
    benefits: z.array(words(claimLengthMax)).max(claimsMax).default([]),
    limits: z.array(words(claimLengthMax)).max(claimsMax).default([]),
    /** What it fits, for the guard against selling too much. Left out: it says nothing. */
    fits: Fit.optional(),
  }),
  sentence: (published) => `Offer “${published.name}” published with ${published.claims.length} claims`,
  example: {
    offerId: 'off_standard',
    name: 'Standard',
    claims: [{ claimId: 'clm_next-day', area: 'distribution', words: 'Delivered on the next working day' }],
    limits: ['Not below -10 °C'],
  },
});

export const PolicySet = eventKind({
  type: 'policy.set',
  stream: 'company',
  rank: 4,
  data: Policy.partial().extend({ soil: SoilRules.partial().optional() }),
  // In order, for the database gives fields back in another order than they were sent in.
  sentence: (set) => `Policy set: ${Object.keys(set).sort().join(', ')}`,
  example: { zone: 'Europe/Berlin', graceDays: 10 },
});

export const ImportFinished = eventKind({
  type: 'import.finished',
  stream: 'company',
  rank: 8,
  data: z.object({
    importId: ImportId,
    source: Code,
    rows: z.int().min(0),
    recorded: z.int().min(0),
    known: z.int().min(0),
    restored: z.int().min(0),
    refused: z.int().min(0),
    customers: z.int().min(0),
    options: z.record(z.string(), z.string()).default({}),
  }),
  sentence: (finished) =>
    `Import ${finished.importId} from ${finished.source}: ${finished.recorded} new, ${finished.known} known, ${finished.refused} refused`,
  example: {
    importId: 'imp_1',
    source: 'olist',
    rows: 10,
    recorded: 9,
    known: 0,
    restored: 0,
    refused: 1,
    customers: 4,
  },
});

export const ImportUndone = eventKind({
  type: 'import.undone',
  stream: 'company',
  rank: 8,
  data: z.object({ importId: ImportId, retracted: z.int().min(0) }),
  sentence: (undone) => `Import ${undone.importId} was undone: ${undone.retracted} events retracted`,
  example: { importId: 'imp_1', retracted: 9 },
});

/** Somebody stands by an audit with their name, and promises the next one. */
export const AuditSigned = eventKind({
  type: 'audit.signed',
  stream: 'company',
  rank: 8,
  data: z.object({
    auditId: AuditId,
    /** What was audited: the filters as they were asked for, the times aside. */
    filters: z.record(z.string(), z.string()).default({}),
    asOf: Instant,
    /** Asked for by what was known then, the audit is this one for ever. */
    knownBy: Instant,
    /** The watermark: the checkpoint that was taken for it, its root, and how many events it holds. */
    checkpoint: z.int().min(1),
    root: z.string().regex(/^[0-9a-f]{64}$/, { error: 'must be a SHA-256 in hexadecimal' }),
    events: z.int().min(0),
    promises: z.int().min(0),
    experienceNotGood: z.boolean().nullable(),
    promisesThatCannotBeDelivered: z.boolean().nullable(),
    verdict: words(400),
    nextBy: Day,
    byPerson: PersonId.optional(),
  }),
  text: z.object({ signer: FreeText, statement: FreeText.optional() }),
  sentence: (signed, text) =>
    `${text.signer ?? 'Somebody'} signed the audit as of ${signed.asOf.slice(0, 10)} and promised the next by ${signed.nextBy}`,
  example: {
    auditId: 'aud_4k7p',
    filters: { area: 'sales' },
    asOf: '2026-11-21T12:00:00.000Z',
    knownBy: '2026-11-21T12:00:00.000Z',
    checkpoint: 12,
    root: '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
    events: 2_850,
    promises: 900,
    experienceNotGood: true,
    promisesThatCannotBeDelivered: false,
    verdict: 'The experience is not good.',
    nextBy: '2027-02-21',
    byPerson: 'per_kim',
    signer: 'Kim Berg',
    statement: 'We begin with the bills.',
  },
});

/** What a programme is meant to move, month by month and customer by customer. */
export const programmeMeasures = ['kept', 'income', 'cases'] as const;

export const ProgrammeStarted = eventKind({
  type: 'programme.started',
  stream: 'company',
  rank: 5,
  data: z.object({
    programmeId: ProgrammeId,
    area: Area,
    title: words(120),
    measure: z.enum(programmeMeasures),
    /** The segments in which it begins now: told again for others, it is a staggered start. Empty: everybody. */
    segments: z.array(Code).max(segmentsMax).default([]),
  }),
  sentence: (started) =>
    `${started.area} started the programme “${started.title}”${started.segments.length === 0 ? '' : ` for ${started.segments.join(', ')}`}`,
  example: { programmeId: 'prg_1', area: 'distribution', title: 'Call before coming', measure: 'kept' },
});

export const ProgrammeFinished = eventKind({
  type: 'programme.finished',
  stream: 'company',
  rank: 6,
  data: z.object({ programmeId: ProgrammeId }),
  sentence: (finished) => `Programme ${finished.programmeId} is finished: it is how we work now`,
  example: { programmeId: 'prg_1' },
});

export const companyEvents = [
  AreaDescribed,
  AreaMerged,
  PersonDescribed,
  PersonLeft,
  OfferPublished,
  PolicySet,
  ProgrammeStarted,
  ProgrammeFinished,
  ImportFinished,
  ImportUndone,
  AuditSigned,
] as const;
export type CompanyEvent = EventOf<(typeof companyEvents)[number]>;
