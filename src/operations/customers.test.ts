import { beforeEach, describe, expect, test } from 'vitest';
import { customers as contract } from '../api/customers.ts';
import { promises as promiseContract } from '../api/promises.ts';
import type { RequestOf } from '../api/endpoint.ts';
import type { Context } from './context.ts';
import { customers } from './customers.ts';
import type { IncomingFact } from './incoming.ts';
import { promises } from './promises.ts';
import { recordFacts } from './record.ts';
import { Refused } from './refused.ts';
import { emptied, onEveryEngine } from '../../test/databases.ts';

type Asked<Name extends keyof typeof contract> = RequestOf<(typeof contract)[Name]>;

/** A day of the story as an instant; day 1 is 1 January 2026, at noon. */
function onDay(day: number, hour = 12): string {
  return new Date(Date.UTC(2026, 0, day, hour)).toISOString();
}

function fact(type: string, day: number, fields: Readonly<Record<string, unknown>>): IncomingFact {
  return {
    type,
    customerId: 'cus_acme',
    occurredAt: onDay(day),
    sourceId: `${type}-${day}-${JSON.stringify(fields)}`,
    fields,
  };
}

/** Sales keeps its word and Accounting does not; a case waits since day 40. */
const story: readonly IncomingFact[] = [
  fact('customer.described', 1, { name: 'Acme Ltd', segment: 'retail' }),
  fact('contact.described', 1, { contactId: 'con_anna', name: 'Anna Ek' }),
  fact('purchase.made', 2, { purchaseId: 'pur_1', amount: 1_240_000, currency: 'EUR', benefit: 'Fewer stock-outs' }),
  fact('promise.made', 2, { promiseId: 'prm_demo', by: 'sales', words: 'A demo on site', dueDay: '2026-01-10' }),
  fact('promise.moved', 9, { promiseId: 'prm_demo', move: 'declareComplete' }),
  fact('promise.moved', 10, { promiseId: 'prm_demo', move: 'declareSatisfied' }),
  fact('promise.made', 11, {
    promiseId: 'prm_bill',
    by: 'accounting',
    words: 'A correct bill',
    dueDay: '2026-01-20',
    topic: 'wrong-bill',
    purchaseId: 'pur_1',
  }),
  fact('promise.moved', 21, { promiseId: 'prm_bill', move: 'renege', severity: 'minor' }),
  fact('delivery.made', 25, { deliveryId: 'del_1', purchaseId: 'pur_1' }),
  fact('promise.made', 30, {
    promiseId: 'prm_call',
    by: 'customer-service',
    words: 'A call back',
    dueDay: '2026-02-02',
  }),
  fact('promise.moved', 31, { promiseId: 'prm_call', move: 'declareComplete' }),
  fact('promise.moved', 32, { promiseId: 'prm_call', move: 'declareSatisfied' }),
  fact('case.opened', 40, {
    caseId: 'cas_1',
    nature: 'defect',
    purchaseId: 'pur_1',
    issue: 'It stops when it gets cold',
  }),
  fact('promise.made', 41, {
    promiseId: 'prm_fix',
    by: 'customer-service',
    words: 'Working again',
    dueDay: '2026-02-12',
    caseId: 'cas_1',
    needs: ['operations'],
  }),
];

