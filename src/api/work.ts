/** The contract for a day's work: what I owe, what waits for me, what became late, one line that becomes a promise, search. */
import * as z from 'zod';
import { listed, plainName, promiseTable } from './promise-phrases.ts';
import { asOf, endpoint, InstantOrDay } from './endpoint.ts';
import { PromiseView } from './promise-views.ts';
import { nextAuditSentence } from './sign-offs.ts';
import type { Document } from '../documents/document.ts';

const whose = {
  area: z.string().max(40).optional().describe('What this area owes and has to answer'),
  person: z.string().max(120).optional().describe('Only what this person promised'),
};

/** Rows of each list at most; the counts say how many there are. */
export const workRowsMax = 50;

const Waiting = z.object({
  promise: PromiseView,
  /** What is asked of the area: its own promise, a yes or no, or whether it was kept. */
  why: z.enum(['backing', 'request', 'offer', 'confirmation']),
});

/** The next audit: by which day, and who promised it. */
const AuditOwed = z.object({ nextBy: z.string(), signer: z.string().nullable(), isLate: z.boolean() });

export const Today = z.object({
  asOf: z.string(),
  zone: z.string(),
  late: z.array(PromiseView),
  today: z.array(PromiseView),
  soon: z.array(PromiseView),
  waiting: z.array(Waiting),
  /** Broken, and still in the time in which a repair may be promised. */
  repairs: z.array(PromiseView),
  cases: z.array(
    z.object({
      customerId: z.string(),
      customerName: z.string().nullable(),
      caseId: z.string(),
      issue: z.string().nullable(),
      openedAt: z.string(),
      severity: z.string(),
      tries: z.int(),
      handOffs: z.int(),
    }),
  ),
  /** Where it is late or due soon. */
  audit: AuditOwed.nullable(),
  counts: z.object({
    late: z.int(),
    today: z.int(),
    soon: z.int(),
    waiting: z.int(),
    repairs: z.int(),
    cases: z.int(),
  }),
});
export type Today = z.output<typeof Today>;

export const Captured = z.object({
  /** The line without its due time, its customer and its area. */
  words: z.string(),
  /** Customers whose names stand in the line, the best first. */
  customers: z.array(z.object({ customerId: z.string(), name: z.string().nullable() })),
  due: z.object({ said: z.string(), dueDay: z.string().nullable(), dueAt: z.string().nullable() }).nullable(),
  area: z.string().nullable(),
});
export type Captured = z.output<typeof Captured>;

export const work = {
  today: endpoint({
    method: 'get',
    path: '/today',
    summary: 'What is owed today: late first, then what waits for a yes, repairs owed and open cases',
    input: z.object({ ...whose, ...asOf }),
    output: Today,
    document: todayDocument,
    commands: [{ usage: 'today [area]' }],
  }),
  lately: endpoint({
    method: 'get',
    path: '/lately-late',
    summary: 'Promises, and the next audit, that became late since an instant and are not done yet',
    input: z.object({ since: InstantOrDay, ...whose }),
    output: z.object({
      /** Of promises; the audit is one more. */
      count: z.int(),
      asOf: z.string(),
      promises: z.array(PromiseView),
      audit: AuditOwed.nullable(),
    }),
  }),
  capture: endpoint({
    method: 'get',
    path: '/capture',
    summary: 'Reads one line of plain language as a promise: words, customer, due time, area. Records nothing',
    input: z.object({ line: z.string().min(1).max(400) }),
    output: Captured,
  }),
  search: endpoint({
    method: 'get',
    path: '/search',
    summary: 'Customers, promises and people whose names or words contain the text',
    input: z.object({ text: z.string().min(1).max(200) }),
    output: z.object({
      customers: z.array(z.object({ customerId: z.string(), name: z.string().nullable() })),
      promises: z.array(PromiseView),
      people: z.array(z.object({ personId: z.string(), name: z.string().nullable(), area: z.string() })),
    }),
  }),
};

function todayDocument(today: Today): Document {
  const view = { asOf: today.asOf, zone: today.zone };
  const table = (name: string, caption: string, empty: string, promises: readonly PromiseView[]) =>
    promiseTable(promises, { name, caption, empty, view, nameOf: plainName, withCustomer: true });
  const { counts } = today;
  return {
    title: 'Today',
    subtitle: listed([`${counts.late} late`, `${counts.today} due today`, `${counts.waiting} waiting for an answer`]),
    blocks: [
      table('late', 'Late', 'Nothing is late.', today.late),
      table('today', 'Due today', 'Nothing is due today.', today.today),
      table('soon', 'Due in the six days after', 'Nothing is due in the next days.', today.soon),
      table(
        'waiting',
        'Waiting for an answer',
        'Nothing waits for an answer.',
        today.waiting.map(({ promise }) => promise),
      ),
      ...(today.audit === null
        ? []
        : [
            {
              kind: 'paragraph' as const,
              tone: today.audit.isLate ? ('warning' as const) : ('note' as const),
              text: nextAuditSentence(today.audit),
            },
          ]),
      table('repairs', 'Broken, a repair is owed', 'No repair is owed.', today.repairs),
    ],
  };
}
