/** Facts as they arrive: in any order, in pieces, twice, corrected, from several sides at once. */
import { describe, expect, test } from 'vitest';
import { demoFacts } from '../ingest/demo/demo.ts';
import { seededRandom } from '../domain/statistics/random.ts';
import { emptied, freshDatabase, onEveryEngine, servers } from '../../test/databases.ts';
import { randomColumns, readTables } from '../../test/read-tables.ts';
import { readAsOf, rebuild, tick } from '../ledger/rebuild.ts';
import type { Database } from '../ledger/queryable.ts';
import { readCustomerIds } from '../ledger/streams.ts';
import type { Context } from './context.ts';
import { finishImport, importActor, undoImport } from './imports.ts';
import type { IncomingFact } from './incoming.ts';
import { recordFacts } from './record.ts';
import { write } from './write.ts';

const now = '2026-11-21T12:00:00.000Z';
const source = { source: 'test' };

function contextOf(database: Database, changes: Partial<Context> = {}): Context {
  return { database, now: () => now, actor: 'person:test', source: 'test', folder: '', ...changes };
}

/** Some customers of the demo company: a believable mix of everything. */
const facts = demoFacts({ seed: 7, until: now }).filter(({ customerId }) => /[05]$/.test(customerId));

function shuffled(given: readonly IncomingFact[], seed: number): IncomingFact[] {
  const random = seededRandom(seed);
  return given
    .map((fact) => ({ fact, place: random() }))
    .sort((left, right) => left.place - right.place)
    .map(({ fact }) => fact);
}

function made(sourceId: string, fields: Readonly<Record<string, unknown>> = {}): IncomingFact {
  return {
    type: 'promise.made',
    customerId: 'cus_acme',
    occurredAt: '2026-11-01T09:00:00Z',
    sourceId,
    fields: {
      promiseId: `prm_${sourceId}`,
      by: 'sales',
      words: 'Installed by the 30th',
      dueDay: '2026-11-30',
      ...fields,
    },
  };
}

