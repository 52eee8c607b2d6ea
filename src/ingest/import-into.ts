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
  /** What it brought before its refused rows were corrected; left out where it runs for the first time. */
  readonly before?: Before | undefined;
}

/** How often it ran before under this name, and what it brought then. */
export interface Before {
  readonly times: number;
  readonly recorded: number;
  readonly restored: number;
}

/** Runs an import into the ledger, or decides all of it and writes nothing. */
export async function importInto(context: Context, asked: ImportAsked): Promise<ImportSummary> {
  const { importId, source, folder, options, dryRun } = asked;
  const recorder: Context = { ...context, actor: importActor(importId) };
  const recording = { source: source.name, dryRun, mends: asked.before !== undefined };
  const summary = since(
    asked.before,
    await runImport((facts) => recordFacts(recorder, facts, recording), source, folder, asked),
  );
  if (!dryRun) {
    const { rows, recorded, known, restored, refused, customers } = summary;
    const counts = { rows, recorded, known, restored, refused, customers };
    const finished = { importId, source: source.name, options: { ...options }, ...counts };
    await finishImport(context, finished, asked.before?.times ?? 0).catch((error: unknown) => {
      // Killed after it had noted its end: that note stands, and what came again was known already.
      if (!(error instanceof Refused && error.code === 'different_content')) throw error;
    });
  }
  return summary;
}

/** What came the time before is known now, and yet it was this import that brought it. */
function since(before: Before | undefined, summary: ImportSummary): ImportSummary {
  if (before === undefined) return summary;
  const { recorded, restored } = before;
  return {
    ...summary,
    recorded: summary.recorded + recorded,
    restored: summary.restored + restored,
    known: Math.max(0, summary.known - recorded - restored),
  };
}
