/** Signed audits as they are answered: by whom, as of when, over which events, with which verdict, and when the next is owed. */
import * as z from 'zod';
import type { Document } from '../documents/document.ts';
import { formatCount } from '../documents/format.ts';

export const SignOffs = z.object({
  signed: z.array(
    z.object({
      auditId: z.string(),
      at: z.string(),
      signer: z.string().nullable(),
      byPerson: z.string().nullable(),
      statement: z.string().nullable(),
      /** The filters of the audit; with `asOf` and `knownBy` they ask for the very audit that was signed. */
      filters: z.record(z.string(), z.string()),
      asOf: z.string(),
      knownBy: z.string(),
      checkpoint: z.int(),
      root: z.string(),
      events: z.int(),
      promises: z.int(),
      verdict: z.string(),
      experienceNotGood: z.boolean().nullable(),
      promisesThatCannotBeDelivered: z.boolean().nullable(),
      nextBy: z.string(),
      next: z.enum(['open', 'late', 'kept', 'keptLate']),
      nextAt: z.string().nullable(),
    }),
  ),
});
export type SignOffs = z.output<typeof SignOffs>;
export type SignOff = SignOffs['signed'][number];

const fates: Readonly<Record<SignOff['next'], string>> = {
  open: 'owed',
  late: 'late',
  kept: 'signed in time',
  keptLate: 'signed late',
};

/** What became of the next audit, in words: `owed by 2027-02-21`. */
export function nextInWords({ next, nextBy }: Pick<SignOff, 'next' | 'nextBy'>): string {
  return next === 'open' ? `owed by ${nextBy}` : `${fates[next]}: it was promised by ${nextBy}`;
}

/** What an audit was about, in words: everything, or its filters. */
export function scopeInWords({ filters }: Pick<SignOff, 'filters'>): string {
  const parts = Object.entries(filters).map(([name, value]) => `${name} ${value}`);
  return parts.length === 0 ? 'all promises' : parts.join(', ');
}

/** That the next audit is due, for a day's work. */
export function nextAuditSentence({
  nextBy,
  signer,
  isLate,
}: {
  nextBy: string;
  signer: string | null;
  isLate: boolean;
}) {
  const by = signer === null ? '' : ` by ${signer}`;
  return isLate
    ? `The next audit is late: it was promised${by} for ${nextBy} and nobody has signed it.`
    : `The next audit is due by ${nextBy}, as promised${by}.`;
}

/** The sign-offs as a document. */
export function signOffsDocument({ signed }: SignOffs): Document {
  return {
    title: 'Signed audits',
    subtitle: 'Each stands by its figures, and promises the next one',
    blocks: [
      {
        kind: 'table',
        name: 'sign-offs',
        caption: 'The newest first',
        columns: ['Signed', 'By', 'Of', 'As of', 'Verdict', 'Checkpoint', 'The next'],
        rows: signed.map((one) => [
          one.at.slice(0, 10),
          one.signer ?? '[erased]',
          scopeInWords(one),
          one.asOf.slice(0, 10),
          one.verdict,
          `${one.checkpoint}, over ${formatCount(one.events)} events`,
          nextInWords(one),
        ]),
        empty: 'No audit was signed yet: troth sign-audit "Your name" --next-by 2027-02-21',
      },
    ],
  };
}
