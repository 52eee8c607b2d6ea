/** Offers given by lot: drawn so that nobody can choose, and compared as drawn. */
import { beforeEach, expect, test } from 'vitest';
import { point as pointContract } from '../api/point.ts';
import { process as contract } from '../api/process.ts';
import { acme, askingAbout, fact, onDay } from '../../test/acme.ts';
import { emptied, onEveryEngine } from '../../test/databases.ts';
import { readTables } from '../../test/read-tables.ts';
import { rebuild } from '../ledger/rebuild.ts';
import type { IncomingFact } from './incoming.ts';
import { point } from './point.ts';
import { process } from './process.ts';

onEveryEngine('offers by lot', (database) => {
  let now = '';
  const { record, context } = askingAbout(database, () => now);
  const draw = async (customerId: string, fields: Readonly<Record<string, unknown>> = {}) =>
    process.draw(context(), contract.draw.input.parse({ customerId, trial: 'visit', ...fields }));
  const trials = async (fields: Readonly<Record<string, unknown>> = {}) =>
    point.trials(context(), pointContract.trials.input.parse(fields));

  beforeEach(async () => {
    now = onDay(45);
    await emptied(database());
    await record(acme);
  });

  test('the lot hangs on trial and customer alone, is drawn once, and can be drawn again by everybody', async () => {
    const first = await draw('acme', { what: 'A visit', idempotencyKey: 'k' });
    expect(first.events[0]?.sentence).toMatch(/^In the trial visit the lot gave (the offer|nothing): “A visit”$/);
    expect((await draw('acme', { what: 'A visit', idempotencyKey: 'k' })).replayed).toBe(true);
    await expect(draw('acme')).rejects.toMatchObject({ refusal: { reason: expect.stringContaining('told before') } });
    const sentences = new Set<string>();
    for (const trial of ['one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight']) {
      sentences.add((await draw('acme', { trial })).events[0]?.sentence.split(' lot gave ')[1] ?? '');
    }
    expect([...sentences].sort()).toEqual(['nothing', 'the offer']);
    const shown = await readTables(database());
    expect(shown['lot']).toHaveLength(9);
    await rebuild(database(), now);
    expect(await readTables(database())).toEqual(shown);
  });

  test('everybody counts as drawn, and only once the days have passed', async () => {
    const facts: IncomingFact[] = [];
    for (let place = 0; place < 80; place++) {
      const customerId = `cus_lot${place}`;
      const drew = place % 2 === 0 ? 'offer' : 'nothing';
      const of = (type: string, day: number, fields: Readonly<Record<string, unknown>>) =>
        facts.push({ ...fact(type, day, fields), customerId, sourceId: `${type}-${day}-${customerId}` });
      // Half as much again comes from those who drew the offer, whoever they are; what comes later does not count.
      const amount = 10_000 + (place % 8) * 100 + (drew === 'offer' ? 5_000 : 0);
      of('lot.drawn', 50, { trial: 'visit', drew });
      of('purchase.made', 60, { currency: 'EUR', amount, purchaseId: `pur_${place}` });
      of('purchase.made', 90, { currency: 'EUR', amount: 900_000, purchaseId: `pur_late${place}` });
    }
    now = onDay(100);
    await record(facts);
    const drawnLately = await draw('acme');
    expect(drawnLately.warnings).toEqual([]);
    const told = await trials({ days: 30 });
    expect(told).toMatchObject({
      days: 30,
      currency: 'EUR',
      trials: [{ trial: 'visit', offered: 40, others: 40, waiting: 1 }],
    });
    const found = told.trials[0]?.found;
    if (found?.answered !== true) throw new Error('There must be an answer');
    // Places of even number have 0, 200, 400 and 600 more, those of odd number 100 more each: by hand, 5,000 less 100.
    expect(found.difference.estimate).toBeCloseTo(4_900, 6);
    expect(found.difference.low).toBeGreaterThan(4_700);
    expect(found.wording).toBe('worth');
    expect((await trials({ days: 30, asOf: onDay(70) })).trials).toMatchObject([
      { offered: 0, waiting: 80, found: { why: 'too few' } },
    ]);
  });
});
