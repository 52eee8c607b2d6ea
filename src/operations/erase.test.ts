/** Erasure: no word of the customer is left anywhere, and every proof still holds. */
import { beforeEach, expect, test } from 'vitest';
import { emptied, onEveryEngine } from '../../test/databases.ts';
import { fillSample, markOf, type SampleLedger, sampleCustomers } from '../../test/sample-ledger.ts';
import { companyStream } from '../domain/ids.ts';
import type { Queryable } from '../ledger/queryable.ts';
import { readStream } from '../ledger/streams.ts';
import { verifyLedger } from '../ledger/verify.ts';
import { eraseCustomer } from './erase.ts';
import { recordFacts } from './record.ts';

/** The tables in which a text occurs, in whatever column. */
async function tablesWith(database: Queryable, text: string): Promise<readonly string[]> {
  const tables = await database.query<{ name: string }>(
    `select tablename as name from pg_tables where schemaname = current_schema()`,
  );
  const found: string[] = [];
  for (const { name } of tables) {
    const sql = `select 1 from ${name} row where strpos(row::text, $1) > 0 limit 1`;
    if ((await database.query(sql, [text])).length > 0) found.push(name);
  }
  return found.sort();
}

onEveryEngine('Erasing a customer', (database) => {
  let sample: SampleLedger;
  beforeEach(async () => {
    await emptied(database());
    sample = await fillSample(database());
  });

  const asked = { customerId: 'cus_a', why: 'Asked for by the customer', idempotencyKey: 'erase-1' } as const;

  test('no word is left in any table, those of others stay, and everything verifies', async () => {
    const mark = markOf('cus_a');
    expect(await tablesWith(database(), mark)).toEqual([
      'customer',
      'event_text',
      'promise',
      'purchase',
      'service_case',
    ]);
    const { events } = await eraseCustomer(sample.context, asked);
    expect(events).toMatchObject([{ type: 'customer.erased', sentence: 'Personal text was erased (13 events)' }]);
    expect(await tablesWith(database(), mark)).toEqual([]);
    for (const other of sampleCustomers.filter((id) => id !== 'cus_a')) {
      expect(await tablesWith(database(), markOf(other))).toContain('promise');
    }
    expect(await verifyLedger(database())).toMatchObject({ ok: true, textsErased: 13, streams: 5 });
  });

  test('what happened stays: states, money and dates are as before', async () => {
    const read = () =>
      database().query(`select p.promise_id, p.state, p.deadline, u.amount, u.risk_holder from promise p
        join purchase u on u.customer_id = p.customer_id where p.customer_id = 'cus_a' order by p.promise_id`);
    const before = await read();
    await eraseCustomer(sample.context, asked);
    expect(await read()).toEqual(before);
    const [customer] = await database().query<{ name: unknown; erased_at: unknown; contacts: unknown }>(
      `select name, erased_at, contacts from customer where customer_id = 'cus_a'`,
    );
    expect(customer).toMatchObject({ name: null, contacts: [{ contactId: 'con_a', name: null, mail: null }] });
    expect(customer?.erased_at).not.toBeNull();
  });

  test('our reason stays, also after a second erasure', async () => {
    await eraseCustomer(sample.context, asked);
    const facts = [
      { type: 'feedback.given', customerId: 'cus_a', occurredAt: '2026-04-01T00:00:00Z', sourceId: 'later' },
    ].map((fact) => ({
      ...fact,
      fields: { feedbackId: 'fbk_later', measure: 'trust', value: 1, words: 'Said later' },
    }));
    await recordFacts(sample.context, facts, { source: 'sample' });
    expect(await tablesWith(database(), 'Said later')).toEqual(['event_text']);
    const again = { ...asked, why: 'Asked again', idempotencyKey: 'erase-2' };
    expect(await eraseCustomer(sample.context, again)).toMatchObject({ replayed: false });
    expect(await tablesWith(database(), 'Said later')).toEqual([]);
    const { events } = await readStream(database(), 'cus_a');
    const reasons = events.flatMap((event) => (event.type === 'customer.erased' ? [event.text?.why, event.data] : []));
    expect(reasons).toEqual([asked.why, { textsErased: 13 }, again.why, { textsErased: 1 }]);
  });

  test('the same request twice is one erasure; the same key for another request is refused', async () => {
    const first = await eraseCustomer(sample.context, asked);
    expect(await eraseCustomer(sample.context, asked)).toEqual({ ...first, replayed: true });
    const other = eraseCustomer(sample.context, { ...asked, why: 'Another reason' });
    await expect(other).rejects.toMatchObject({ code: 'different_content' });
  });

  test('a reason may be left out, and may not be empty', async () => {
    const empty = eraseCustomer(sample.context, { ...asked, why: ' ' });
    await expect(empty).rejects.toMatchObject({ code: 'invalid', refusal: { field: 'why' } });
    const silent = { customerId: 'cus_a', idempotencyKey: 'erase-1' } as const;
    expect(await eraseCustomer(sample.context, silent)).toMatchObject({ replayed: false });
    expect(await eraseCustomer(sample.context, silent)).toMatchObject({ replayed: true });
  });

  test('an unknown customer, and one of whom nothing is left, is refused', async () => {
    const unknown = eraseCustomer(sample.context, { ...asked, customerId: 'cus_nobody' });
    await expect(unknown).rejects.toMatchObject({ code: 'unknown_customer' });
    await eraseCustomer(sample.context, asked);
    const again = eraseCustomer(sample.context, { ...asked, idempotencyKey: 'erase-3' });
    await expect(again).rejects.toMatchObject({ code: 'nothing_to_do' });
    const { events } = await readStream(database(), companyStream);
    expect(events.every((event) => event.text !== null)).toBe(true);
  });

  test('a set of facts that arrives again does not bring the words back', async () => {
    const [before] = (await readStream(database(), 'cus_a')).events;
    if (before?.type !== 'customer.described') throw new Error('The sample starts with a description');
    await eraseCustomer(sample.context, asked);
    const fields = { ...before.data, ...before.text };
    const { occurredAt, sourceId } = before;
    const fact = { type: before.type, customerId: 'cus_a', occurredAt, sourceId, fields };
    expect(await recordFacts(sample.context, [fact], { source: 'sample' })).toMatchObject([{ status: 'known' }]);
    expect(await tablesWith(database(), markOf('cus_a'))).toEqual([]);
  });

  test('erasing while others write to the same customer loses neither', async () => {
    const facts = ['one', 'two', 'three'].map((word) => ({
      type: 'feedback.given',
      customerId: 'cus_a',
      occurredAt: '2026-04-01T00:00:00Z',
      sourceId: word,
      fields: { feedbackId: `fbk_${word}`, measure: 'trust', value: 1, words: `Said ${word}` },
    }));
    await Promise.all([
      ...facts.map((fact) => recordFacts(sample.context, [fact], { source: 'sample' })),
      eraseCustomer(sample.context, asked),
    ]);
    expect(await tablesWith(database(), markOf('cus_a'))).toEqual([]);
    expect(await verifyLedger(database())).toMatchObject({ ok: true });
    const { events } = await readStream(database(), 'cus_a');
    expect(events).toHaveLength(14 + 4);
  });
});
