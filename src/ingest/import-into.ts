/** One import from its first row to the note in the company's stream: the same for the command line and for the pages. */
import type { Context } from '../operations/context.ts';
import { finishImport, importActor, type newImportId } from '../operations/imports.ts';
import { recordFacts } from '../operations/record.ts';
import { Refused } from '../operations/refused.ts';
import { type ImportSettings, runImport } from './run-import.ts';
import type { Source } from './source.ts';
import type { ImportSummary } from './tally.ts';

export interface ImportAsked extends ImportSettings {
  readonly importId: ReturnType<typeof newImportId>;
  readonly source: Source;
  readonly folder: string;
  /** Every option of the source with its value. */
  readonly options: Readonly<Record<string, string>>;
  readonly dryRun: boolean;
}

/** Runs an import into the ledger, or decides all of it and writes nothing. */
export async function importInto(context: Context, asked: ImportAsked): Promise<ImportSummary> {
  const { importId, source, folder, options, dryRun } = asked;
  const recorder: Context = { ...context, actor: importActor(importId) };
  const summary = await runImport(
    (facts) => recordFacts(recorder, facts, { source: source.name, dryRun }),
    source,
    folder,
    asked,
  );
  if (!dryRun) {
    const { rows, recorded, known, restored, refused, customers } = summary;
    const counts = { rows, recorded, known, restored, refused, customers };
    await finishImport(context, { importId, source: source.name, options: { ...options }, ...counts }).catch(
      (error: unknown) => {
        // Killed after it had noted its end: that note stands, and what came again was known already.
        if (!(error instanceof Refused && error.code === 'different_content')) throw error;
      },
    );
  }
  return summary;
}
