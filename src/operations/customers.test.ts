import { beforeEach, describe, expect, test } from 'vitest';
import type { IncomingFact } from './incoming.ts';
import { Refused } from './refused.ts';
import { acme, askingAbout, fact, onDay } from '../../test/acme.ts';
import { emptied, onEveryEngine } from '../../test/databases.ts';

onEveryEngine('customers', (database) => {
  let now = onDay(45);
  const { record, show, brief, list, trust, add, erase } = askingAbout(database, () => now);

  beforeEach(async () => {
    await emptied(database());
    now = onDay(45);
    await record(acme);
  });

  describe('the page', () => {
    test('says who the customer is and who holds the risk', async () => {
      const { customer, asOf, events } = await show({ customerId: 'acme' });
      expect(customer).toMatchObject({
        customerId: 'cus_acme',
        name: 'Acme Ltd',
        lifecycle: 'first-time',
        riskHolder: 'buyer',
        purchases: 1,
        promises: 4,
        firstAt: onDay(1),
      });
      expect(customer.contacts).toMatchObject([{ contactId: 'con_anna', name: 'Anna Ek' }]);
      expect(asOf).toBe(now);
      expect(events).toBe(acme.length);
    });

    test('pins the four relationships, also those in which nothing happened, and shows others after them', async () => {
      const { relationships } = await show({ customerId: 'cus_acme' });
      expect(
        relationships.map(({ truster, trustee, pinned, kept, broken }) => [truster, trustee, pinned, kept, broken]),
      ).toEqual([
        ['customer', 'sales', true, 1, 0],
        ['sales', 'operations', true, 0, 0],
        ['customer-service', 'operations', true, 0, 1],
        ['operations', 'customer-service', true, 0, 0],
        ['customer', 'customer-service', true, 1, 0],
        ['customer', 'accounting', false, 0, 1],
      ]);
      expect(relationships[0]).toMatchObject({ trusterName: 'the customer', trusteeName: 'Sales', score: 2 / 3 });
      expect(relationships[0]?.words).toContain('Prove to me');
      expect(relationships[1]).toMatchObject({ score: 0.5, neverEstablished: false });
      expect(relationships[5]).toMatchObject({ words: null, neverEstablished: true });
      for (const { low, score, high } of relationships) {
        expect(low).toBeLessThan(score);
        expect(high).toBeGreaterThan(score);
      }
    });

    test('follows the customer through the nine steps, with the money that moved at each', async () => {
      const { steps } = await show({ customerId: 'cus_acme' });
      expect(steps.map(({ step, count }) => [step, count])).toEqual([
        ['offer', 0],
        ['pitch', 0],
        ['purchase', 1],
        ['delivery', 1],
        ['issue', 1],
        ['rectify', 0],
        ['dissatisfied', 0],
        ['satisfied', 0],
        ['benefit', 0],
      ]);
      expect(steps[2]).toMatchObject({
        lastAt: onDay(2),
        money: [{ movement: 'in', currency: 'EUR', amount: 1_240_000 }],
      });
      expect(steps[4]?.lastSentence).toContain('It stops when it gets cold');
    });

    test('says how far trust has come in ninety days, and nothing where nothing was known before', async () => {
      const edge = async () =>
        (await show({ customerId: 'cus_acme' })).relationships.find(({ trustee }) => trustee === 'accounting');
      expect((await edge())?.change).toBeNull();
      now = onDay(300);
      const later = await edge();
      expect(later?.change).toBeCloseTo(0, 2);
    });

    test('shows the journey with its weakest area first; the shares of what it is held down by sum to one', async () => {
      const { journey } = await show({ customerId: 'cus_acme' });
      expect(journey.weakest).toBe('accounting');
      expect(journey.areas.map(({ area }) => area)).toEqual(['accounting', 'customer-service', 'sales']);
      expect(journey.areas.reduce((sum, { dragShare }) => sum + dragShare, 0)).toBeCloseTo(1, 12);
      expect(journey.score).toBeGreaterThan(journey.areas[0]?.score ?? 1);
      expect(journey.score).toBeLessThan(0.4);
    });

    test('names every proof that is owed, late ones first', async () => {
      const { burdens, relationships } = await show({ customerId: 'cus_acme' });
      expect(burdens.map(({ bearer, toConvince, late }) => [bearer, toConvince, late])).toEqual([
        ['customer-service', 'customer', true],
        ['customer-service', 'customer', false],
        ['operations', 'customer-service', false],
      ]);
      expect(burdens[0]).toMatchObject({
        promiseId: 'prm_fix',
        what: '“Working again”',
        by: '2026-02-12T23:59:59.999Z',
      });
      expect(burdens[1]).toMatchObject({
        caseId: 'cas_1',
        bearerName: 'Customer Service',
        toConvinceName: 'the customer',
      });
      expect(burdens[2]?.what).toContain('100 % of the burden');
      expect(relationships.find(({ trustee }) => trustee === 'customer-service')?.openBurdens).toBe(0);
      expect(
        relationships.find(({ truster, trustee }) => truster === 'customer' && trustee === 'customer-service')
          ?.openBurdens,
      ).toBe(2);
    });

    test('adds up the money by currency and says what is at risk', async () => {
      await record([
        fact('refund.paid', 43, { refundId: 'ref_1', purchaseId: 'pur_1', amount: 40_000, currency: 'EUR' }),
        fact('purchase.made', 44, { purchaseId: 'pur_2', amount: 500, currency: 'USD' }),
      ]);
      const { money, purchases } = await show({ customerId: 'cus_acme' });
      expect(money).toEqual([
        { currency: 'EUR', in: 1_240_000, out: 40_000, stays: 0, atRisk: 1_200_000 },
        { currency: 'USD', in: 500, out: 0, stays: 0, atRisk: 0 },
      ]);
      expect(purchases.map(({ purchaseId, repurchase }) => [purchaseId, repurchase])).toEqual([
        ['pur_2', true],
        ['pur_1', false],
      ]);
    });

    test('shows what a case did to the trust in Customer Service, as it was then', async () => {
      await record([
        fact('promise.moved', 42, { promiseId: 'prm_fix', move: 'declareComplete' }),
        fact('promise.moved', 43, { promiseId: 'prm_fix', move: 'declareSatisfied' }),
        fact('case.closed', 43, { caseId: 'cas_1', verdict: 'satisfied' }),
      ]);
      const { cases } = await show({ customerId: 'cus_acme' });
      expect(cases).toMatchObject([
        { caseId: 'cas_1', state: 'closed', verdict: 'satisfied', issue: 'It stops when it gets cold' },
      ]);
      const edgeAt = async (asOf: string) =>
        (await trust({ customerId: 'cus_acme', truster: 'customer', trustee: 'customer-service', asOf })).edge.score;
      expect(cases[0]?.trustBefore).toBeCloseTo(await edgeAt(onDay(40, 11)), 12);
      expect(cases[0]?.trustAfter).toBeCloseTo(await edgeAt(onDay(43)), 12);
      expect(cases[0]?.trustAfter).toBeGreaterThan(cases[0]?.trustBefore ?? 1);
    });

    test('tells the timeline from the newest, without the moves of the clock; late and retracted facts are told as such', async () => {
      const { timeline } = await show({ customerId: 'cus_acme' });
      expect(timeline).toHaveLength(acme.length);
      expect(timeline[0]).toMatchObject({
        type: 'promise.made',
        at: onDay(41),
        recordedAt: onDay(45),
        retracted: false,
      });
      expect(timeline.at(-1)).toMatchObject({ at: onDay(1) });
      const sentences = timeline.map(({ sentence }) => sentence).join('\n');
      expect(sentences).toContain('It stops when it gets cold');
      expect(sentences).not.toContain('the due time passed');
      await record([
        fact('event.retracted', 45, { eventIds: [timeline[0]?.eventId], why: 'Said to another customer' }),
      ]);
      const after = await show({ customerId: 'cus_acme' });
      expect(after.timeline.find(({ eventId }) => eventId === timeline[0]?.eventId)?.retracted).toBe(true);
      expect(after.customer.promises).toBe(3);
    });

    test('as of an earlier time is what it was then', async () => {
      await emptied(database());
      const upTo = (day: number) => acme.filter(({ occurredAt }) => occurredAt <= onDay(day));
      now = onDay(35);
      await record(upTo(35));
      const then = await show({ customerId: 'cus_acme' });
      const briefThen = await brief({ customerId: 'cus_acme' });
      const listThen = await list();
      now = onDay(45);
      await record(acme.filter(({ occurredAt }) => occurredAt > onDay(35)));
      expect(await show({ customerId: 'cus_acme', asOf: onDay(35) })).toEqual(then);
      expect(await brief({ customerId: 'cus_acme', asOf: onDay(35) })).toEqual(briefThen);
      expect(await list({ asOf: onDay(35) })).toEqual(listThen);
      expect(await show({ customerId: 'cus_acme' })).not.toEqual(then);
      await expect(show({ customerId: 'cus_acme', asOf: '2025-12-31T00:00:00Z' })).rejects.toThrow(Refused);
    });

    test('puts merged areas together, in the list as well', async () => {
      const company = (type: string, fields: Readonly<Record<string, unknown>>): IncomingFact => ({
        ...fact(type, 44, fields),
        customerId: 'company',
      });
      await record([company('area.merged', { area: 'accounting', into: 'sales' })]);
      const { journey, relationships } = await show({ customerId: 'cus_acme' });
      expect(journey.areas.map(({ area, kept, broken }) => [area, kept, broken])).toContainEqual(['sales', 1, 1]);
      expect(relationships[0]).toMatchObject({ trustee: 'sales', kept: 1, broken: 1 });
      const [listed] = (await list()).customers;
      expect(listed?.journey).toBeCloseTo(journey.score ?? 0, 12);
      expect(listed?.weakest).toBe(journey.weakest);
    });

    test('of an unknown customer is refused by name', async () => {
      await expect(show({ customerId: 'nobody' })).rejects.toMatchObject({
        refusal: { code: 'unknown_customer', field: 'customerId', value: 'cus_nobody' },
      });
    });
  });

  describe('adding and erasing', () => {
    test('makes an id up that says nothing about the name, the same for the same key', async () => {
      const first = await add({ name: 'Bolt GmbH', idempotencyKey: 'form-1' });
      expect(first.customerId).toMatch(/^cus_[2-9a-hjkmnp-z]{10}$/);
      const again = await add({ name: 'Bolt GmbH', idempotencyKey: 'form-1' });
      expect(again).toMatchObject({ customerId: first.customerId, replayed: true, revision: 1 });
      await expect(add({ name: 'Bold GmbH', idempotencyKey: 'form-1' })).rejects.toMatchObject({
        refusal: { code: 'different_content', field: 'idempotencyKey', value: 'form-1' },
      });
      expect((await add({ name: 'Bolt GmbH' })).customerId).not.toBe(first.customerId);
    });

    test('describes a known customer anew', async () => {
      await add({ customerId: 'acme', name: 'Acme Limited', kind: 'business' });
      const { customer } = await show({ customerId: 'acme' });
      expect(customer).toMatchObject({ name: 'Acme Limited', segment: 'retail' });
    });

    test('erasure takes names and words from every page and leaves the figures', async () => {
      const before = await show({ customerId: 'cus_acme' });
      await erase({ customerId: 'cus_acme' });
      const after = await show({ customerId: 'cus_acme' });
      expect(after.customer).toMatchObject({ name: null, erasedAt: now, contacts: [{ name: null }] });
      expect(after.promises.map(({ words }) => words)).toEqual([null, null, null, null]);
      expect(JSON.stringify([after, await brief({ customerId: 'cus_acme' })])).not.toMatch(
        /Acme Ltd|Anna Ek|A demo|correct bill|gets cold|stock-outs/,
      );
      expect(after.relationships).toEqual(before.relationships);
      expect(after.journey).toEqual(before.journey);
      expect((await brief({ customerId: 'cus_acme' })).doNotAsk[0]).toContain('[erased]');
      await expect(erase({ customerId: 'cus_none' })).rejects.toMatchObject({ refusal: { code: 'unknown_customer' } });
    });
  });
});
