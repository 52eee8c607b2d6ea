import { beforeEach, describe, expect, test } from 'vitest';
import type { RequestOf } from '../api/endpoint.ts';
import { company as companyContract } from '../api/company.ts';
import { promises as contract } from '../api/promises.ts';
import { company } from './company.ts';
import type { Context } from './context.ts';
import { customers } from './customers.ts';
import { promises } from './promises.ts';
import { recordFacts } from './record.ts';
import { emptied, onEveryEngine } from '../../test/databases.ts';

type Asked<Name extends keyof typeof contract> = RequestOf<(typeof contract)[Name]>;

onEveryEngine('a promise as a conversation', (database) => {
  let now = '';
  const context = (): Context => ({
    database: database(),
    now: () => now,
    actor: 'person:per_kim',
    source: 'test',
    folder: '',
  });
  const make = (input: Partial<Asked<'make'>> = {}) =>
    promises.make(
      context(),
      contract.make.input.parse({ words: 'Installed and tested', to: 'acme', by: 'sales', due: 'friday', ...input }),
    );
  const move = (input: Asked<'move'>) => promises.move(context(), contract.move.input.parse(input));
  const keep = (input: Asked<'keep'>) => promises.keep(context(), contract.keep.input.parse(input));
  const show = async (promiseId: string, asOf?: string) =>
    contract.show.output.parse(await promises.show(context(), contract.show.input.parse({ promiseId, asOf })));
  const list = (input: Asked<'list'>) => promises.list(context(), contract.list.input.parse(input));
  const idOf = (written: Awaited<ReturnType<typeof make>>) => written.events[0]?.names['promiseId'] ?? '';

  beforeEach(async () => {
    await emptied(database());
    now = '2026-11-16T09:00:00.000Z';
    const facts = [
      {
        type: 'customer.described',
        customerId: 'cus_acme',
        occurredAt: '2026-11-01T09:00:00Z',
        sourceId: '1',
        fields: { name: 'Acme Ltd' },
      },
    ];
    await recordFacts(context(), facts, { source: 'story' });
  });

  test('made, declared done, confirmed: who did what, and what is possible at each point', async () => {
    const promiseId = idOf(await make({ doneWhen: 'The test protocol is signed' }));
    expect(promiseId).toMatch(/^prm_/);
    const made = await show(promiseId);
    expect(made.promise).toMatchObject({
      customerName: 'Acme Ltd',
      words: 'Installed and tested',
      doneWhen: 'The test protocol is signed',
      state: 'promised',
      dueDay: '2026-11-20',
      deadline: '2026-11-20T23:59:59.999Z',
    });
    expect(made.possible.map(({ move: name, by }) => `${by}: ${name}`)).toContain('promisor: declareComplete');
    expect(made.nextClockAt).toBe('2026-11-21T00:00:00.000Z');

    now = '2026-11-18T09:00:00.000Z';
    await move({ promiseId, move: 'declareComplete', proof: 'system', note: 'Protocol 17' });
    now = '2026-11-19T09:00:00.000Z';
    await keep({ promiseId });
    const kept = await show(promiseId);
    expect(kept.promise).toMatchObject({ state: 'kept', balancePart: 'kept', completedLate: false });
    expect(kept.steps.map(({ at, actor, to, sentence }) => [at.slice(8, 10), actor, to, sentence])).toEqual([
      ['16', 'promisor', 'promised', 'Sales promised “Installed and tested” to the customer by 20 Nov 2026'],
      ['18', 'promisor', 'completed', 'Declared done: “Protocol 17”'],
      ['19', 'promisee', 'kept', 'Confirmed as kept by the one it was made to'],
    ]);
    expect(kept.steps[0]).toMatchObject({ recordedBy: 'person:per_kim', learnedAt: null });
    expect(kept.possible).toEqual([]);
    expect(kept.nextClockAt).toBeNull();
    expect(kept.erased).toBe(false);
  });

  test('as of an earlier time it is what it was then, and before it was made it is refused', async () => {
    const promiseId = idOf(await make());
    const then = await show(promiseId);
    now = '2026-11-25T09:00:00.000Z';
    expect((await show(promiseId)).promise.state).toBe('overdue');
    expect(await show(promiseId, then.asOf)).toEqual(then);
    await expect(show(promiseId, '2026-11-15T09:00:00Z')).rejects.toMatchObject({
      refusal: { code: 'unknown_promise', field: 'promiseId', value: promiseId },
    });
    await expect(show('prm_none')).rejects.toMatchObject({ refusal: { code: 'unknown_promise' } });
  });

  test('the clock makes its moves without an event', async () => {
    const promiseId = idOf(await make());
    now = '2026-12-10T09:00:00.000Z';
    const { steps, promise } = await show(promiseId);
    expect(promise.state).toBe('broken');
    expect(steps.slice(1)).toMatchObject([
      { move: 'duePassed', actor: 'system', eventId: null, recordedBy: null, sentence: 'The due time passed' },
      { move: 'graceExpired', actor: 'system', eventId: null, sentence: 'Never done after the due time' },
    ]);
  });

  test('late with no change on the table: nobody is offered to agree to one', async () => {
    const promiseId = idOf(await make());
    now = '2026-11-25T09:00:00.000Z';
    const { promise, possible } = await show(promiseId);
    expect(promise.state).toBe('overdue');
    expect(possible.map(({ move: name }) => name)).not.toContain('agreeChange');
  });

  test('renegotiated in time: first promised and last agreed are both there, and only the other side may agree', async () => {
    const promiseId = idOf(await make());
    now = '2026-11-17T09:00:00.000Z';
    await move({ promiseId, move: 'proposeChange', due: 'next friday' });
    const asked = await show(promiseId);
    expect(asked.possible.find(({ move: name }) => name === 'agreeChange')?.by).toBe('promisee');
    await expect(move({ promiseId, move: 'agreeChange', as: 'promisor' })).rejects.toMatchObject({
      refusal: {
        code: 'not_your_move',
        field: 'as',
        value: 'promisor',
        remedy: expect.stringContaining('declareComplete'),
      },
    });
    now = '2026-11-17T10:00:00.000Z';
    await move({ promiseId, move: 'agreeChange', as: 'promisee' });
    expect((await show(promiseId)).promise).toMatchObject({
      state: 'promised',
      firstDeadline: '2026-11-20T23:59:59.999Z',
      deadline: '2026-11-27T23:59:59.999Z',
    });
  });

  test('what is to make good that it was broken, and what that makes good', async () => {
    const broken = idOf(await make());
    now = '2026-11-16T10:00:00.000Z';
    await move({ promiseId: broken, move: 'renege' });
    now = '2026-11-16T11:00:00.000Z';
    const repair = idOf(
      await promises.move(
        context(),
        contract.move.input.parse({ promiseId: broken, move: 'promiseRepair', words: 'Free of charge', due: 'friday' }),
      ),
    );
    expect((await show(broken)).mending.map(({ promiseId }) => promiseId)).toEqual([repair]);
    expect((await show(repair)).mended.map(({ promiseId }) => promiseId)).toEqual([broken]);
  });

  test('what stands behind it and what it stands behind', async () => {
    const front = idOf(await make({ needs: ['operations'] }));
    expect((await show(front)).promise.missingBackers).toEqual(['operations']);
    now = '2026-11-16T10:00:00.000Z';
    const back = idOf(
      await make({ by: 'operations', toParty: 'sales', words: 'A slot on Thursday', due: 'thursday', backs: [front] }),
    );
    const shown = await show(front);
    expect(shown.promise.missingBackers).toEqual([]);
    expect(shown.behind.map(({ promiseId }) => promiseId)).toEqual([back]);
    expect((await show(back)).inFront.map(({ promiseId }) => promiseId)).toEqual([front]);
  });

  test('a fact that was learned late says when, and one against the rules is shown as irregular', async () => {
    const story = (type: string, occurredAt: string, fields: Readonly<Record<string, unknown>>) => ({
      type,
      customerId: 'cus_acme',
      occurredAt,
      sourceId: `${type} ${occurredAt}`,
      fields,
    });
    const done = story('promise.moved', '2026-11-15T10:00:00Z', { promiseId: 'prm_old', move: 'declareComplete' });
    await recordFacts({ ...context(), now: () => '2026-11-15T12:00:00.000Z' }, [done], { source: 'story' });
    await recordFacts(
      context(),
      [
        story('promise.made', '2026-11-02T09:00:00Z', { promiseId: 'prm_old', by: 'operations', words: 'Spare parts' }),
        story('promise.moved', '2026-11-03T09:00:00Z', { promiseId: 'prm_old', move: 'declareSatisfied' }),
      ],
      { source: 'story' },
    );
    const { steps, irregularities, promise } = await show('prm_old');
    expect(steps.map(({ learnedAt }) => learnedAt)).toEqual(['2026-11-16T09:00:00.000Z', null]);
    expect(irregularities).toMatchObject([
      { at: '2026-11-03T09:00:00.000Z', why: expect.stringContaining('declareSatisfied') },
    ]);
    expect(promise.irregular).toBe(1);
  });

  test('once erased it says so, and still tells what happened', async () => {
    const promiseId = idOf(await make());
    now = '2026-11-17T09:00:00.000Z';
    await move({ promiseId, move: 'declareComplete', note: 'Signed by Anna' });
    now = '2026-11-18T09:00:00.000Z';
    await customers.erase(context(), { customerId: 'cus_acme' });
    const { erased, promise, steps } = await show(promiseId);
    expect(erased).toBe(true);
    expect(promise).toMatchObject({ words: null, customerName: null, state: 'completed', dueDay: '2026-11-20' });
    expect(steps.map(({ sentence }) => sentence).join(' ')).not.toMatch(/Installed|Anna/);
  });

  describe('asked twice', () => {
    test('the same key is one promise; with other content it is refused', async () => {
      const first = await make({ idempotencyKey: 'key-1' });
      now = '2026-11-17T09:00:00.000Z';
      const again = await make({ idempotencyKey: 'key-1' });
      expect(again).toEqual({ ...first, replayed: true });
      await expect(make({ idempotencyKey: 'key-1', words: 'Something else' })).rejects.toMatchObject({
        refusal: { code: 'different_content', field: 'idempotencyKey', value: 'key-1' },
      });
      expect((await list({})).count).toBe(1);
    });

    test('the same key is one promise, whatever the company has decided since', async () => {
      const first = await make({ idempotencyKey: 'key-1' });
      const settings = { zone: 'Europe/Berlin', graceDays: 3, silenceDays: 2, recoveryDays: 1 };
      const set = { ...settings, trust: { willingness: 0.7 }, idempotencyKey: 'key-2' };
      const setPolicy = (input: object) => company.setPolicy(context(), companyContract.setPolicy.input.parse(input));
      const policy = await setPolicy(set);
      expect(await make({ idempotencyKey: 'key-1' })).toEqual({ ...first, replayed: true });
      await setPolicy({ trust: { willingness: 0.5, lossAversion: 2 } });
      expect(await setPolicy(set)).toEqual({ ...policy, replayed: true });
    });
  });

  describe('refused', () => {
    test('a due time that nobody understands, or that has passed', async () => {
      await expect(make({ due: 'soon' })).rejects.toMatchObject({
        refusal: { code: 'invalid', field: 'due', value: 'soon', remedy: expect.stringContaining('in 3 working days') },
      });
      await expect(make({ due: '2026-11-15' })).rejects.toMatchObject({ refusal: { code: 'invalid', field: 'due' } });
    });

    test('a window of due times that has no name', async () => {
      await make();
      expect((await list({ due: 'week' })).count).toBe(1);
      expect((await list({ due: 'today' })).count).toBe(0);
      expect((await list({ due: '2026-11-20' })).count).toBe(1);
      await expect(list({ due: 'someday' })).rejects.toMatchObject({
        refusal: { code: 'invalid', field: 'due', value: 'someday' },
      });
    });

    test('a move that the table does not allow', async () => {
      const promiseId = idOf(await make());
      now = '2026-11-16T09:00:01.000Z';
      await expect(move({ promiseId, move: 'accept' })).rejects.toMatchObject({
        refusal: {
          code: 'move_not_allowed',
          field: 'move',
          value: 'accept',
          remedy: expect.stringContaining('declareComplete'),
        },
      });
      await expect(move({ promiseId, move: 'duePassed' })).rejects.toMatchObject({
        refusal: { field: 'move', value: 'duePassed' },
      });
    });
  });
});
