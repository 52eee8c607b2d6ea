/** Lifetime value out of a ledger: overview, fits, scores, one customer; and what is said where there is too little. */
import { beforeAll, describe, expect, test } from 'vitest';
import { engines, freshDatabase, onEveryEngine } from '../../test/databases.ts';
import { simulatedPurchases } from '../../test/simulated-purchases.ts';
import { customers as people } from '../api/customers.ts';
import { value as endpoints } from '../api/value.ts';
import type { Document } from '../documents/document.ts';
import { renderText as toText } from '../documents/to-text.ts';
import type { Database } from '../ledger/queryable.ts';
import type { Context } from './context.ts';
import { customers } from './customers.ts';
import { recordFacts } from './record.ts';
import { value } from './value.ts';

const contextOf = (database: Database): Context => ({
  database,
  now: () => '2026-11-21T00:00:00.000Z',
  actor: 'import:imp_value',
  source: 'cli',
  folder: '',
});

const settled = { overview: endpoints.overview, fit: endpoints.fit, scores: endpoints.scores };

onEveryEngine('A ledger of three hundred customers', (database) => {
  const ask = <Name extends keyof typeof settled>(name: Name, input: object = {}) =>
    value[name](contextOf(database()), settled[name].input.parse(input) as never);

  beforeAll(async () => {
    await recordFacts(contextOf(database()), simulatedPurchases(300, 5), { source: 'test' });
  });

  test('says what they are worth, and the groups add up to all of them', async () => {
    const overview = await ask('overview');
    const [all] = overview.currencies;
    if (all?.value == null) throw new Error('no value');
    expect(all).toMatchObject({ currency: 'EUR', customers: 300, refused: null, isRare: false, valueRefused: null });
    expect(overview.settings).toEqual({ marginShare: 1, discountYearly: 0.15, valueYears: 5 });
    expect(all.value.low).toBeLessThan(all.value.amount);
    expect(all.value.high).toBeGreaterThan(all.value.amount);
    const amount = all.value.amount;
    for (const groups of [all.segments, all.bands]) {
      expect(groups.reduce((sum, group) => sum + group.customers, 0)).toBe(300);
      expect(groups.reduce((sum, group) => sum + (group.value?.amount ?? 0), 0)).toBeCloseTo(amount, 3);
    }
    expect(all.segments.map(({ name, customers: of }) => [name, of])).toEqual([
      ['baker', 200],
      ['butcher', 100],
    ]);
    expect(all.alive.reduce((sum, step) => sum + step.customers, 0)).toBe(300);
    expect(all.assumptions.length).toBeGreaterThan(3);
    for (const row of all.visits) expect(row.chanceAlive).toBeLessThan(0.5);
    expect(renderText(endpoints.overview.document?.(overview))).toContain('in sales, not profit: no margin is set');
  });

  test('scores every customer once, page after page', async () => {
    const first = await ask('scores', { limit: 200 });
    const second = await ask('scores', { limit: 200, cursor: first.next ?? undefined });
    expect([first.rows.length, second.rows.length, second.next]).toEqual([200, 100, null]);
    expect(new Set([...first.rows, ...second.rows].map(({ customerId }) => customerId)).size).toBe(300);
    const [all] = (await ask('overview')).currencies;
    const sum = [...first.rows, ...second.rows].reduce((total, row) => total + (row.value?.amount ?? 0), 0);
    expect(sum).toBeCloseTo(all?.value?.amount ?? NaN, 3);
    const [one] = first.rows;
    if (one?.value == null || one.expectedSpend === null) throw new Error('no score');
    expect(one.value.amount).toBeCloseTo(one.expectedSpend * one.discountedPurchases, 6);
    expect(one.value.low).toBeLessThanOrEqual(one.value.high);
  });

  test('puts the models side by side and holds each against what came later', async () => {
    const fit = await ask('fit', { cut: '2025-09-30' });
    expect(fit.models.map(({ model }) => model)).toEqual(['BG/NBD', 'MBG/NBD', 'Pareto/NBD']);
    expect(fit.models.filter(({ isBest }) => isBest)).toHaveLength(1);
    const fitted = fit.models.filter(({ refused }) => refused === null);
    expect(fitted.length).toBeGreaterThan(0);
    for (const { parameters, n } of fitted) {
      expect(parameters).toHaveLength(4);
      expect(n).toBe(300);
    }
    const { holdout } = fit;
    expect(holdout.track.at(-1)).toBeGreaterThan(holdout.actual);
    for (const one of holdout.models) {
      expect(one.foretold / holdout.actual).toBeGreaterThan(0.5);
      expect(one.foretold / holdout.actual).toBeLessThan(2);
    }
    const rendered = renderText(endpoints.fit.document?.(fit));
    expect(rendered).toContain('Fitted as of 2025-09-30');
    await expect(ask('fit', { cut: '2031-01-01' })).rejects.toThrow(/must lie between the first purchase/);
  });

  test('one customer is a plain sentence without statistics', async () => {
    const known = await value.customer(contextOf(database()), { customerId: 'cus_v0001' });
    expect(known.sentence).not.toMatch(/%|\d\.\d|probab|model/);
    expect(known.currencies[0]?.row.customerId).toBe('cus_v0001');
    const unknown = await value.customer(contextOf(database()), { customerId: 'cus_nobody' });
    expect(unknown).toMatchObject({ sentence: 'Has not bought from us yet.', currencies: [] });
  });

  test('a margin that the company states counts at once', async () => {
    const before = (await ask('overview')).currencies[0]?.value?.amount ?? NaN;
    const policy = {
      type: 'policy.set' as const,
      customerId: 'company',
      occurredAt: '2026-01-01T00:00:00Z',
      sourceId: 'margin',
      fields: { marginShare: 0.25 },
    };
    await recordFacts(contextOf(database()), [policy], { source: 'test' });
    const after = await ask('overview');
    expect(after.settings.marginShare).toBe(0.25);
    expect(after.currencies[0]?.value?.amount).toBeCloseTo(before / 4, 3);
  });
});