onEveryEngine('recording facts', (database) => {
  test('an import in any order and in any pieces ends in the same read tables', async () => {
    expect(facts.length).toBeGreaterThan(1_000);
    await emptied(database());
    await recordFacts(contextOf(database()), facts, source);
    const whole = await readTables(database(), randomColumns);
    expect(whole['promise']?.length).toBeGreaterThan(100);
    for (const seed of [1, 2]) {
      await emptied(database());
      const mixed = shuffled(facts, seed);
      const piece = Math.ceil(mixed.length / (seed * 3));
      for (let from = 0; from < mixed.length; from += piece) {
        await recordFacts(contextOf(database()), mixed.slice(from, from + piece), source);
      }
      expect(await readTables(database(), randomColumns)).toEqual(whole);
    }
  });

  test('an erasure cannot be claimed: only what destroys the text records one', async () => {
    const claimed = { type: 'customer.erased', customerId: 'cus_acme', occurredAt: now, sourceId: 'erased' };
    const [outcome] = await recordFacts(contextOf(database()), [{ ...claimed, fields: { textsErased: 3 } }], source);
    expect(outcome).toMatchObject({ status: 'refused', refusal: { field: 'type', value: 'customer.erased' } });
  });

  test('read tables that are rebuilt equal the live ones, row for row', async () => {
    const live = await readTables(database());
    const customers = await rebuild(database(), now);
    expect(customers).toBe(live['customer']?.length);
    expect(await readTables(database())).toEqual(live);
  });

  test('the clock alone moves promises, and only those whose time has come', async () => {
    const later = '2026-12-20T12:00:00.000Z';
    const moved = await tick(database(), later);
    expect(moved).toBeGreaterThan(0);
    expect(await tick(database(), later)).toBe(0);
    const ticked = await readTables(database());
    await rebuild(database(), later);
    expect(await readTables(database())).toEqual(ticked);
  });

  test('a read as of another time is what the ledger would have shown then', async () => {
    const then = '2026-08-01T00:00:00.000Z';
    const seen = await readAsOf(database(), then, null, (tables) => readTables(tables, randomColumns));
    await emptied(database());
    const known = facts.filter(({ occurredAt }) => occurredAt <= then);
    await recordFacts(contextOf(database(), { now: () => then }), known, source);
    expect(seen).toEqual(await readTables(database(), randomColumns));
  });

  test('the same fact twice is one event, and with other content it is refused', async () => {
    await emptied(database());
    const context = contextOf(database());
    const [first] = await recordFacts(context, [made('1')], source);
    const [again] = await recordFacts(context, [made('1')], source);
    expect(first).toMatchObject({ status: 'recorded' });
    expect(again).toEqual({ ...first, status: 'known' });
    const [other] = await recordFacts(context, [made('1', { words: 'Installed some day' })], source);
    expect(other).toMatchObject({
      status: 'refused',
      refusal: { code: 'different_content', field: 'sourceId', value: '1' },
    });
    const elsewhere = await recordFacts(
      context,
      [{ ...made('1'), fields: { ...made('1').fields, promiseId: 'prm_else' } }],
      { source: 'other' },
    );
    expect(elsewhere[0]).toMatchObject({ status: 'recorded' });
  });

  test('a refused row never stops the others and names field, value and remedy', async () => {
    await emptied(database());
    const outcomes = await recordFacts(
      contextOf(database()),
      [
        made('good'),
        made('weight', { weight: -1 }),
        { ...made('future'), occurredAt: '2027-01-01T00:00:00Z' },
        { ...made('stream'), customerId: 'Acme Ltd' },
        { ...made('kind'), type: 'promise.kept' },
        { ...made('source'), refused: 'the row has no date' },
        made('also-good'),
      ],
      source,
    );
    expect(outcomes.map((outcome) => outcome.status)).toEqual([
      'recorded',
      'refused',
      'refused',
      'refused',
      'refused',
      'refused',
      'recorded',
    ]);
    expect(outcomes[1]).toMatchObject({ refusal: { field: 'weight', value: -1, remedy: expect.stringMatching(/./) } });
    expect(outcomes[2]).toMatchObject({ refusal: { code: 'in_the_future', value: '2027-01-01T00:00:00Z' } });
    expect(outcomes[3]).toMatchObject({ refusal: { field: 'customerId', value: 'Acme Ltd' } });
    expect(outcomes[4]).toMatchObject({ refusal: { field: 'type', value: 'promise.kept' } });
    expect(outcomes[5]).toMatchObject({ refusal: { reason: 'the row has no date' } });
  });

  test('a dry run tells what is new and known and writes nothing', async () => {
    await emptied(database());
    const context = contextOf(database());
    await recordFacts(context, [made('1')], source);
    const before = await readTables(database());
    const outcomes = await recordFacts(context, [made('1'), made('2')], { ...source, dryRun: true });
    expect(outcomes.map((outcome) => outcome.status)).toEqual(['known', 'recorded']);
    expect(await readTables(database())).toEqual(before);
  });

  test('a later policy does not make a known fact another one', async () => {
    await emptied(database());
    const context = contextOf(database());
    await recordFacts(context, [made('1')], source);
    const policy = {
      type: 'policy.set',
      customerId: 'company',
      occurredAt: '2026-11-02T00:00:00Z',
      sourceId: 'p',
      fields: { graceDays: 1 },
    };
    await recordFacts(context, [policy], source);
    expect(await recordFacts(context, [made('1')], source)).toMatchObject([{ status: 'known' }]);
  });

  test('an import is undone by events, and importing again brings the same facts back once', async () => {
    await emptied(database());
    const importId = 'imp_1';
    const context = contextOf(database(), { actor: importActor(importId) });
    const some = facts.slice(0, 300);
    await recordFacts(context, some, source);
    const counts = { rows: 300, recorded: 300, known: 0, restored: 0, refused: 0, customers: 1, options: {} };
    await finishImport(contextOf(database()), { importId, source: 'test', ...counts });
    const before = await readTables(database(), randomColumns);
    const { retracted } = await undoImport(contextOf(database()), importId);
    expect(retracted).toBe(300);
    expect((await readTables(database()))['promise']).toEqual([]);
    expect(await undoImport(contextOf(database()), importId)).toMatchObject({ retracted: 0 });
    const again = await recordFacts(contextOf(database(), { actor: importActor('imp_2') }), some, source);
    expect(new Set(again.map((outcome) => outcome.status))).toEqual(new Set(['restored']));
    expect(await readTables(database(), randomColumns)).toEqual(before);
    expect(await undoImport(contextOf(database()), 'imp_2')).toMatchObject({ retracted: 300 });
    expect((await readTables(database()))['promise']).toEqual([]);
    expect(await undoImport(contextOf(database()), 'imp_2')).toMatchObject({ retracted: 0 });
    await recordFacts(contextOf(database(), { actor: importActor('imp_3') }), some, source);
    const corrected = { ...some[0], fields: { ...some[0]?.fields, name: 'Another name' } } as IncomingFact;
    await undoImport(contextOf(database()), importId);
    expect(await recordFacts(contextOf(database()), [corrected], source)).toMatchObject([{ status: 'recorded' }]);
    expect(await recordFacts(contextOf(database()), [corrected], source)).toMatchObject([{ status: 'known' }]);
  });

  test('other trust parameters show every customer again', async () => {
    await emptied(database());
    const context = contextOf(database());
    await recordFacts(context, facts.slice(0, 500), source);
    const before = (await readTables(database()))['trust_edge'];
    const trust = { lossAversion: 4 };
    await write(context, {
      customerId: 'company',
      decide: ({ company }) => ({
        ok: true,
        facts: [{ type: 'policy.set', data: { trust: { ...company.policy.trust, ...trust } }, text: {} }],
      }),
    });
    const after = await readTables(database());
    expect(after['trust_edge']).not.toEqual(before);
    await rebuild(database(), now);
    expect(await readTables(database())).toEqual(after);
  });
});

describe.each(servers)('writers at once, on $name', (engine) => {
  test('lose nothing, repeat nothing and never deadlock', async () => {
    const database = await freshDatabase(engine);
    try {
      const context = contextOf(database);
      const writers = 8;
      const each = 12;
      await Promise.all(
        Array.from({ length: writers }, async (_, writer) => {
          for (let round = 0; round < each; round++) {
            const batch = ['cus_a', 'cus_b', 'cus_c'].map((customerId, index) => ({
              ...made(`${writer}-${round}-${index}`),
              customerId,
            }));
            const mixed = writer % 2 === 0 ? batch : [...batch].toReversed();
            const outcomes = await recordFacts(context, mixed, source);
            expect(outcomes.every((outcome) => outcome.status === 'recorded')).toBe(true);
            await tick(database, '2026-11-21T12:00:00.000Z');
          }
        }),
      );
      const [count] = await database.query<{ count: number }>('select count(*) as count from event');
      expect(count?.count).toBe(writers * each * 3);
      const gaps = await database.query(
        'select customer_id from event group by customer_id having max(revision) <> count(*)',
      );
      expect(gaps).toEqual([]);
      const live = await readTables(database);
      await rebuild(database, now);
      expect(await readTables(database)).toEqual(live);
      for await (const ids of readCustomerIds(database, 10)) expect(ids).toHaveLength(3);
    } finally {
      await database.close();
    }
  });
});