onEveryEngine('customers', (database) => {
  let now = onDay(45);
  const context = (): Context => ({
    database: database(),
    now: () => now,
    actor: 'person:per_kim',
    source: 'test',
    folder: '',
  });

  const show = (input: Asked<'show'>) => customers.show(context(), contract.show.input.parse(input));
  const brief = (input: Asked<'brief'>) => customers.brief(context(), contract.brief.input.parse(input));
  const trust = (input: Asked<'trust'>) => customers.trust(context(), contract.trust.input.parse(input));
  const list = (input: Asked<'list'> = {}) => customers.list(context(), contract.list.input.parse(input));
  const add = (input: Asked<'add'>) => customers.add(context(), contract.add.input.parse(input));
  const erase = (input: Asked<'erase'>) => customers.erase(context(), contract.erase.input.parse(input));
  const move = (input: RequestOf<typeof promiseContract.move>) =>
    promises.move(context(), promiseContract.move.input.parse(input));

  const record = async (facts: readonly IncomingFact[]) => {
    const outcomes = await recordFacts(context(), facts, { source: 'story' });
    expect(outcomes.filter(({ status }) => status === 'refused')).toEqual([]);
  };

  beforeEach(async () => {
    await emptied(database());
    now = onDay(45);
    await record(story);
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
      expect(events).toBe(story.length);
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
      expect(timeline).toHaveLength(story.length);
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
      const upTo = (day: number) => story.filter(({ occurredAt }) => occurredAt <= onDay(day));
      now = onDay(35);
      await record(upTo(35));
      const then = await show({ customerId: 'cus_acme' });
      const briefThen = await brief({ customerId: 'cus_acme' });
      const listThen = await list();
      now = onDay(45);
      await record(story.filter(({ occurredAt }) => occurredAt > onDay(35)));
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

  describe('the brief', () => {
    test('says what not to ask, what was kept, and what has to be proven', async () => {
      const said = await brief({ customerId: 'cus_acme' });
      expect(said.doNotAsk).toEqual([
        'Do not ask for a reference or another purchase while “A correct bill” (Accounting) is broken and nothing was done about it.',
        'Do not ask for a reference or another purchase while “Working again” (Customer Service) is overdue.',
        'Do not ask for a reference or another purchase while the issue “It stops when it gets cold” is waiting for an answer.',
      ]);
      expect(said.kept.map(({ promiseId }) => promiseId)).toEqual(['prm_call', 'prm_demo']);
      expect(said.open.map(({ promiseId }) => promiseId)).toEqual(['prm_fix']);
      expect(said.lastBreach).toMatchObject({ promiseId: 'prm_bill', brokenAt: onDay(21) });
      expect(said.toProve.map(({ toConvince }) => toConvince)).toEqual(['customer', 'customer', 'customer-service']);
      expect(said.openCases).toEqual([
        { caseId: 'cas_1', issue: 'It stops when it gets cold', openedAt: onDay(40), attempts: 0 },
      ]);
      expect(said.weakestName).toBe('Accounting');
    });

    test('has nothing against asking where nothing waits', async () => {
      const said = await brief({ customerId: 'cus_acme', asOf: onDay(15) });
      expect(said.doNotAsk).toEqual([]);
      expect(said.lastBreach).toBeNull();
    });

    test('names what the customer owes us', async () => {
      await record([
        fact('promise.made', 42, { promiseId: 'prm_data', by: 'customer', to: 'operations', words: 'The sensor log' }),
      ]);
      const said = await brief({ customerId: 'cus_acme' });
      expect(said.owedByCustomer.map(({ promiseId }) => promiseId)).toEqual(['prm_data']);
      expect(said.toProve.map(({ bearer }) => bearer)).not.toContain('customer');
    });
  });

  describe('trust explained', () => {
    const sums = (told: Awaited<ReturnType<typeof trust>>) => ({
      score: told.benefitOfDoubt + told.kept.reduce((sum, { amount }) => sum + amount, 0),
      missing: told.stillUnknown + told.broken.reduce((sum, { amount }) => sum + amount, 0),
    });

    test('sums exactly to the number on the page, and names each promise', async () => {
      now = onDay(400);
      const page = await show({ customerId: 'cus_acme' });
      for (const edge of page.relationships) {
        const told = await trust({ customerId: 'cus_acme', truster: edge.truster, trustee: edge.trustee });
        expect(told.edge.score).toBeCloseTo(edge.score, 12);
        expect(sums(told).score).toBeCloseTo(edge.score, 12);
        expect(sums(told).missing).toBeCloseTo(1 - edge.score, 12);
      }
      const told = await trust({ customerId: 'cus_acme', truster: 'customer', trustee: 'customer-service' });
      expect(told.kept).toMatchObject([{ promiseId: 'prm_call', words: 'A call back', at: onDay(32) }]);
      expect(told.broken).toMatchObject([{ promiseId: 'prm_fix', words: 'Working again', stated: 'major' }]);
      expect(told.kept[0]?.takenBySilence).toBeGreaterThan(0);
      expect(told.kept[0]?.takenByBreaches).toBeGreaterThan(0);
      expect(told.silenceFadesFrom).toBe(onDay(32 + 90));
    });

    test('says how many kept promises bring back what the last breach took', async () => {
      const kept = Array.from({ length: 10 }, (_, index) => index).flatMap((index) => [
        fact('promise.made', 3, { promiseId: `prm_k${index}`, by: 'distribution', words: `Parcel ${index}` }),
        fact('promise.moved', 4, { promiseId: `prm_k${index}`, move: 'declareComplete' }),
        fact('promise.moved', 5, { promiseId: `prm_k${index}`, move: 'declareSatisfied' }),
      ]);
      const broken = [
        fact('promise.made', 3, { promiseId: 'prm_lost', by: 'distribution', words: 'The last parcel' }),
        fact('promise.moved', 6, { promiseId: 'prm_lost', move: 'renege' }),
      ];
      await record([...kept, ...broken]);
      const asked = { customerId: 'cus_acme', truster: 'customer', trustee: 'distribution' };
      const told = await trust(asked);
      // Method A.4, E5b: after ten kept, one major breach costs 52.
      expect(told.edge.score).toBeCloseTo(0.607143, 6);
      expect(told.repairCount).toBe(52);
      expect((await trust({ ...asked, asOf: onDay(5) })).repairCount).toBeNull();
    });

    test('names the case where the burden is that of a case', async () => {
      const told = await trust({ customerId: 'cus_acme', truster: 'customer-service', trustee: 'operations' });
      expect(told.broken).toMatchObject([{ promiseId: null, caseId: 'cas_1', words: 'It stops when it gets cold' }]);
    });

    test('without evidence is the benefit of the doubt and nothing else', async () => {
      const told = await trust({ customerId: 'cus_acme', truster: 'customer', trustee: 'marketing' });
      expect(told).toMatchObject({
        benefitOfDoubt: 0.5,
        stillUnknown: 0.5,
        kept: [],
        broken: [],
        silenceFadesFrom: null,
        repairCount: null,
      });
      expect(told.edge).toMatchObject({ score: 0.5, kept: 0, broken: 0, pinned: false });
    });

    test('between parties that do not exist, or one party, is refused', async () => {
      await expect(trust({ customerId: 'cus_acme', truster: 'customer', trustee: 'magic' })).rejects.toMatchObject({
        refusal: { code: 'unknown_area', field: 'trustee', value: 'magic' },
      });
      await expect(trust({ customerId: 'cus_acme', truster: 'sales', trustee: 'sales' })).rejects.toMatchObject({
        refusal: { code: 'invalid', field: 'trustee' },
      });
      await expect(trust({ customerId: 'cus_none', truster: 'customer', trustee: 'sales' })).rejects.toMatchObject({
        refusal: { code: 'unknown_customer' },
      });
    });
  });

  describe('the list', () => {
    test('finds by id and by name, shows the journey of the page, and goes on where it ended', async () => {
      const more = ['cus_bolt', 'cus_core', 'cus_dune'].map((customerId) => ({
        ...fact('customer.described', 3, { name: `${customerId} GmbH` }),
        customerId,
      }));
      await record(more);
      const first = await list({ limit: 2 });
      expect(first.customers.map(({ customerId }) => customerId)).toEqual(['cus_acme', 'cus_bolt']);
      const second = await list({ limit: 2, cursor: first.next ?? '' });
      expect(second.customers.map(({ customerId }) => customerId)).toEqual(['cus_core', 'cus_dune']);
      expect((await list({ limit: 5 })).next).toBeNull();
      const page = await show({ customerId: 'cus_acme' });
      expect(first.customers[0]).toEqual({
        ...page.customer,
        journey: expect.closeTo(page.journey.score ?? 0, 12),
        weakest: 'accounting',
        weakestName: 'Accounting',
      });
      expect(first.customers[1]).toMatchObject({ lifecycle: 'prospect', journey: null, weakest: null });
      expect((await list({ text: 'ACME' })).customers).toHaveLength(1);
      expect((await list({ text: 'gmbh' })).customers).toHaveLength(3);
      await expect(list({ cursor: 'x' })).rejects.toMatchObject({ refusal: { field: 'cursor' } });
    });

    test('calls a customer former who has bought nothing for more than a year', async () => {
      const lifecycleAt = async (asOf: string) => (await list({ asOf })).customers[0]?.lifecycle;
      expect(await lifecycleAt(onDay(1))).toBe('prospect');
      expect(await lifecycleAt(onDay(2 + 365))).toBe('first-time');
      expect(await lifecycleAt(onDay(2 + 366))).toBe('former');
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

    test('a move that the state does not allow names the field, the value and what is possible', async () => {
      await expect(move({ promiseId: 'prm_demo', move: 'accept' })).rejects.toMatchObject({
        refusal: {
          code: 'move_not_allowed',
          field: 'move',
          value: 'accept',
          remedy: expect.stringContaining('promise something new'),
        },
      });
    });
  });
});
