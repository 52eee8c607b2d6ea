/** A ledger that was filled by importing files, as a company's is: three deliveries of files, a checkpoint after each, one of them undone. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'vitest';
import { type Dice, diceOf } from '../src/ingest/demo/dice.ts';
import { runImport } from '../src/ingest/run-import.ts';
import { readSource } from '../src/ingest/source.ts';
import { type Checkpoint, takeCheckpoint } from '../src/ledger/checkpoint.ts';
import type { Database } from '../src/ledger/queryable.ts';
import { finishImport, importActor, newImportId, undoImport } from '../src/operations/imports.ts';
import { recordFacts } from '../src/operations/record.ts';
import { newSigningKey } from './sample-ledger.ts';

const deliveries = 3;

/** Imports what is generated from a seed into an empty ledger. */
export async function fillByImports(database: Database, seed: number): Promise<readonly Checkpoint[]> {
  const dice = diceOf(seed);
  const key = newSigningKey();
  let clock = Date.parse('2026-06-01T09:00:00Z');
  const now = (): string => new Date(clock++).toISOString();
  const context = { database, now, actor: 'person:per_kim', source: 'cli', folder: '' };
  const source = readSource('generic');
  const folder = mkdtempSync(join(tmpdir(), 'troth-import-'));
  const checkpoints: Checkpoint[] = [];
  const tables = new Map<string, string[]>();
  try {
    for (let delivery = 1; delivery <= deliveries; delivery++) {
      // Files grow from one delivery to the next: what was imported before is known, and one row of each is refused.
      addRows(tables, dice, delivery);
      for (const [file, rows] of tables) writeFileSync(join(folder, file), rows.join('\n'));
      const importId = newImportId();
      const { rows, recorded, known, restored, refused, customers } = await runImport(
        (facts) => recordFacts({ ...context, actor: importActor(importId) }, facts, { source: source.name }),
        source,
        folder,
      );
      expect(recorded).toBeGreaterThan(9);
      expect(refused).toBe(delivery);
      const counts = { rows, recorded, known, restored, refused, customers };
      await finishImport(context, { importId, source: source.name, options: {}, ...counts });
      if (delivery === 2) await undoImport(context, importId);
      checkpoints.push((await takeCheckpoint(database, key, now())).checkpoint);
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  return checkpoints;
}

const headers: Readonly<Record<string, string>> = {
  'customers.csv': 'customer,name,kind,since',
  'purchases.csv': 'customer,purchase,bought_on,amount,currency,benefit,delivered_on',
  'promises.csv': 'customer,promise,words,by,made_on,due,done_on,confirmed,outcome,ended_on,purchase',
  'feedback.csv': 'customer,given_on,measure,value,words',
};

/** The rows of one more delivery: two customers that are new and, for them all, a purchase, a promise and an answer. */
function addRows(tables: Map<string, string[]>, dice: Dice, delivery: number): void {
  for (const [file, header] of Object.entries(headers)) if (!tables.has(file)) tables.set(file, [header]);
  const add = (file: string, ...cells: readonly (string | number)[]) => tables.get(file)?.push(cells.join(','));
  const month = `2026-0${delivery}`;
  const day = (from: number, to: number) => `${month}-${String(dice.whole(from, to)).padStart(2, '0')}`;
  for (const key of [delivery * 2 - 1, delivery * 2]) {
    add('customers.csv', `C-${key}`, `“Company ${key}” ü🙂`, dice.pick(['business', 'person']), `${month}-01`);
  }
  for (let key = 1; key <= delivery * 2; key++) {
    const [customer, name] = [`C-${key}`, `${key}-${delivery}`];
    const amount = `${dice.whole(10, 9_000)}.${dice.whole(10, 99)}`;
    add('purchases.csv', customer, name, day(2, 4), amount, 'EUR', `Benefit ${name}`, dice.pick(['', day(9, 11)]));
    const fate = dice.pick([
      [day(12, 14), 'yes', 'kept', ''],
      [day(12, 14), '', 'kept', ''],
      ['', '', 'broken', day(16, 18)],
      ['', '', 'given up', day(6, 8)],
    ]);
    const words = `Running by then ${name}`;
    add('promises.csv', customer, name, words, 'operations', day(2, 4), day(14, 16), ...fate, name);
    if (dice.chance(0.4)) add('feedback.csv', customer, day(19, 25), 'trust', dice.whole(1, 5), `Words ${name}`);
  }
  add('purchases.csv', 'C-1', `wrong-${delivery}`, 'soon', 1, 'EUR', '', '');
}
