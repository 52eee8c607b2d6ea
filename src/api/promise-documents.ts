/** Promises as documents: a page of them, and one as the conversation it is. */
import type * as z from 'zod';
import { type Block, type Content, count, type Document, instant, link, state, strong } from '../documents/document.ts';
import { formatCount, formatInstant } from '../documents/format.ts';
import { stateLooks } from '../documents/states.ts';
import type { MoveName } from '../domain/promises/machine.ts';
import type { PromiseConversation, PromiseCounts, PromisePage } from './promise-views.ts';
import {
  capitalised,
  due,
  lateBy,
  listed,
  plainName,
  promiseTable,
  quoted,
  sentence,
  unsupported,
} from './promise-phrases.ts';

type Page = z.output<typeof PromisePage>;
type Conversation = z.output<typeof PromiseConversation>;
type Rows = readonly { readonly label: string; readonly value: Content }[];

/** A page of promises. */
export function promisesDocument(page: Page): Document {
  const { promises, asOf, zone } = page;
  const shown = promises.length;
  return {
    title: 'Promises',
    subtitle: `As of ${formatInstant(asOf, zone)}`,
    blocks: [
      promiseTable(promises, {
        name: 'promises',
        caption: 'Soonest due first',
        empty: 'There is no such promise.',
        view: page,
        withCustomer: true,
      }),
      {
        kind: 'paragraph',
        tone: 'note',
        text:
          shown < page.count
            ? `${formatCount(shown)} of ${formatCount(page.count)} are shown.`
            : [count(page.count), ' in all.'],
      },
    ],
  };
}

/** Promises counted by what they have in common. */
export function promiseCountsDocument({ groups, count: all, asOf, zone }: z.output<typeof PromiseCounts>): Document {
  return {
    title: 'Promises, counted',
    subtitle: `As of ${formatInstant(asOf, zone)}`,
    blocks: [
      {
        kind: 'table',
        name: 'promise-counts',
        caption: 'The most first',
        columns: ['Of', 'Promises'],
        rows: groups.map(({ key, name, count: found }) => [name ?? plainName(key), count(found)]),
        total: ['All', count(all)],
        empty: 'There is no such promise.',
      },
    ],
  };
}

/** One promise: its terms as first promised and as last agreed, what happened, what is possible now. */
export function promiseDocument(conversation: Conversation): Document {
  const { promise } = conversation;
  const { customerId, customerName, byParty, toParty } = promise;
  return {
    title: conversation.erased ? 'A promise whose words were erased' : quoted(promise.words),
    subtitle: `${plainName(byParty)} to ${toParty === 'customer' ? (customerName ?? customerId) : plainName(toParty)}`,
    blocks: [
      { kind: 'paragraph', tone: 'lead', text: standing(conversation) },
      ...warnings(conversation),
      { kind: 'facts', rows: termsOf(conversation) },
      stepsTable(conversation),
      ...possibleNow(conversation),
      ...related(conversation),
      ...irregularities(conversation),
    ],
  };
}

function standing({ promise, asOf, zone }: Conversation): Content {
  const late = lateBy(promise, asOf);
  const isLateNow = late !== null && promise.completedAt === null;
  return sentence(
    state(promise.state),
    ' since ',
    instant(promise.since, zone),
    late === null ? null : [isLateNow ? ', ' : ', done ', late, ' late'],
    '.',
  );
}

function warnings({ promise, erased }: Conversation): readonly Block[] {
  const unheld = unsupported(promise, plainName);
  const { missingBackers, byParty } = promise;
  const remedy =
    missingBackers.length > 0
      ? `: until ${missingBackers.length === 1 ? 'it promises its part' : 'they promise their parts'}, the burden stays with ${plainName(byParty)}.`
      : '.';
  return [
    ...(erased
      ? [warning('The words were erased for good. What was promised by whom, by when, and what came of it, remains.')]
      : []),
    ...(unheld === null ? [] : [warning(sentence(unheld, remedy))]),
    ...(promise.explicit || erased || promise.balancePart !== 'open'
      ? []
      : [warning('It does not say by when. Nobody can tell whether it is kept.')]),
  ];
}

function warning(text: Content): Block {
  return { kind: 'paragraph', tone: 'warning', text };
}

