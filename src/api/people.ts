/** The contract for people who leave: what is still theirs, who takes it over, and taking that back. */
import * as z from 'zod';
import { count, day, type Document, link } from '../documents/document.ts';
import { handedOverMax } from '../domain/company/events.ts';
import { CaseId, PersonId, PromiseId } from '../domain/ids.ts';
import { endpoint, writing } from './endpoint.ts';
import { plainName } from './promise-phrases.ts';
import { Flag, PersonRef } from './references.ts';

/** Something that is somebody's and not settled. */
const Theirs = z.object({
  kind: z.enum(['promise', 'case']),
  /** Of the promise or the case. */
  id: z.string(),
  customerId: z.string(),
  customerName: z.string().nullable(),
  words: z.string().nullable(),
  /** The area that owes it, or that a case is with. */
  area: z.string(),
  state: z.string(),
  due: z.string().nullable(),
  late: z.boolean(),
  /** Who may take it over, by id: whoever is there and works in the area of a promise; of a case, whoever is there. */
  takers: z.array(z.string()),
});

const StillTheirs = z.object({
  personId: z.string(),
  name: z.string().nullable(),
  leftAt: z.string().nullable(),
  /** The soonest due first, cases last. */
  things: z.array(Theirs),
  promises: z.int(),
  cases: z.int(),
  /** Broken, with a repair owed. */
  repairs: z.int(),
  /** People who report to them, by id. */
  reports: z.array(z.string()),
  asOf: z.string(),
});
export type StillTheirs = z.output<typeof StillTheirs>;

const Leaving = z.object({
  personId: z.string(),
  /** Whether nothing was written: it is what would be. */
  preview: z.boolean(),
  /** Whether the request had been answered before and nothing new was written. */
  replayed: z.boolean(),
  leftAt: z.string(),
  /** Who takes what; null: it stays with its area, nobody in particular. */
  handed: z.array(
    z.object({
      kind: z.enum(['promise', 'case']),
      id: z.string(),
      customerId: z.string(),
      toPerson: z.string().nullable(),
    }),
  ),
});
export type Leaving = z.output<typeof Leaving>;

export const people = {
  stillTheirs: endpoint({
    method: 'get',
    path: '/people/{personId}/open',
    summary:
      'What is still somebody’s: promises that are not settled, repairs owed, open cases, and who could take each',
    input: z.object({ personId: PersonRef }),
    output: StillTheirs,
    document: stillTheirsDocument,
    commands: [{ usage: 'still-theirs <personId>' }],
  }),
  left: endpoint({
    method: 'post',
    path: '/people/{personId}/left',
    summary:
      'Say that somebody left, and hand over what is still theirs: to one person, each to its own, or to its area',
    input: z.object({
      personId: PersonRef,
      to: PersonRef.optional().describe('Who takes over all that they may; what they may not stays with its area'),
      each: z
        .array(
          z.object({
            id: z.union([PromiseId, CaseId]),
            to: PersonId.optional().describe('Left out: it stays with its area'),
          }),
        )
        .max(handedOverMax)
        .default([])
        .describe('Promises and cases that go elsewhere than to `to`'),
      preview: Flag.default(false).describe('Only say what would be handed over, and write nothing'),
      ...writing,
    }),
    output: Leaving,
    document: leavingDocument,
    commands: [{ usage: 'left <personId>' }],
  }),
  returned: endpoint({
    method: 'post',
    path: '/people/{personId}/returned',
    summary: 'Take back that somebody left: what was handed over then is theirs again',
    input: z.object({ personId: PersonRef, idempotencyKey: writing.idempotencyKey }),
    output: z.object({ personId: z.string(), retracted: z.int() }),
    commands: [{ usage: 'returned <personId>' }],
  }),
};

function stillTheirsDocument({ name, personId, things, reports }: StillTheirs): Document {
  return {
    title: `Still ${name ?? personId}’s`,
    subtitle: 'Promises that are not settled, repairs that are owed, and open cases',
    blocks: [
      {
        kind: 'table',
        name: 'still-theirs',
        caption: 'The soonest due first',
        columns: ['What', 'Customer', 'Area', 'State', 'Due', 'Could be taken by'],
        rows: things.map((thing) => [
          thing.kind === 'promise'
            ? link(thing.words ?? '[erased]', `/promises/${thing.id}`)
            : (thing.words ?? 'a case'),
          link(thing.customerName ?? thing.customerId, `/customers/${thing.customerId}`),
          plainName(thing.area),
          thing.late ? `${thing.state}, late` : thing.state,
          thing.due === null ? '' : day(thing.due.slice(0, 10)),
          thing.kind === 'case' ? 'anybody' : thing.takers.join(', '),
        ]),
        empty: 'Nothing is open under this name.',
      },
      ...(reports.length === 0
        ? []
        : [{ kind: 'paragraph' as const, tone: 'note' as const, text: `Report to them: ${reports.join(', ')}` }]),
    ],
  };
}

function leavingDocument({ personId, preview, handed }: Leaving): Document {
  return {
    title: preview ? `If ${personId} left` : `${personId} left`,
    subtitle: preview ? 'Nothing was written' : 'Taken back with: troth returned',
    blocks: [
      { kind: 'facts', rows: [{ label: 'Handed over', value: count(handed.length) }] },
      {
        kind: 'table',
        name: 'handed',
        caption: 'Who takes what',
        columns: ['What', 'Customer', 'To'],
        rows: handed.map(({ kind, id, customerId, toPerson }) => [
          kind === 'promise' ? link(id, `/promises/${id}`) : id,
          customerId,
          toPerson ?? 'its area, nobody in particular',
        ]),
        empty: 'Nothing was open.',
      },
    ],
  };
}
