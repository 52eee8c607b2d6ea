/** An audit is signed: by name, over a checkpoint, with the promise of the next one. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { contextOf } from '../../test/audit-asked.ts';
import { auditedAt, smallCompany } from '../../test/audit-company.ts';
import { onEveryEngine } from '../../test/databases.ts';
import type { AuditReport } from '../api/audit-report.ts';
import type { SignOff, SignOffs } from '../api/sign-offs.ts';
import type { Today } from '../api/work.ts';
import { ask, endpoints } from './ask.ts';
import type { Context } from './context.ts';
import { recordFacts } from './record.ts';

/** What any of the endpoints asked here answers. */
type Answered = AuditReport & SignOffs & Pick<Today, 'audit'>;

onEveryEngine('Signing an audit', (database) => {
  const folder = mkdtempSync(join(tmpdir(), 'troth-sign-'));
  let now = auditedAt;
  const context = (): Context => ({ ...contextOf(database()), folder, now: () => now });
  const call = async (group: string, name: string, input: object): Promise<Answered> => {
    const named = endpoints.find((one) => one.group === group && one.name === name);
    if (named === undefined) throw new Error(`There is no ${group}.${name}`);
    return (await ask(context(), named, { ...input })) as Answered;
  };
  const sign = async (input: object) => {
    const written = await call('audit', 'sign', { signer: 'Kim Berg', nextBy: '2027-02-21', ...input });
    now = new Date(Date.parse(now) + 1_000).toISOString();
    return written;
  };

  beforeAll(async () => {
    await recordFacts(context(), smallCompany, { source: 'test' });
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  test('keeps what was seen: scope, verdict, checkpoint; asked for again as known then, it is the same audit', async () => {
    await sign({ area: 'sales', statement: 'We begin with the bills.', idempotencyKey: 'k-1' });
    const [signed] = (await call('audit', 'signed', {})).signed;
    const seen = await call('audit', 'report', { area: 'sales' });
    expect(signed).toMatchObject({
      signer: 'Kim Berg',
      statement: 'We begin with the bills.',
      filters: { area: 'sales' },
      verdict: seen.verdict.sentence,
      promises: seen.scope.promises,
      checkpoint: 1,
      nextBy: '2027-02-21',
      next: 'open',
    });
    const { asOf, knownBy } = signed as SignOff;
    const today = now;
    now = '2026-12-24T12:00:00.000Z';
    const again = await call('audit', 'report', { area: 'sales', asOf, knownBy });
    expect(again.balance).toEqual(seen.balance);
    expect(again.verdict).toEqual(seen.verdict);
    now = today;
  });

  test('the same request twice is one signature; another under its key is refused', async () => {
    const first = await sign({ idempotencyKey: 'k-2' });
    const again = await sign({ idempotencyKey: 'k-2' });
    expect(again).toEqual({ ...first, replayed: true });
    await expect(sign({ idempotencyKey: 'k-2', nextBy: '2027-03-01' })).rejects.toMatchObject({
      code: 'different_content',
    });
    expect((await call('audit', 'signed', {})).signed).toHaveLength(2);
  });

  test('the next audit lies ahead, is owed today once it is near, and late after its day', async () => {
    await expect(sign({ nextBy: '2026-01-01' })).rejects.toMatchObject({ code: 'invalid' });
    expect((await call('work', 'today', {})).audit).toBeNull();
    now = '2027-02-19T12:00:00.000Z';
    expect((await call('work', 'today', {})).audit).toMatchObject({ nextBy: '2027-02-21', isLate: false });
    now = '2027-02-23T12:00:00.000Z';
    expect((await call('work', 'today', {})).audit).toMatchObject({ signer: 'Kim Berg', isLate: true });
    // It is news to who was last here before its day ended, and to nobody else.
    const news = async (since: string) => (await call('work', 'lately', { since })).audit;
    expect(await news('2027-02-21T12:00:00.000Z')).toMatchObject({ nextBy: '2027-02-21', isLate: true });
    expect(await news('2027-02-22T12:00:00.000Z')).toBeNull();
    await sign({ nextBy: '2027-05-21' });
    expect(await news('2027-02-21T12:00:00.000Z')).toBeNull();
    const { signed } = await call('audit', 'signed', {});
    expect(signed.map(({ next }) => next)).toEqual(['open', 'keptLate', 'kept']);
  });

  test('the ledger with a signed audit verifies', async () => {
    expect(await call('ledger', 'verify', {})).toMatchObject({ ok: true });
  });
});
