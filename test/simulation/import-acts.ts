/** Facts as they were, from files and other systems: new, late, known, changed, junk; undone and brought back. */
import { isDeepStrictEqual } from 'node:util';
import type { EventType } from '../../src/domain/catalogue.ts';
import { daysLater } from '../../src/domain/instants.ts';
import { moveNames } from '../../src/domain/promises/machine.ts';
import { importActor, undoImport } from '../../src/operations/imports.ts';
import type { IncomingFact } from '../../src/operations/incoming.ts';
import { recordFacts } from '../../src/operations/record.ts';
import type { Act } from './acts.ts';
import { isAhead } from './decide.ts';
import { filled } from './model.ts';
import { type Fields, listOf, type Recorded, retracted, textFields } from './recorded.ts';
import { agree, companyOf, contextOf, count, customersOf, fresh, holdsText, streamOf, type World } from './world.ts';

/** What was imported so far, so that it can be sent again, changed or undone. */
export interface Imports {
  readonly facts: IncomingFact[];
  readonly ids: string[];
}

/** A set of facts under an import's name: some new, some sent before, some of them changed. */
export function importFacts(imports: Imports): Act {
  return async (world) => {
    const { dice } = world;
    const importId = imports.ids.length > 0 && dice.chance(0.3) ? dice.pick(imports.ids) : fresh(world, 'imp');
    if (!imports.ids.includes(importId)) imports.ids.push(importId);
    const news = Array.from({ length: dice.whole(0, 8) }, () => newFact(world));
    const old =
      imports.facts.length === 0 ? [] : Array.from({ length: dice.whole(0, 4) }, () => dice.pick(imports.facts));
    const changed = dice.chance(0.2) ? old.slice(0, 1).map((fact) => changedFact(world, fact)) : [];
    imports.facts.push(...news);
    const batch = dice.shuffled([...news, ...old, ...changed]);
    await recordBatch(world, batch, importActor(importId), dice.chance(0.1));
    return null;
  };
}

/** An import that is undone: everything it brought is out. */
export function undoSome(imports: Imports): Act {
  return async (world) => {
    const importId = imports.ids.length === 0 ? undefined : world.dice.pick(imports.ids);
    const isKnown = [...world.streams.values()].some((recorded) =>
      recorded.some(({ actor }) => actor === importActor(importId ?? '')),
    );
    if (importId === undefined || !isKnown) return null;
    await undoImport(contextOf(world), importId);
    for (const recorded of world.streams.values()) {
      const out = retracted(recorded);
      const brought = recorded
        .filter(({ actor }) => actor === importActor(importId))
        .flatMap(({ id, type, fields }) => (type === 'event.restored' ? listOf(fields, 'eventIds') : [id]));
      const ids = [...new Set(brought)].filter((id) => !out.has(id));
      if (ids.length > 0) correct(world, recorded, 'event.retracted', ids);
    }
    const company = streamOf(world, 'company');
    // What the note of it says plays no part here, but it is an event with its own time.
    correct(world, company, 'event.restored', []);
    count(world, 'undo');
    return null;
  };
}

/** A correction that the ledger makes itself; nobody can name it. */
function correct(world: World, recorded: Recorded[], type: EventType, eventIds: readonly string[]): void {
  const origin = { actor: 'person:per_kim', source: 'troth', sourceId: '' };
  const fields = { eventIds };
  recorded.push({
    id: '',
    stream: '',
    type,
    at: world.now,
    ...origin,
    fields,
    given: fields,
    hasText: eventIds.length > 0,
  });
}

/** Another system's corrections: it may take out and put back whatever it likes, in any order. */
export const correctFromOutside: Act = async (world) => {
  const streams = [...world.streams].filter(([, recorded]) => recorded.some(({ id }) => id !== ''));
  if (streams.length === 0) return null;
  const [stream, recorded] = world.dice.pick(streams);
  const ids = recorded.flatMap(({ id }) => (id === '' ? [] : [id]));
  const type = world.dice.chance(0.4) ? 'event.retracted' : 'event.restored';
  const eventIds = [...new Set([world.dice.pick(ids), world.dice.pick(ids)])];
  const fact = factOf(world, stream, type, { eventIds, why: 'Somebody else says so' });
  await recordBatch(world, [fact], 'api:other', false);
  return stream === 'company' ? null : stream;
};

function factOf(world: World, customerId: string, type: string, fields: Fields): IncomingFact {
  const { dice } = world;
  const late = dice.weighted({ late: 8, moment: 1, future: 1 });
  const days = late === 'late' ? -dice.whole(0, 480) / 24 : late === 'moment' ? 0.0005 : 3;
  return { type, customerId, occurredAt: daysLater(world.now, days), sourceId: fresh(world, 'row'), fields };
}

