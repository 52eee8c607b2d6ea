/** sBG and BdW out of a ledger: two published segments as contracts, and single contracts by hand. */
import { beforeAll, expect, test } from 'vitest';
import { engines, freshDatabase, onEveryEngine } from '../../test/databases.ts';
import { subscriptions } from '../../test/subscribers.ts';
import type { ContractTerm } from '../api/contract-views.ts';
import { deals as dealEndpoints } from '../api/deals.ts';
import { value as endpoints } from '../api/value.ts';
import { renderText } from '../documents/to-text.ts';
import type { Database } from '../ledger/queryable.ts';
import { readContracts } from '../ledger/views/contracts.ts';
import type { Context } from './context.ts';
import { deals } from './deals.ts';
import { recordFacts } from './record.ts';
import { value } from './value.ts';

const contextOf = (database: Database): Context => ({
  database,
  now: () => '2026-11-21T00:00:00.000Z',
  actor: 'import:imp_value',
  source: 'cli',
  folder: '',
});

const published = {
  EUR: { sBG: [0.704077, 1.182043, -1680.2652], BdW: [0.4556, 0.7793, 1.2835, -1679.6028], DERL: 6.8426 },
  USD: { sBG: [0.668088, 3.806096, -1611.1581], BdW: [0.2143, 1.4266, 1.7236, -1605.3142], DERL: 7.5299 },
} as const;

test('two published segments, recorded as contracts, give the published curves', async () => {
  const [engine] = engines;
  if (engine === undefined) throw new Error('There is no engine to test on');
  const database = await freshDatabase(engine);
  try {
    const context = contextOf(database);
    const policy = {
      type: 'policy.set' as const,
      customerId: 'company',
      occurredAt: '2019-01-01T00:00:00Z',
      sourceId: 'discount',
      fields: { discountYearly: 0.1 },
    };
    await recordFacts(context, [policy, ...subscriptions()], { source: 'test' });
    for (const currency of ['EUR', 'USD'] as const) {
      const fit = await value.fit(context, endpoints.fit.input.parse({ currency, cut: '2023-06-30' }));
      const [term, ...more] = fit.contracts.terms;
      if (term === undefined) throw new Error('No term');
      expect(more).toEqual([]);
      expect(term).toMatchObject({ months: 12, contracts: 1000, years: [{ year: 2019, contracts: 1000 }] });
      expectPublished(term, currency);
      const document = endpoints.fit.document?.(fit);
      if (document === undefined) throw new Error('There is no document');
      expect(renderText(document, { width: 200, color: false })).toContain('Contracts of 12 months');
    }
  } finally {
    await database.close();
  }
});

function expectPublished(term: ContractTerm, currency: 'EUR' | 'USD'): void {
  const there = currency === 'EUR' ? [631, 241] : [869, 491];
  for (const kind of ['sBG', 'BdW'] as const) {
    const fit = term.fits.find(({ model }) => model === kind);
    expect(fit).toMatchObject({ n: 1000, counted: 'contracts', refused: null });
    const expected = published[currency][kind];
    for (const [index, { estimate, standardError }] of (fit?.parameters ?? []).entries()) {
      expect(Math.abs(estimate - (expected[index] ?? NaN))).toBeLessThan(1e-3);
      expect(standardError).toBeGreaterThan(0);
    }
    expect(fit?.logLikelihood).toBeCloseTo(expected.at(-1) ?? NaN, 2);
  }
  expect(term.curve.map(({ renewed }) => renewed.k)).toEqual(expect.arrayContaining(there));
  expect(term.curve[6]?.survival).toBeCloseTo((there[1] ?? NaN) / 1000, 9);
  // All in force have renewed seven times; the published value after seven is that of sBG.
  expect(term.worth).toHaveLength(1);
  const [worth] = term.worth;
  expect(worth).toMatchObject({ renewals: 7, contracts: there[1] });
  if (term.model === 'sBG') expect(worth?.expected).toBeCloseTo(published[currency].DERL, 2);
  expect(term.total?.amount).toBeCloseTo((worth?.expected ?? NaN) * (there[1] ?? NaN) * 10_000, 0);
  expect(term.total?.low).toBeLessThan(term.total?.amount ?? NaN);
  // As of the summer of 2023: four renewals were known, and the fifth was to come.
  const { due, renewed, foretold } = term.holdout;
  expect([due, renewed]).toEqual(currency === 'EUR' ? [326, 289] : [593, 551]);
  expect((foretold.sBG ?? NaN) / renewed).toBeCloseTo(1, 1);
}

