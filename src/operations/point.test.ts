/** What moves lifetime value, asked of a ledger: the demo company's. */
import { beforeAll, describe, expect, test } from 'vitest';
import { backtestDocument } from '../api/backtest-document.ts';
import { pointDocument } from '../api/point-document.ts';
import { company as companyContract } from '../api/company.ts';
import { point as contract } from '../api/point.ts';
import { programmesDocument } from '../api/programmes-document.ts';
import { renderText } from '../documents/to-text.ts';
import { demoCompanyFacts, demoFacts } from '../ingest/demo/demo.ts';
import type { Database } from '../ledger/queryable.ts';
import { engines, freshDatabase } from '../../test/databases.ts';
import { company } from './company.ts';
import type { Context } from './context.ts';
import { readPasts } from './customer-pasts.ts';
import { point } from './point.ts';
import { recordFacts } from './record.ts';

const until = '2026-11-21T12:00:00.000Z';
const ask = {
  point: (input: object) => point.point(context, contract.point.input.parse(input)),
  indicators: (input: object) => point.indicators(context, contract.indicators.input.parse(input)),
  programmes: (input: object) => point.programmes(context, contract.programmes.input.parse(input)),
  backtest: (input: object) => point.backtest(context, contract.backtest.input.parse(input)),
};
let context: Context;
let database: Database;

describe('The demo company', () => {
  beforeAll(async () => {
    const [engine] = engines;
    if (engine === undefined) throw new Error('There is no engine to test on');
    database = await freshDatabase(engine);
    context = { database, now: () => until, actor: 'system', source: 'test', folder: '' };
    await recordFacts(context, demoCompanyFacts({ seed: 4747, until }), { source: 'demo' });
    await recordFacts(context, demoFacts({ seed: 4747, until }), { source: 'demo' });
    return () => database.close();
  });

  test('what every score knew beforehand is told side by side, for each outcome', async () => {
    const report = contract.backtest.output.parse(await ask.backtest({}));
    expect(report.outcomes.map(({ outcome }) => outcome)).toEqual(['repurchase', 'refund', 'lost', 'case', 'broken']);
    const [repurchase] = report.outcomes;
    const [everybody, answered] = repurchase?.comparisons ?? [];
    expect(everybody?.scores).toEqual(['trust', 'kept rate', 'recency', 'frequency']);
    expect(answered?.scores).toContain('satisfaction');
    if (everybody?.found.answered !== true) throw new Error(JSON.stringify(everybody));
    for (const { discrimination, calibration } of everybody.found.scores) {
      expect([discrimination.answered, calibration.answered]).toEqual([true, true]);
    }
    const text = renderText(backtestDocument(report), { width: 110, color: false });
    expect(text).toContain('Who buys again within 90 days?');
    expect(text).toMatch(/Trust (does not win|tells most)/);
  });

  test('a point up and a point lost have a price with an interval, or a reason and what is missing', async () => {
    const report = contract.point.output.parse(await ask.point({ resamples: 100 }));
    expect(report).toMatchObject({ currency: 'EUR', isWhole: true, leftAfterDays: 180, watchedUntil: '2026-11-20' });
    expect(report.drivers.map(({ driver }) => driver)).toEqual(['satisfaction', 'advocacy', 'trust', 'keptRate']);
    const answered = report.drivers.filter(({ found }) => found.answered);
    expect(answered.length).toBeGreaterThan(0);
    for (const { found } of report.drivers) {
      if (!found.answered) {
        expect([found.reason, found.missing].every((words) => words.length > 10)).toBe(true);
        continue;
      }
      expect(found.wording).toBe('associated with');
      expect(found.up.low ?? -Infinity).toBeLessThanOrEqual(found.up.high ?? Infinity);
      expect(found.customers.every(({ name }) => name !== null)).toBe(true);
    }
    const text = renderText(pointDocument(report), { width: 110, color: false });
    expect(text).toContain('associated with');
    expect(text).not.toContain('because of');
  });

  test('every sign is told with its gain and that of its shuffled copy, which those that pass exceed', async () => {
    const { found } = contract.indicators.output.parse(await ask.indicators({ lagMax: 2 }));
    if (!found.answered) throw new Error(found.reason);
    expect(found.indicators.map(({ name }) => name)).toContain('trust');
    for (const { best, shuffledGain } of found.indicators) {
      if (best !== null) expect(best.gain).toBeGreaterThan(shuffledGain);
    }
  });

  test('an improvement that began is held against those who have it not yet, or says what is missing', async () => {
    expect((await ask.programmes({})).programmes).toEqual([]);
    const started = {
      programmeId: 'prg_call',
      area: 'distribution',
      title: 'Call before coming',
      measure: 'kept',
      segments: ['bakery', 'butcher', 'dairy'],
      occurredAt: '2026-03-01T08:00:00Z',
    };
    await company.startProgramme(context, companyContract.startProgramme.input.parse(started));
    const finish = (programmeId: string) =>
      company.finishProgramme(context, companyContract.finishProgramme.input.parse({ programmeId }));
    await finish('prg_call');
    await expect(finish('prg_other')).rejects.toThrow('There is no programme prg_other');
    const [one] = contract.programmes.output.parse(await ask.programmes({})).programmes;
    expect(one).toMatchObject({
      areaName: 'Distribution',
      finishedAt: until,
      starts: [{ segments: started.segments }],
      created: { amount: null, reason: 'it was meant to move something that is not counted in money' },
    });
    const text = renderText(programmesDocument(await ask.programmes({})), { width: 110, color: false });
    expect(text).toMatch(/Associated with|Worth|No comparison with those who had it not yet/);
    expect(text).toContain('Value created by finished improvements');
  });

  test('in another currency, or before there was time to leave, it is refused in words', async () => {
    const early = await ask.point({ asOf: '2025-09-01', resamples: 100 });
    expect(early.drivers.every(({ found }) => !found.answered)).toBe(true);
    expect(renderText(pointDocument(early), { width: 110, color: false })).toContain('What is missing:');
  });

  test('one outcome alone can be asked for, and a time in which nothing can be told is refused in words', async () => {
    const report = await ask.backtest({ outcome: 'lost', until: '2025-08-01' });
    expect(report.outcomes).toHaveLength(1);
    const text = renderText(backtestDocument(report), { width: 110, color: false });
    expect(text).toMatch(/No answer|can be asked/);
  });

  test('what is recorded of a later day changes nothing that was known before it', async () => {
    const before = await readPasts(context, until);
    const [one] = before.pasts.filter(({ purchases, standings }) => purchases.length > 1 && standings.length > 8);
    if (one === undefined) throw new Error('No customer has a past');
    const later = (type: string, fields: Readonly<Record<string, unknown>>) => ({
      type,
      customerId: one.customerId,
      occurredAt: '2026-11-20T09:00:00.000Z',
      sourceId: `later-${type}`,
      fields,
    });
    await recordFacts(
      context,
      [
        later('purchase.made', { purchaseId: 'pur_later', amount: 100, currency: 'EUR' }),
        later('promise.made', { promiseId: 'prm_later', by: 'sales', words: 'Later' }),
        later('feedback.given', { feedbackId: 'fbk_later', measure: 'satisfaction', value: 1 }),
        later('customer.described', { segment: 'later' }),
      ],
      { source: 'later' },
    );
    const after = await readPasts(context, until);
    const same = after.pasts.find(({ customerId }) => customerId === one.customerId);
    expect(same?.standings).toEqual(one.standings);
    expect(same?.purchases.slice(0, -1)).toEqual(one.purchases);
  });
});
