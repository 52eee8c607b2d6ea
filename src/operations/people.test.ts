import { expect, test } from 'vitest';
import { onEveryEngine } from '../../test/databases.ts';
import { readTables } from '../../test/read-tables.ts';
import { people as contract } from '../api/people.ts';
import { rebuild } from '../ledger/rebuild.ts';
import { company } from './company.ts';
import type { Context } from './context.ts';
import { conversation } from './conversation.ts';
import { people } from './people.ts';
import { recordFacts } from './record.ts';

onEveryEngine('somebody who leaves', (database) => {
  let now = '2026-03-02T09:00:00.000Z';
  const context = (): Context => ({
    database: database(),
    now: () => now,
    actor: 'person:per_max',
    source: 'test',
    folder: '',
  });
  const leave = (asked: Readonly<Record<string, unknown>>) =>
    people.left(context(), contract.left.input.parse({ personId: 'kim', ...asked }));
  const fact = (type: string, customerId: string, fields: Readonly<Record<string, unknown>>) => ({
    type,
    customerId,
    occurredAt: '2026-03-01T09:00:00.000Z',
    sourceId: `${type} ${JSON.stringify(fields)}`,
    fields,
  });
  const promise = (promiseId: string, customerId: string, by: string) =>
    fact('promise.made', customerId, { promiseId, by, byPerson: 'per_kim', words: promiseId, dueDay: '2026-03-09' });
  const theirs = async (personId: string) =>
    (await people.stillTheirs(context(), contract.stillTheirs.input.parse({ personId }))).things.map(({ id }) => id);

  test('hands over everything in one command, that is refused whole, seen before, sent again and taken back', async () => {
    await recordFacts(
      context(),
      [
        fact('person.described', 'company', { personId: 'per_kim', area: 'operations', name: 'Kim' }),
        fact('person.described', 'company', {
          personId: 'per_lee',
          area: 'operations',
          name: 'Lee',
          manager: 'per_kim',
        }),
        fact('person.described', 'company', { personId: 'per_max', area: 'sales', name: 'Max' }),
        fact('customer.described', 'cus_acme', { name: 'Acme' }),
        promise('prm_a', 'cus_acme', 'operations'),
        promise('prm_b', 'cus_acme', 'sales'),
        promise('prm_c', 'cus_bolt', 'operations'),
        fact('case.opened', 'cus_bolt', { caseId: 'cas_c' }),
        fact('case.attempted', 'cus_bolt', { caseId: 'cas_c', byPerson: 'per_kim' }),
      ],
      { source: 'test' },
    );
    const found = await people.stillTheirs(context(), { personId: 'per_kim' });
    expect(found).toMatchObject({ promises: 3, cases: 1, reports: ['per_lee'] });
    expect(found.things[0]).toMatchObject({ id: 'prm_a', takers: ['per_lee'], customerName: 'Acme' });

    await expect(leave({ to: 'per_nobody' })).rejects.toMatchObject({ refusal: { field: 'to' } });
    await expect(leave({ to: 'per_kim' })).rejects.toMatchObject({ refusal: { field: 'to' } });
    await expect(leave({ each: [{ id: 'prm_a', to: 'per_max' }] })).rejects.toMatchObject({
      refusal: { field: 'each' },
    });
    await expect(leave({ each: [{ id: 'prm_z' }] })).rejects.toMatchObject({ refusal: { value: 'prm_z' } });

    const asked = { to: 'lee', each: [{ id: 'cas_c', to: 'per_max' }], idempotencyKey: 'kim-left' };
    const preview = await leave({ ...asked, preview: true });
    expect(await theirs('kim')).toHaveLength(4);
    const done = await leave(asked);
    expect(done).toMatchObject({ preview: false, replayed: false, handed: preview.handed });
    expect(done.handed.map(({ id, toPerson }) => [id, toPerson])).toEqual([
      ['prm_a', 'per_lee'],
      // Lee is not of Sales: it stays with its area.
      ['prm_b', null],
      ['prm_c', 'per_lee'],
      ['cas_c', 'per_max'],
    ]);
    expect([await theirs('kim'), await theirs('lee'), await theirs('max')]).toEqual([
      [],
      ['prm_a', 'prm_c'],
      ['cas_c'],
    ]);
    expect(await leave(asked)).toEqual({ ...done, replayed: true });
    await expect(leave({ idempotencyKey: 'kim-left', to: 'per_max' })).rejects.toMatchObject({
      code: 'different_content',
    });
    await expect(leave({})).rejects.toMatchObject({ code: 'nothing_to_do' });
    const { steps } = await conversation(context(), { promiseId: 'prm_a' });
    expect(steps.at(-1)).toMatchObject({ sentence: 'Handed over to Lee', to: 'promised' });
    const shown = await company.show(context(), {});
    expect(shown.people.find(({ personId }) => personId === 'per_kim')?.leftAt).toBe(now);

    now = '2026-03-03T09:00:00.000Z';
    expect(await people.returned(context(), { personId: 'per_kim' })).toEqual({ personId: 'per_kim', retracted: 5 });
    expect(await theirs('kim')).toHaveLength(4);
    await expect(people.returned(context(), { personId: 'per_kim' })).rejects.toMatchObject({ code: 'nothing_to_do' });
    const live = await readTables(database());
    await rebuild(database(), now);
    expect(await readTables(database())).toEqual(live);
    expect(await leave({ idempotencyKey: 'kim-left-again' })).toMatchObject({ replayed: false });
    expect(await theirs('lee')).toEqual([]);
  });
});