function newFact(world: World): IncomingFact {
  const { dice } = world;
  const known = customersOf(world);
  const customerId =
    known.length > 8 || (known.length > 0 && dice.chance(0.8)) ? dice.pick(known) : fresh(world, 'cus');
  // Few names, so that the same thing is told twice, before it was made, and of several customers.
  const name = (prefix: string) => `${prefix}_${customerId.slice(4)}-${dice.whole(1, 3)}`;
  const promiseId = dice.chance(0.03) ? 'prm_shared' : name('prm');
  const kinds: readonly (readonly [string, Fields])[] = [
    ['customer.described', { name: 'A name', kind: 'business' }],
    [
      'promise.made',
      {
        promiseId,
        by: 'sales',
        words: 'Words',
        dueDay: daysLater(world.now, dice.whole(-20, 9)).slice(0, 10),
        purchaseId: name('pur'),
      },
    ],
    ['promise.made', { promiseId, by: 'operations', to: 'sales', words: 'Words', opening: 'offer' }],
    ['promise.moved', { promiseId, move: dice.pick(moveNames) }],
    ['promise.moved', { promiseId, move: dice.pick(moveNames), note: 'As it was' }],
    ['promise.moved', { promiseId, move: 'declareComplete' }],
    ['promise.assessed', { promiseId, severity: 'major', keptShare: 0.5 }],
    ['purchase.made', { purchaseId: name('pur'), amount: dice.whole(0, 900), currency: 'EUR' }],
    ['refund.paid', { refundId: name('ref'), amount: dice.whole(0, 90), currency: 'EUR', purchaseId: name('pur') }],
    ['case.opened', { caseId: name('cas'), purchaseId: name('pur'), nature: 'late', issue: 'Late again' }],
    ['case.closed', { caseId: name('cas'), verdict: dice.pick(['satisfied', 'dissatisfied']) }],
    ['purchase.made', { purchaseId: name('pur'), amount: 'a lot', currency: 'EUR' }],
    ['ask.made', { askId: name('ask'), ask: 'meeting', words: 'May we come?' }],
    ['decision.judged', { decisionId: name('dec'), best: 'both' }],
    ['lot.drawn', { trial: `trial-${dice.whole(1, 3)}`, drew: 'offer' }],
  ];
  const [type, fields] = dice.pick(kinds);
  return factOf(world, customerId, type, fields);
}

function changedFact(world: World, fact: IncomingFact): IncomingFact {
  const text = Object.keys(fact.fields).find((field) => textFields.has(field));
  if (text === undefined || world.dice.chance(0.5)) return { ...fact, occurredAt: daysLater(fact.occurredAt, -1) };
  return { ...fact, fields: { ...fact.fields, [text]: 'Quite another text' } };
}

type Status = 'recorded' | 'known' | 'restored' | 'refused';

/** Records a set of facts, and holds what became of each against what the list says. */
async function recordBatch(
  world: World,
  batch: readonly IncomingFact[],
  actor: string,
  dryRun: boolean,
): Promise<void> {
  const expected = new Map<number, { readonly status: Status; readonly put: ((id: string) => void) | null }>();
  const restored = new Map<string, string[]>();
  const added = new Map<string, IncomingFact>();
  for (const [index, fact] of batch.entries()) expected.set(index, expectedOf(world, fact, { actor, added, restored }));
  const outcomes = await recordFacts(contextOf(world, actor), batch, { source: 'files', dryRun });
  agree(
    'what became of imported facts',
    outcomes.map(({ status }) => status),
    batch.map((_, index) => expected.get(index)?.status),
  );
  for (const { status } of outcomes) count(world, `import ${status}`);
  if (dryRun) return;
  // The facts of a stream stand in the order of the set; what is put back comes after them.
  for (const [index, outcome] of outcomes.entries()) {
    if (outcome.status === 'recorded') expected.get(index)?.put?.(outcome.eventId);
  }
  for (const [stream, ids] of restored) {
    const origin = { actor, source: 'troth', sourceId: '' };
    const fields = { eventIds: ids };
    const event = { id: '', stream, type: 'event.restored' as const, at: world.now, ...origin };
    streamOf(world, stream).push({ ...event, fields, given: fields, hasText: true });
  }
}

interface Batch {
  readonly actor: string;
  readonly added: Map<string, IncomingFact>;
  readonly restored: Map<string, string[]>;
}

function expectedOf(world: World, fact: IncomingFact, { actor, added, restored }: Batch) {
  const refused = { status: 'refused' as const, put: null };
  if (fact.fields['amount'] === 'a lot' || isAhead(fact.occurredAt, world.now)) return refused;
  const { customerId: stream, sourceId } = fact;
  const recorded = world.streams.get(stream) ?? [];
  const twin = added.get(`${stream} ${sourceId}`);
  if (twin !== undefined) return isDeepStrictEqual(twin, fact) ? { status: 'known' as const, put: null } : refused;
  const editions = recorded.filter((one) => one.source === 'files' && one.sourceId.split('@')[0] === sourceId);
  const last = editions.at(-1);
  const out = retracted(recorded).has(last?.id ?? '');
  if (last !== undefined && !out) return isSame(last, fact) ? { status: 'known' as const, put: null } : refused;
  if (last !== undefined && isSame(last, fact)) {
    restored.set(stream, [...(restored.get(stream) ?? []), last.id]);
    return { status: 'restored' as const, put: null };
  }
  added.set(`${stream} ${sourceId}`, fact);
  const { policy } = companyOf(world);
  const put = (id: string): void => {
    const type = fact.type as EventType;
    const fields = filled(type, fact.fields, policy);
    const edition = last === undefined ? sourceId : `${sourceId}@edition${editions.length + 1}`;
    const origin = { actor, source: 'files', sourceId: edition };
    const event = { id, stream, type, at: fact.occurredAt, ...origin };
    streamOf(world, stream).push({ ...event, fields, given: fact.fields, hasText: holdsText(fact.fields) });
  };
  return { status: 'recorded' as const, put };
}

/** Whether a fact says what was recorded. Words that were erased cannot be compared. */
function isSame(known: Recorded, fact: IncomingFact): boolean {
  const hadText = holdsText(known.given);
  const compared = (fields: Fields) =>
    Object.fromEntries(Object.entries(fields).filter(([field]) => known.hasText || !hadText || !textFields.has(field)));
  return known.at === fact.occurredAt && isDeepStrictEqual(compared(known.given), compared(fact.fields));
}
