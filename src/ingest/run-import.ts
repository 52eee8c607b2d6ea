/** Runs an import: reads a source, hands its facts on in batches, and counts what became of them. */
import type { IncomingFact, RecordOutcome } from '../operations/incoming.ts';
import { refusalOfSource } from './refusal-of-source.ts';
import { openRefusedFile } from './refused-file.ts';
import { openRows } from './rows.ts';
import type { Source } from './source.ts';
import { type ImportSummary, startTally } from './tally.ts';

/** Records facts in the ledger and says of each what became of it, in the same order. */
export type Recorder = (facts: readonly IncomingFact[]) => Promise<readonly RecordOutcome[]>;

export interface ImportSettings {
  /** Options of the source by name; left out, its defaults hold. */
  readonly options?: Readonly<Record<string, string>>;
  /** Called after each batch with the number of rows done and the number there are. */
  readonly onProgress?: (done: number, total: number) => void;
  /** Where to write the refused rows as CSV. The file is only made if there are any. */
  readonly refusedFile?: string;
}

/**
 * Imports a source from a folder through `record`. While one batch is recorded the next is read. A refused row stops no
 * other. Throws an ImportFault for a broken file or source before anything is recorded, and whatever `record` throws.
 */
export async function runImport(
  record: Recorder,
  source: Source,
  folder: string,
  settings: ImportSettings = {},
): Promise<ImportSummary> {
  const startedAt = performance.now();
  const rows = await openRows(source, folder, settings.options ?? {});
  const refusedFile = settings.refusedFile === undefined ? undefined : openRefusedFile(settings.refusedFile);
  const tally = startTally();
  try {
    for await (const batch of readAhead(rows.batches())) {
      for (const { fact, outcome } of await withOutcomes(record, batch)) {
        tally.add(fact, outcome);
        if (outcome.status === 'refused') await refusedFile?.add(fact, outcome.refusal);
      }
      settings.onProgress?.(tally.rows(), rows.total);
    }
  } finally {
    await refusedFile?.close();
  }
  return tally.summary((performance.now() - startedAt) / 1_000);
}

/** The same batches, each next one being read while the one before is worked on. */
async function* readAhead<Batch>(
  batches: AsyncGenerator<Batch, void, undefined>,
): AsyncGenerator<Batch, void, undefined> {
  let coming = batches.next();
  try {
    for (;;) {
      const { done, value } = await coming;
      if (done === true) return;
      coming = batches.next();
      // Should the work on this batch fail, nobody awaits the next one any more.
      coming.catch(() => undefined);
      yield value;
    }
  } finally {
    await batches.return();
  }
}

interface Told {
  readonly fact: IncomingFact;
  readonly outcome: RecordOutcome;
}

/** What the source itself refuses needs no ledger. */
async function withOutcomes(record: Recorder, batch: readonly IncomingFact[]): Promise<Told[]> {
  const asked = batch.filter((fact) => typeof fact.refused !== 'string');
  const outcomes = asked.length > 0 ? await record(asked) : [];
  if (outcomes.length !== asked.length)
    throw new Error(`${outcomes.length} outcomes came back for ${asked.length} facts`);
  const inOrder = outcomes.values();
  return batch.flatMap((fact): Told[] => {
    if (typeof fact.refused === 'string')
      return [{ fact, outcome: { status: 'refused', refusal: refusalOfSource(fact.refused) } }];
    const { value: outcome } = inOrder.next();
    return outcome === undefined ? [] : [{ fact, outcome }];
  });
}