onEveryEngine('A few contracts', (database) => {
  const bought = (name: string, at: string, contractUntil: string, more: object = {}) => ({
    type: 'purchase.made' as const,
    customerId: 'cus_a',
    occurredAt: `${at}T10:00:00Z`,
    sourceId: `${name} ${at} ${JSON.stringify(more)}`,
    fields: {
      purchaseId: `pur_${name}-${at}-${Object.keys(more).length}`,
      contractId: `ctr_${name}`,
      contractUntil,
      amount: 1000,
      currency: 'EUR',
      ...more,
    },
  });
  const watched = { currency: 'EUR', zone: 'UTC', end: '2026-11-22T00:00:00.000Z' };
  const days = { cut: '2025-06-30', goneAtCut: '2025-05-31', gone: '2026-10-22' };

  beforeAll(async () => {
    const facts = [
      // Renewed once, a week late, with something added in the same term; in force.
      bought('kept', '2025-01-01', '2025-12-31'),
      bought('kept', '2026-01-07', '2026-12-31'),
      bought('kept', '2026-03-01', '2026-12-31', { amount: 300 }),
      // Ran out; a month's contract that ran out before the earlier day; one that is in its days of grace.
      bought('lost', '2024-02-01', '2025-01-31'),
      bought('lost', '2025-02-01', '2026-01-31'),
      bought('month', '2025-03-01', '2025-03-31'),
      bought('grace', '2025-11-11', '2026-11-10'),
    ];
    await recordFacts(contextOf(database()), facts, { source: 'test' });
  });

  test('are renewed by a later last day, lost after the days of grace, and counted as of an earlier day', async () => {
    const row = { renewals: 1, year: 2025, term: 12, contracts: 1, isLost: false, wasLost: false };
    expect(await readContracts(database(), watched, days)).toEqual([
      { ...row, term: 1, renewals: 0, isLost: true, renewalsThen: 0, wasLost: true, next: null, amount: 1000 },
      { ...row, year: 2024, isLost: true, renewalsThen: 1, next: 'lost', amount: 1000 },
      { ...row, renewals: 0, renewalsThen: null, next: null, amount: 1000 },
      { ...row, renewalsThen: 0, next: 'renewed', amount: 1300 },
    ]);
  });

  test('too few of them are refused, and none are said to be none', async () => {
    const context = contextOf(database());
    const { contracts } = await value.fit(context, endpoints.fit.input.parse({}));
    expect(contracts.terms.map(({ months, model, total }) => [months, model, total])).toEqual([
      [12, null, null],
      [1, null, null],
    ]);
    expect(contracts.terms[0]?.fits[0]?.refused?.reason).toBe('3 contracts of whom 1 left; 30 and 10 are the least');
  });

  test('a contract without its last day is refused by name', async () => {
    const fact = { ...bought('half', '2026-05-01', ''), sourceId: 'half' };
    const fields = { purchaseId: 'pur_half', contractId: 'ctr_half', amount: 1, currency: 'EUR' };
    const recorded = await recordFacts(contextOf(database()), [{ ...fact, fields }], { source: 'test' });
    expect(JSON.stringify(recorded)).toContain('contractUntil');
  });

  test('a renewal after the days of grace renews the contract all the same; one that is retracted never was', async () => {
    const context = contextOf(database());
    const francs = { currency: 'CHF' };
    const begun = { contracts: 1, term: 12, year: 2024, amount: 1000 };
    const told = [
      bought('late', '2024-03-01', '2025-02-28', francs),
      bought('late', '2025-08-01', '2026-12-31', francs),
      bought('wrong', '2024-03-02', '2025-03-01', francs),
      bought('wrong', '2025-03-02', '2026-12-31', francs),
    ];
    const outcomes = await recordFacts(context, told, { source: 'test' });
    const [, , , renewal] = outcomes;
    if (renewal === undefined || !('eventId' in renewal)) throw new Error('The renewal was not recorded');
    const retracted = {
      type: 'event.retracted' as const,
      customerId: 'cus_a',
      occurredAt: '2026-01-10T10:00:00Z',
      sourceId: 'entered for another customer',
      fields: { eventIds: [renewal.eventId], why: 'Entered for another customer' },
    };
    await recordFacts(context, [retracted], { source: 'test' });
    expect(await readContracts(database(), { ...watched, ...francs }, days)).toEqual([
      // As of the earlier day both had run out beyond their grace; one came back later, which is no renewal that was due.
      { ...begun, renewals: 0, isLost: true, renewalsThen: 0, wasLost: true, next: null },
      { ...begun, renewals: 1, isLost: false, renewalsThen: 0, wasLost: true, next: null },
    ]);
  });

  test('what is paid under a contract is counted by its renewals, and by no other model', {
    timeout: 60_000,
  }, async () => {
    const context = contextOf(database());
    const loose = { contractId: undefined, contractUntil: undefined, currency: 'NOK' };
    const told = [
      bought('crowns', '2026-01-01', '2026-12-31', { currency: 'NOK' }),
      bought('crowns', '2026-02-01', '2026-12-31', loose),
    ];
    const outcomes = await recordFacts(context, told, { source: 'test' });
    expect(outcomes.map(({ status }) => status)).toEqual(['recorded', 'recorded']);
    const { currencies } = await value.overview(context, endpoints.overview.input.parse({}));
    const of = (currency: string) => currencies.find((one) => one.currency === currency);
    expect(of('NOK')).toMatchObject({ customers: 1, purchases: 1, contracted: 1, spend: 1000, from: '2026-01-01' });
    expect(of('EUR')).toMatchObject({ customers: 0, purchases: 0, contracted: 1 });
    const found = await deals.list(context, dealEndpoints.list.input.parse({ currency: 'NOK' }));
    const notKnown = found.deals.map(({ dealId, notKnown }) => [dealId.split('-')[1], notKnown?.split(',')[0]]);
    expect(notKnown).toEqual([
      ['2026', 'how customers go on buying cannot be told from these purchases'],
      ['2026', 'paid under a contract'],
    ]);
  });
});
