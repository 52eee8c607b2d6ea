/** BG/BB out of a ledger: the published fit from 11,104 donors' gifts, and years, quarters and months by hand. */
import { beforeAll, expect, test } from 'vitest';
import { engines, freshDatabase, onEveryEngine } from '../../test/databases.ts';
import { donations } from '../../test/donors.ts';
import { value as endpoints } from '../api/value.ts';
import { renderText } from '../documents/to-text.ts';
import type { Database } from '../ledger/queryable.ts';
import { readOccasions } from '../ledger/views/purchase-occasions.ts';
import type { Context } from './context.ts';
import { recordFacts } from './record.ts';
import { value } from './value.ts';

const contextOf = (database: Database): Context => ({
  database,
  now: () => '2026-11-21T00:00:00.000Z',
  actor: 'import:imp_value',
  source: 'cli',
  folder: '',
});

test('11,104 donors give the published fit, and the years held back are foretold', async () => {
  const [engine] = engines;
  if (engine === undefined) throw new Error('There is no engine to test on');
  const database = await freshDatabase(engine);
  try {
    const context = contextOf(database);
    await recordFacts(context, donations(), { source: 'test' });
    const asked = endpoints.fit.input.parse({ until: '2001-12-31', cut: '1999-12-31', every: 'year' });
    const fit = await value.fit(context, asked);
    const { occasions } = fit;
    expect(occasions).toMatchObject({ every: 'year', from: '1995', until: '2001', occasions: 6, customers: 11_104 });
    expect(occasions.fit).toMatchObject({ n: 11_104, refused: null });
    const published = [1.203522, 0.749716, 0.656718, 2.783443];
    for (const [index, { estimate, standardError }] of occasions.fit.parameters.entries()) {
      expect(estimate / (published[index] ?? 0)).toBeCloseTo(1, 3);
      expect(standardError).toBeGreaterThan(0);
    }
    expect(occasions.fit.logLikelihood).toBeCloseTo(-33_225.581, 2);
    // Alive next year: .11 of those who never gave again, .93 of those who gave every year.
    const aliveOf = (purchases: number) => occasions.groups.find((group) => group.purchases === purchases)?.alive;
    expect(aliveOf(0)).toBeCloseTo(0.108, 3);
    expect(aliveOf(6)).toBeCloseTo(0.93, 3);
    const { expected, holdout } = occasions;
    expect(expected?.low).toBeLessThan(expected?.amount ?? NaN);
    expect(expected?.high).toBeGreaterThan(expected?.amount ?? NaN);
    expect(holdout).toMatchObject({ cut: '1999', ahead: 2, customers: 11_104, refused: null });
    expect((holdout.foretold ?? NaN) / holdout.actual).toBeGreaterThan(0.85);
    expect((holdout.foretold ?? NaN) / holdout.actual).toBeLessThan(1.15);
    const document = endpoints.fit.document?.(fit);
    if (document === undefined) throw new Error('There is no document');
    expect(renderText(document, { width: 200, color: false })).toContain('Fitted as of the end of 1999');
  } finally {
    await database.close();
  }
});

onEveryEngine('Occasions of a few customers', (database) => {
  const bought = (customer: string, at: string) => ({
    type: 'purchase.made' as const,
    customerId: `cus_${customer}`,
    occurredAt: at,
    sourceId: at,
    fields: { purchaseId: `pur_${customer}-${at.slice(0, 13)}`, amount: 1000, currency: 'EUR' },
  });
  const watched = { currency: 'EUR', zone: 'Europe/Berlin', end: '2026-01-01T00:00:00.000Z' };

  beforeAll(async () => {
    const facts = [
      // Twice in one year is one occasion; in Berlin the last of these is of the next year.
      bought('a', '2021-03-01T10:00:00Z'),
      bought('a', '2022-03-01T10:00:00Z'),
      bought('a', '2022-09-01T10:00:00Z'),
      bought('a', '2023-12-31T23:30:00Z'),
      bought('b', '2022-05-01T10:00:00Z'),
      bought('c', '2025-05-01T10:00:00Z'),
    ];
    await recordFacts(contextOf(database()), facts, { source: 'test' });
  });

  test('by years, until the last one that is over and as of an earlier one', async () => {
    const last = 2025;
    expect(await readOccasions(database(), watched, { unit: 'year', cut: last, last })).toEqual([
      { occasions: 3, purchases: 0, lastOccasion: 0, later: 0, customers: 1 },
      { occasions: 4, purchases: 2, lastOccasion: 3, later: 0, customers: 1 },
    ]);
    expect(await readOccasions(database(), watched, { unit: 'year', cut: 2023, last })).toEqual([
      { occasions: 1, purchases: 0, lastOccasion: 0, later: 0, customers: 1 },
      { occasions: 2, purchases: 1, lastOccasion: 1, later: 1, customers: 1 },
    ]);
  });

  test('by quarters, where a year has four occasions', async () => {
    const cells = await readOccasions(database(), watched, { unit: 'quarter', cut: 2022 * 4 + 3, last: 2025 * 4 + 3 });
    expect(cells).toEqual([
      { occasions: 2, purchases: 0, lastOccasion: 0, later: 0, customers: 1 },
      { occasions: 7, purchases: 2, lastOccasion: 6, later: 1, customers: 1 },
    ]);
  });

  test('too few customers are refused, with what is missing', async () => {
    const fit = await value.fit(contextOf(database()), endpoints.fit.input.parse({ every: 'month' }));
    expect(fit.occasions).toMatchObject({ every: 'month', expected: null });
    expect(fit.occasions.fit.refused?.reason).toMatch(/30 and 10 are the least/);
  });
});
