import { beforeEach, describe, expect, test } from 'vitest';
import { acme, askingAbout, fact, onDay } from '../../test/acme.ts';
import { emptied, onEveryEngine } from '../../test/databases.ts';

onEveryEngine('before a contact', (database) => {
  let now = onDay(45);
  const { record, show, brief, trust } = askingAbout(database, () => now);

  beforeEach(async () => {
    await emptied(database());
    now = onDay(45);
    await record(acme);
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
      expect(said.lastLate).toBeNull();
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

    test('names the last promise that was kept late: not broken, and yet a breach to who waited', async () => {
      await record([
        fact('promise.moved', 44, { promiseId: 'prm_fix', move: 'declareComplete', note: 'New sensor' }),
        fact('promise.moved', 44, { promiseId: 'prm_fix', move: 'declareSatisfied' }),
      ]);
      const said = await brief({ customerId: 'cus_acme' });
      expect(said.lastLate).toMatchObject({ promiseId: 'prm_fix', balancePart: 'keptLate' });
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
});