function termsOf(conversation: Conversation): Rows {
  const { promise, zone } = conversation;
  const at = (label: string, moment: string | null): Rows =>
    moment === null ? [] : [{ label, value: instant(moment, zone) }];
  const said = (label: string, text: string | null): Rows => (text === null ? [] : [{ label, value: text }]);
  const changed = promise.firstDeadline !== promise.deadline;
  return [
    { label: 'Customer', value: link(promise.customerName ?? promise.customerId, `/customers/${promise.customerId}`) },
    { label: 'By', value: `${plainName(promise.byParty)}${promise.byPerson === null ? '' : ` (${promise.byPerson})`}` },
    { label: 'To', value: plainName(promise.toParty) },
    ...(changed ? at('Due as first promised', promise.firstDeadline) : []),
    { label: changed ? 'Due as last agreed' : 'Due', value: due(promise, zone) },
    ...said('Done when', promise.doneWhen),
    ...at('Promised', promise.promisedAt),
    ...at('Declared done', promise.completedAt),
    ...said('Proof', promise.proof === null ? null : (proofWords[promise.proof] ?? promise.proof)),
    ...at('Broken', promise.brokenAt),
    ...said('Severity', promise.severity),
    ...said('Cause', promise.cause),
    ...said('About', promise.topic),
    ...(promise.needs.length > 0 ? [{ label: 'Needs', value: listed(promise.needs.map(plainName)) }] : []),
    { label: 'Quality', value: `${promise.quality} of 4${promise.explicit ? ', explicit' : ', not explicit'}` },
    { label: 'Id', value: promise.promiseId },
  ];
}

const proofWords: Readonly<Record<string, string>> = {
  claim: 'only the word of the one who promised',
  colleague: 'confirmed by a colleague',
  system: "a system's record",
  promisee: 'the word of the one it was promised to',
};

const actorWords: Readonly<Record<string, string>> = {
  promisor: 'the one who promised',
  promisee: 'the one it was promised to',
  other: 'the other side',
  adjudicator: 'the referee',
  system: 'the clock',
};

function stepsTable({ steps, zone }: Conversation): Block {
  return {
    kind: 'table',
    name: 'steps',
    caption: 'What happened',
    columns: ['When', 'What', 'By', 'State after it'],
    rows: steps.map((step) => [
      instant(step.at, zone),
      sentence(
        step.sentence,
        step.learnedAt === null ? null : [' (learned only on ', instant(step.learnedAt, zone), ')'],
      ),
      actorWords[step.actor] ?? step.actor,
      state(step.to),
    ]),
    empty: 'Nothing happened yet.',
  };
}

/** What a party does by a move, as words on a button. */
const moveWords: Partial<Record<MoveName, string>> = {
  promise: 'promise it',
  counter: 'answer with other terms',
  decline: 'decline it',
  withdraw: 'withdraw it',
  accept: 'accept it',
  proposeChange: 'propose other terms',
  askChange: 'ask for other terms',
  agreeChange: 'agree to the change',
  refuseChange: 'refuse the change',
  declareComplete: 'declare it done',
  release: 'release it',
  renege: 'give it up',
  declareSatisfied: 'confirm that it was kept',
  reject: 'say that it was not kept',
  rework: 'do it again',
  uphold: 'find that it was kept',
  concede: 'concede that it was broken',
  overturn: 'find that it was broken',
  promiseRepair: 'promise a repair',
};

function possibleNow({ possible, nextClockAt, zone, promise }: Conversation): readonly Block[] {
  const clock: readonly Block[] =
    nextClockAt === null
      ? []
      : [
          {
            kind: 'paragraph',
            tone: 'note',
            text: ['If nobody does anything, the clock moves it on ', instant(nextClockAt, zone), '.'],
          },
        ];
  if (possible.length === 0) {
    return [
      { kind: 'paragraph', text: `Nobody can move it any more: it is ${stateLooks[promise.state].word}.` },
      ...clock,
    ];
  }
  const byActor = [...new Set(possible.map(({ by }) => by))];
  return [
    { kind: 'heading', level: 2, text: 'What can be done now' },
    {
      kind: 'list',
      items: byActor.map((actor) => {
        const words = possible
          .filter(({ by }) => by === actor)
          .map(({ move }) => `${moveWords[move as MoveName] ?? move} (${move})`);
        return [strong(capitalised(actorWords[actor] ?? actor)), ` can ${words.join(', or ')}.`];
      }),
    },
    ...clock,
  ];
}

function related(conversation: Conversation): readonly Block[] {
  const { behind, inFront, mending, mended } = conversation;
  const groups = [
    { name: 'mending', caption: 'Promises that repair it', promises: mending },
    { name: 'mended', caption: 'The broken promise that it repairs', promises: mended },
    { name: 'behind', caption: 'Promises that stand behind it', promises: behind },
    { name: 'in-front', caption: 'Promises that it stands behind', promises: inFront },
  ];
  return groups
    .filter(({ promises }) => promises.length > 0)
    .map(({ name, caption, promises }) => promiseTable(promises, { name, caption, empty: '', view: conversation }));
}

function irregularities({ irregularities: found, zone }: Conversation): readonly Block[] {
  if (found.length === 0) return [];
  return [
    { kind: 'heading', level: 2, text: 'Recorded, but against the rules' },
    { kind: 'list', items: found.map(({ at, why }) => [instant(at, zone), `: ${why}`]) },
  ];
}
