/** Runs that are over, kept in the data folder: a page that shows one can go on with it after the server was started again. */
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { RunView } from '../api/intake.ts';
import { ImportId } from '../domain/ids.ts';
import type { Context } from '../operations/context.ts';

/** Runs that are kept; the oldest gives way. Each holds the rows that a page shows, and no more. */
const keptMax = 20;
/** As long as the files of an upload: rows of strangers' files do not lie about for longer. */
const keptMilliseconds = 86_400_000;

const Kept = z.object({
  view: RunView,
  /** Every option of the source with its value. */
  chosen: z.record(z.string(), z.string()),
  /** How often it ran under its name. */
  times: z.int().min(0),
});
export type KeptRun = z.output<typeof Kept>;

/** Keeps a run that is over. Written whole or not at all. */
export function keepRun(context: Context, run: KeptRun): void {
  const folder = folderOf(context);
  mkdirSync(folder, { recursive: true });
  const unfinished = join(folder, 'unfinished');
  writeFileSync(unfinished, JSON.stringify(Kept.parse(run)));
  renameSync(unfinished, join(folder, `${run.view.importId}.json`));
  const files = readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .map((name) => ({ name, at: statSync(join(folder, name)).mtimeMs }))
    .sort((left, right) => right.at - left.at);
  const oldest = Date.parse(context.now()) - keptMilliseconds;
  const old = files.filter(({ at }, index) => index >= keptMax || at < oldest);
  for (const { name } of old) rmSync(join(folder, name), { force: true });
}

/** A run that was kept, or null: there is none of that name, or it cannot be read any more. */
export function recallRun(context: Context, importId: string): KeptRun | null {
  if (!ImportId.safeParse(importId).success) return null;
  const path = join(folderOf(context), `${importId}.json`);
  if (!existsSync(path)) return null;
  try {
    return Kept.parse(JSON.parse(readFileSync(path, 'utf8')));
  } catch {
    return null;
  }
}

function folderOf({ folder }: Context): string {
  return join(folder, 'import-runs');
}
