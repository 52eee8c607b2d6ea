/** Asks, gifts, counsel and decisions as they are recorded by hand. */
import { beforeEach, expect, test } from 'vitest';
import { company as companyContract } from '../api/company.ts';
import { process as contract } from '../api/process.ts';
import { selling as sellingContract } from '../api/selling.ts';
import { acme, askingAbout, onDay } from '../../test/acme.ts';
import { emptied, onEveryEngine } from '../../test/databases.ts';
import { readTables } from '../../test/read-tables.ts';
import { rebuild } from '../ledger/rebuild.ts';
import { company } from './company.ts';
import { process } from './process.ts';
import { Refused } from './refused.ts';
import { selling } from './selling.ts';

onEveryEngine('selling', (database) => {
  let now = '';
  const { record, context, erase, show, brief } = askingAbout(database, () => now);
  type Name = 'ask' | 'gift' | 'refer' | 'counsel' | 'decide' | 'judge';
  const tell = async (name: Name, fields: Readonly<Record<string, unknown>>) =>
    process[name](context(), contract[name].input.parse({ customerId: 'acme', ...fields }));
  const refused = async (written: Promise<unknown>) =>
    written.then(
      () => null,
      (error: unknown) => (error instanceof Refused ? error.refusal : error),
    );

  beforeEach(async () => {
    now = onDay(45);
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

  test('an ask of a customer who rests is recorded with its warning and with the reason for going on', async () => {
    const first = await tell('ask', { ask: 'meeting', contactId: 'con_anna' });
    expect(first.warnings.map(({ code }) => code)).toEqual(['resting', 'nothing-given']);
    const again = { ask: 'reference', contactId: 'con_anna', despite: 'She offered it', idempotencyKey: 'again' };
    const second = await tell('ask', again);
    expect(second.warnings.map(({ words }) => words)).toEqual([
      expect.stringContaining('The customer is resting until it is put right'),
      'The customer is resting for 14 more days: they were asked today.',
      'Nothing was given to them yet without being asked.',
    ]);
    expect(await tell('ask', again)).toEqual({ ...second, replayed: true });
    expect(second.events[0]?.sentence).toContain('asked all the same: “She offered it”');
  });

  test('standing says in one sentence whether to ask, on its own, on the page and in the brief', async () => {
    const standing = async () =>
      selling.standing(context(), sellingContract.standing.input.parse({ customerId: 'acme' }));
    const sentence =
      'Resting until it is put right: “A correct bill” (Accounting) is broken and nothing was done about it, and 1 more.';
    const { state, question } = await standing();
    expect({ state, question }).toEqual({ state: 'resting', question: 'Have we earned this?' });
    expect((await show({ customerId: 'acme' })).standing.sentence).toBe(sentence);
    expect((await brief({ customerId: 'acme' })).standing.sentence).toBe(sentence);
    expect((await standing()).sentence).toBe(sentence);
  });

  test('the guard warns of an offer that does not fit, names the better one, and blocks nothing', async () => {
    const offer = (offerId: string, fits: object) =>
      company.publishOffer(context(), companyContract.publishOffer.input.parse({ offerId, name: offerId, fits }));
    await offer('off_small', { needs: ['chilled'], sizeMax: 5, unit: 'rooms' });
    await offer('off_large', { needs: ['chilled', 'frozen'], sizeMin: 6, unit: 'rooms' });
    const fits = (fields: object) =>
      selling.fits(context(), sellingContract.fits.input.parse({ customerId: 'acme', ...fields }));
    now = onDay(46);
    const found = await fits({ offerId: 'large', need: 'chilled', size: '3' });
    expect(found).toMatchObject({
      isDeclared: true,
      better: { offerId: 'off_small' },
      sentence: 'off_large is made for 6 or more rooms; this would be 3. off_small would fit better.',
    });
    expect((await fits({ offerId: 'small', need: 'chilled', size: 3 })).better).toBeNull();
    const sold = await process.purchase(
      context(),
      contract.purchase.input.parse({
        customerId: 'acme',
        amount: 100,
        currency: 'EUR',
        offerId: 'off_large',
        size: 3,
        despite: 'They grow next year',
      }),
    );
    expect(sold.warnings[0]).toMatchObject({ code: 'size' });
    expect(await refused(fits({ offerId: 'huge' }))).toMatchObject({ code: 'unknown_offer', field: 'offerId' });
  });

  test('house rules that are set change what they name and leave the others', async () => {
    await company.setPolicy(context(), companyContract.setPolicy.input.parse({ soil: { restAfterAskDays: 3 } }));
    now = onDay(46);
    const { policy } = await company.show(context(), {});
    expect(policy.soil).toMatchObject({ restAfterAskDays: 3, restAfterBreachDays: 30, asksMax: 3 });
    await tell('ask', { ask: 'meeting' });
    const { rests } = await selling.standing(context(), sellingContract.standing.input.parse({ customerId: 'acme' }));
    expect(rests.at(-1)).toEqual({ until: onDay(49), because: 'they were asked today' });
  });
});
