/** Several at once, where several connections meet: no update is lost, nobody waits for ever, and what was known stays. */
import { describe, expect, test } from 'vitest';
import type { Database } from '../src/ledger/database.ts';
import { rebuild } from '../src/ledger/rebuild.ts';
import { verifyLedger } from '../src/ledger/verify.ts';
import type { Written } from '../src/api/endpoint.ts';
import { audit } from '../src/operations/audit.ts';
import { company } from '../src/operations/company.ts';
import type { Context } from '../src/operations/context.ts';
import { customers } from '../src/operations/customers.ts';
import { promises } from '../src/operations/promises.ts';
import { audit as auditContract } from '../src/api/audit.ts';
import { promises as promisesContract } from '../src/api/promises.ts';
import { freshDatabase, servers } from './databases.ts';
import { readTables } from './read-tables.ts';

function contextOf(database: Database, actor: string): Context {
  return { database, now: () => new Date().toISOString(), actor, source: 'test', folder: '' };
}

function promise(context: Context, to: string, words: string) {
  return promises.make(context, promisesContract.make.input.parse({ words, to, by: 'sales', due: '2030-01-01' }));
}

/** So many under way at once, the others after them. */
async function inTurns(work: readonly (() => Promise<unknown>)[], atOnce: number): Promise<void> {
  const left = [...work];
  await Promise.all(
    Array.from({ length: atOnce }, async () => {
      for (let next = left.shift(); next !== undefined; next = left.shift()) await next();
    }),
  );
}

describe.each(servers)('on $name', (server) => {
  test('two writers on one customer at once lose nothing, and of one promise only one ends it', async () => {
    const database = await freshDatabase(server);
    try {
      const [kim, lee] = [contextOf(database, 'person:kim'), contextOf(database, 'person:lee')];
      await customers.add(kim, { customerId: 'cus_acme', name: 'Acme', kind: 'business' });
      const each = 30;
      const made = await Promise.all(
        [kim, lee].flatMap((who) =>
          Array.from({ length: each }, (_, n) => promise(who, 'cus_acme', `${who.actor} ${n}`)),
        ),
      );
      const promiseIds = made.map((written) => written.events[0]?.names['promiseId'] ?? '');
      expect(new Set(promiseIds).size).toBe(2 * each);
      const [promiseId] = promiseIds;
      const ends = await Promise.allSettled(
        (['declareComplete', 'renege'] as const).map((move) =>
          promises.move(kim, promisesContract.move.input.parse({ promiseId, move })),
        ),
      );
      // Given up after it was declared done, or the other way round: the second one meets what the first one left.
      const outcomes = ends.map((end) => (end.status === 'fulfilled' ? 'moved' : (end.reason as Error).message));
      expect(outcomes).toContain('moved');
      expect(await verifyLedger(database)).toMatchObject({ ok: true, brokenCount: 0 });
      const live = await readTables(database);
      await rebuild(database, new Date().toISOString());
      expect(await readTables(database)).toEqual(live);
      expect(live['promise']).toHaveLength(2 * each);
    } finally {
      await database.close();
    }
  });

  test('a policy set while others write counts for all that is recorded after it, and no row is left as it was before', async () => {
    const database = await freshDatabase(server);
    try {
      const context = contextOf(database, 'person:kim');
      const recording = Array.from({ length: 40 }, (_, n) => async (): Promise<Written[]> => {
        const customerId = `cus_c${n}` as const;
        await customers.add(context, { customerId, name: customerId, kind: 'business' });
        const made = promisesContract.make.input.parse({
          words: 'Ready',
          to: customerId,
          by: 'sales',
          due: '2030-01-01',
        });
        const first = await promises.make(context, { ...made, idempotencyKey: `key-${n}` });
        const promiseId = first.events[0]?.names['promiseId'];
        return [
          first,
          await promises.break(context, promisesContract.break.input.parse({ promiseId, severity: 'critical' })),
        ];
      });
      const setting = Array.from(
        { length: 8 },
        (_, n) => () => company.setPolicy(context, { graceDays: n + 1, trust: { lossAversion: 2 + n / 4 } }),
      );
      await Promise.all([inTurns(recording, 8), inTurns(setting, 1)]);
      const live = await readTables(database);
      await rebuild(database, new Date().toISOString());
      expect(await readTables(database)).toEqual(live);
      for (let n = 0; n < recording.length; n++) {
        const again = promisesContract.make.input.parse({
          words: 'Ready',
          to: `cus_c${n}`,
          by: 'sales',
          due: '2030-01-01',
        });
        expect(await promises.make(context, { ...again, idempotencyKey: `key-${n}` })).toMatchObject({
          replayed: true,
        });
      }
    } finally {
      await database.close();
    }
  });

  test('eight writers on many customers and a reader of the audit: each write is there, and figures as known then never change', async () => {
    const database = await freshDatabase(server);
    try {
      const writers = Array.from({ length: 8 }, (_, n) => contextOf(database, `person:w${n}`));
      const reader = contextOf(database, 'person:reader');
      const ids = Array.from({ length: 12 }, (_, n) => `cus_c${n}` as const);
      for (const customerId of ids) {
        await customers.add(reader, { customerId, name: customerId, kind: 'business' });
      }
      const each = 25;
      const round = (name: string) =>
        Promise.all(
          writers.map(async (writer, w) => {
            for (let n = 0; n < each; n++) {
              await promise(writer, ids[(w * 5 + n * 7) % ids.length] ?? 'cus_c0', `${name} ${w} ${n}`);
            }
          }),
        );
      await round('first');
      // All that was recorded by now is through, and all that is written from now on is later.
      const knownBy = new Date().toISOString();
      await new Promise((resolve) => setTimeout(resolve, 2));
      const asKnown = () => audit.report(reader, auditContract.report.input.parse({ knownBy }));
      const meanwhile = new AbortController();
      const second = round('second').finally(() => meanwhile.abort());
      const first = await asKnown();
      expect(first.scope.promises).toBe(writers.length * each);
      while (!meanwhile.signal.aborted) {
        expect(await asKnown()).toEqual(first);
        await audit.report(reader, auditContract.report.input.parse({}));
      }
      await second;
      expect(await asKnown()).toEqual(first);
      const end = await audit.report(reader, auditContract.report.input.parse({}));
      expect(end.scope.promises).toBe(2 * writers.length * each);
      expect(await verifyLedger(database)).toMatchObject({ ok: true });
    } finally {
      await database.close();
    }
  });
});

test('what will be recorded by a day to come is no figure', async () => {
  const [server] = servers;
  if (server === undefined) return;
  const database = await freshDatabase(server);
  try {
    const asked = auditContract.report.input.parse({ knownBy: '2999-01-01' });
    await expect(audit.report(contextOf(database, 'person:kim'), asked)).rejects.toMatchObject({
      refusal: { code: 'in_the_future', field: 'knownBy' },
    });
  } finally {
    await database.close();
  }
});
