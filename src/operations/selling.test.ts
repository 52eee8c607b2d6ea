/** Asks, gifts, counsel and decisions as they are recorded by hand. */
import { beforeEach, expect, test } from 'vitest';
import { process as contract } from '../api/process.ts';
import { acme, askingAbout, onDay } from '../../test/acme.ts';
import { emptied, onEveryEngine } from '../../test/databases.ts';
import { readTables } from '../../test/read-tables.ts';
import { rebuild } from '../ledger/rebuild.ts';
import { process } from './process.ts';
import { Refused } from './refused.ts';

onEveryEngine('selling', (database) => {
  const now = onDay(45);
  const { record, context, erase } = askingAbout(database, () => now);
  type Name = 'ask' | 'gift' | 'refer' | 'counsel' | 'decide' | 'judge';
  const tell = async (name: Name, fields: Readonly<Record<string, unknown>>) =>
    process[name](context(), contract[name].input.parse({ customerId: 'acme', ...fields }));
  const refused = async (written: Promise<unknown>) =>
    written.then(
      () => null,
      (error: unknown) => (error instanceof Refused ? error.refusal : error),
    );

  beforeEach(async () => {
    await emptied(database());
    await record(acme);
  });

  test('each is recorded once, told in a sentence, and the read tables can be made of it again', async () => {
    await tell('gift', { gift: 'advice', by: 'operations', what: 'How to halve the ice' });
    await tell('ask', { ask: 'reference', contactId: 'con_anna', despite: 'They offered it', idempotencyKey: 'k' });
    await tell('ask', { ask: 'reference', contactId: 'con_anna', despite: 'They offered it', idempotencyKey: 'k' });
    await tell('refer', { broughtId: 'cus_bolt' });
    const counsel = await tell('counsel', { advised: 'less', forgone: 240_000, why: 'Two are enough' });
    expect(counsel.events[0]?.sentence).toBe(
      'Was willing to buy; sales advised less: “Two are enough”; EUR 2400.00 forgone',
    );
    const decided = await tell('decide', { trigger: 'complaint', chosen: 'right', right: 'A new one', choice: 'Sent' });
    const decisionId = decided.events[0]?.names['decisionId'];
    await tell('judge', { decisionId, best: 'both' });
    const shown = await readTables(database());
    expect(shown).toMatchObject({
      ask: [{ ask: 'reference', contact_id: 'con_anna', despite: 'They offered it' }],
      gift: [{ gift: 'advice', area: 'operations' }],
      referral: [{ brought_id: 'cus_bolt' }],
      counsel: [{ advised: 'less', forgone: 240_000, currency: 'EUR' }],
      decision: [{ decision_id: decisionId, was_right: true, best: 'both' }],
    });
    await rebuild(database(), now);
    expect(await readTables(database())).toEqual(shown);
  });

  test('what a person said is gone from all tables once the customer is erased', async () => {
    const mark = 'Xylophone';
    await tell('gift', { gift: 'advice', what: mark });
    await tell('ask', { ask: 'meeting', despite: mark });
    await tell('counsel', { advised: 'nothing', why: mark });
    await tell('decide', { trigger: 'quote', chosen: 'other', right: mark, choice: mark, options: mark });
    expect(JSON.stringify(await readTables(database()))).toContain(mark);
    await erase({ customerId: 'acme' });
    expect(JSON.stringify(await readTables(database()))).not.toContain(mark);
  });

  test('nobody judges a decision that was not made, and nobody gives what no area of the company gives', async () => {
    expect(await refused(tell('judge', { decisionId: 'dec_9', best: 'us' }))).toMatchObject({
      reason: 'At that time decision dec_9 was not made yet',
    });
    expect(await refused(tell('gift', { gift: 'help', by: 'kitchen' }))).toMatchObject({
      code: 'unknown_area',
      field: 'by',
    });
    const decision = {
      decisionId: 'dec_1',
      trigger: 'refund',
      chosen: 'right',
      right: 'All of it',
      choice: 'All of it',
    };
    await tell('decide', decision);
    expect(await refused(tell('decide', decision))).toMatchObject({ code: 'already_exists' });
  });
});