describe('A fit', () => {
  test('does not keep others waiting', async () => {
    const database = await emptyLedger();
    try {
      const context = contextOf(database);
      await recordFacts(context, simulatedPurchases(300, 7), { source: 'test' });
      let isFitting = true;
      const fit = value.overview(context, {}).finally(() => {
        isFitting = false;
      });
      const page = await customers.list(context, people.list.input.parse({ limit: 5 }));
      expect(page.customers).toHaveLength(5);
      expect(isFitting).toBe(true);
      expect((await fit).currencies).toHaveLength(1);
    } finally {
      await database.close();
    }
  });

  test('of too few customers is refused, with what is missing', async () => {
    const database = await emptyLedger();
    try {
      const context = contextOf(database);
      expect((await value.overview(context, {})).currencies).toEqual([]);
      await recordFacts(context, simulatedPurchases(12, 9), { source: 'test' });
      const [few] = (await value.overview(context, {})).currencies;
      expect(few).toMatchObject({ customers: 12, model: null, value: null, expectedAlive: null, visits: [] });
      expect(few?.refused?.missing).toMatch(/18 more customers/);
      const scores = await value.scores(context, { limit: 50 });
      expect(scores).toMatchObject({ rows: [], next: null, model: null });
      expect(renderText(endpoints.scores.document?.(scores))).toContain('18 more customers');
    } finally {
      await database.close();
    }
  });
});

function renderText(document: Document | undefined): string {
  if (document === undefined) throw new Error('There is no document');
  return toText(document, { width: 200, color: false });
}

function emptyLedger(): Promise<Database> {
  const [engine] = engines;
  if (engine === undefined) throw new Error('There is no engine to test on');
  return freshDatabase(engine);
}
