/** A ledger of an earlier version, whose read tables lack what this version shows. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { emptied, onEveryEngine } from '../../test/databases.ts';
import { readTables } from '../../test/read-tables.ts';
import { demoFacts } from '../ingest/demo/demo.ts';
import { recordFacts } from '../operations/record.ts';
import { migrationsFolder } from './migrate.ts';
import { tick } from './rebuild.ts';

const now = '2026-11-21T12:00:00.000Z';
const facts = demoFacts({ seed: 7, until: now }).filter(({ customerId }) => /[05]$/.test(customerId));

onEveryEngine('a ledger of an earlier version', (database) => {
  test('shows all of its customers anew by itself, with what was not shown before', async () => {
    await emptied(database());
    const context = { database: database(), now: () => now, actor: 'person:kim', source: 'test', folder: '' };
    await recordFacts(context, facts, { source: 'test' });
    const live = await readTables(database());
    for (const table of ['trust_step', 'ask', 'promise_link']) {
      expect(live[table]?.length, table).toBeGreaterThan(0);
      await database().query(`delete from ${table}`);
    }
    await database().query('update promise set step = null');
    const migration = readFileSync(join(migrationsFolder(), '0010_shown_anew.sql'), 'utf8');
    await database().transaction((tx) => tx.script(migration), { asOwner: true });
    expect(await tick(database(), now)).toBe(live['customer']?.length);
    expect(await readTables(database())).toEqual(live);
  });
});
