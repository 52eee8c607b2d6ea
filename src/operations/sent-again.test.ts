/** Requests that are sent again after what they were about no longer counts. */
import { expect, test } from 'vitest';
import { emptied, onEveryEngine } from '../../test/databases.ts';
import type { Written } from '../api/endpoint.ts';
import { PromiseId } from '../domain/ids.ts';
import type { Context } from './context.ts';
import { customers } from './customers.ts';
import { events } from './events.ts';
import { promises } from './promises.ts';

onEveryEngine('a request sent again', (database) => {
  async function promised() {
    await emptied(database());
    const context: Context = {
      database: database(),
      now: () => '2026-11-21T12:00:00.000Z',
      actor: 'person:per_kim',
      source: 'api',
      folder: '',
    };
    await customers.add(context, { customerId: 'cus_acme', name: 'Acme', kind: 'business' });
    const made = await promises.make(context, {
      words: 'Installed by the 30th',
      by: 'sales',
      to: 'cus_acme',
      toParty: 'customer',
      due: '2026-11-30',
      opening: 'promise',
      weight: 1,
      severityIfBroken: 'major',
      backs: [],
      needs: [],
      voluntary: true,
      missionBased: false,
    });
    return { context, made, promiseId: PromiseId.parse(made.events[0]?.names['promiseId']) };
  }

  /** The last first: what others rest on cannot go before them. */
  async function retract(context: Context, ...written: readonly Written[]): Promise<void> {
    const recorded = written.flatMap((one) => one.events.map(({ eventId }) => eventId));
    for (const eventId of recorded.toReversed()) await events.retract(context, { eventId, why: 'entered twice' });
  }

  test('a move is answered with its first result, also when its promise has been retracted since', async () => {
    const { context, made, promiseId } = await promised();
    const renege = { promiseId, move: 'renege', idempotencyKey: 'key-1', cause: 'cannot' } as const;
    const first = await promises.move(context, renege);
    const repair = {
      promiseId,
      move: 'promiseRepair',
      words: 'Installed on the 3rd',
      due: '2026-12-03',
      idempotencyKey: 'key-2',
    } as const;
    const repaired = await promises.move(context, repair);
    await retract(context, made, first, repaired);
    expect(await promises.move(context, renege)).toEqual({ ...first, replayed: true });
    expect(await promises.move(context, repair)).toEqual({ ...repaired, replayed: true });
  });

  test('the same key with another move is refused, and one that nobody has used finds no promise', async () => {
    const { context, made, promiseId } = await promised();
    const moved = await promises.move(context, {
      promiseId,
      move: 'renege',
      idempotencyKey: 'key-1',
      cause: 'cannot',
    });
    await retract(context, made, moved);
    await expect(
      promises.move(context, { promiseId, move: 'renege', idempotencyKey: 'key-1', cause: 'will-not' }),
    ).rejects.toMatchObject({ code: 'different_content' });
    await expect(promises.move(context, { promiseId, move: 'renege', idempotencyKey: 'key-2' })).rejects.toMatchObject({
      code: 'unknown_promise',
    });
  });
});
