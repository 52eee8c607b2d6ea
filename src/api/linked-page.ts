/** The customer's own page: what was promised to them and what came of it, in plain words and without our areas' names. */
import * as z from 'zod';
import type { Block, Document } from '../documents/document.ts';
import { formatDay } from '../documents/format.ts';

export const linkedGroups = ['late', 'open', 'waiting', 'broken', 'kept', 'asked', 'dropped'] as const;

const LinkedPromise = z.object({
  promiseId: z.string(),
  group: z.enum(linkedGroups),
  words: z.string(),
  /** By which day, in the zone it was promised in; null where none was said. */
  dueDay: z.string().nullable(),
  /** What happened, in one sentence. */
  sentence: z.string(),
  /** When it came to stand as it does. */
  since: z.string(),
  canConfirm: z.boolean(),
  canReject: z.boolean(),
});
export const LinkedPage = z.object({
  token: z.string(),
  customerName: z.string().nullable(),
  asOf: z.string(),
  promises: z.array(LinkedPromise),
  /** Promises of which only the newest are shown. */
  left: z.int(),
});
export type LinkedPage = z.output<typeof LinkedPage>;
export type LinkedPromise = z.output<typeof LinkedPromise>;

const headings: Readonly<Record<LinkedPromise['group'], string>> = {
  late: 'Late',
  open: 'Open',
  waiting: 'Done, we say: is that right?',
  broken: 'Not kept',
  kept: 'Kept',
  asked: 'You asked for, we have not answered yet',
  dropped: 'No longer promised',
};

/** The page as a document with its questions. */
export function linkedDocument(page: LinkedPage): Document {
  const groups = linkedGroups.flatMap((group): readonly Block[] => {
    const promises = page.promises.filter((promise) => promise.group === group);
    if (promises.length === 0) return [];
    return [
      { kind: 'heading', level: 2, text: headings[group] },
      ...promises.flatMap((one) => promiseBlocks(one, page)),
    ];
  });
  const more = page.left === 0 ? '' : ` ${page.left} older ones are not shown.`;
  return {
    title: 'What we promised you',
    subtitle: [page.customerName ?? '', `as of ${formatDay(page.asOf.slice(0, 10))}`]
      .filter((part) => part !== '')
      .join(' · '),
    blocks: [
      ...(groups.length === 0
        ? [{ kind: 'paragraph', text: 'Nothing that we promised you is recorded here yet.', tone: 'lead' } as const]
        : groups),
      ...(more === '' ? [] : [{ kind: 'paragraph', text: more.trim(), tone: 'note' } as const]),
      { kind: 'heading', level: 2, text: 'Something is missing?' },
      {
        kind: 'form',
        name: 'Something is missing',
        action: `/p/${page.token}/claims`,
        fixed: {},
        words: { field: 'words', label: 'You promised me something that is not here:', required: true },
        buttons: [{ field: 'send', value: '', label: 'Send' }],
      },
      {
        kind: 'paragraph',
        tone: 'note',
        text: 'Looking at this page records nothing. What you answer is recorded in your name. Keep this address to yourself.',
      },
    ],
  };
}

function promiseBlocks(promise: LinkedPromise, page: LinkedPage): readonly Block[] {
  const due = promise.dueDay === null ? '' : ` — by ${formatDay(promise.dueDay)}`;
  const said: readonly Block[] = [
    { kind: 'heading', level: 3, text: `${promise.words}${due}` },
    { kind: 'paragraph', text: promise.sentence },
  ];
  const buttons = [
    ...(promise.canConfirm ? [{ field: 'answer', value: 'kept', label: "That's right, it was kept" }] : []),
    ...(promise.canReject ? [{ field: 'answer', value: 'not-kept', label: 'Not so' }] : []),
  ];
  if (buttons.length === 0) return said;
  return [
    ...said,
    {
      kind: 'form',
      name: promise.words,
      action: `/p/${page.token}/answers`,
      fixed: { promiseId: promise.promiseId, seen: promise.since },
      words: { field: 'why', label: 'If not, why? (you may leave this empty)', required: false },
      buttons,
    },
  ];
}
