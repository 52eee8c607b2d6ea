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
  /** Called for each row with what became of it. */
  readonly onOutcome?: (fact: IncomingFact, outcome: RecordOutcome) => void;
  /** Where to write the refused rows as CSV. The file is only made if there are any. */
  readonly refusedFile?: string;
}

/**
 * Imports a source from a folder through `record`. While one batch is recorded the next ones are decided and read. A
 * refused row stops no other. Throws an ImportFault for a broken file or source before anything is recorded, and whatever `record` throws.
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
    for await (const told of recordAhead(record, rows.batches())) {
      for (const { fact, outcome } of told) {
        tally.add(fact, outcome);
        settings.onOutcome?.(fact, outcome);
        if (outcome.status === 'refused') await refusedFile?.add(fact, outcome.refusal);
      }
      settings.onProgress?.(tally.rows(), rows.total);
    }
  } finally {
    await refusedFile?.close();
  }
  return tally.summary((performance.now() - startedAt) / 1_000, rows.unreadFiles);
}

/** Batches that are under way at once: while the database stores one, the next is decided and the one after it read. */
const batchesUnderWay = 2;

/**
 * What became of each batch, in order. Several are recorded at once, since no two of them share a customer; where a long
 * customer does go over several, each waits for the one before. When one fails those under way are waited for.
 */
async function* recordAhead(
  record: Recorder,
  batches: AsyncIterable<readonly IncomingFact[]>,
): AsyncGenerator<readonly Told[], void, undefined> {
  const underWay: Promise<readonly Told[]>[] = [];
  let lastCustomer: string | undefined;
  try {
    for await (const batch of batches) {
      const before = underWay.at(-1);
      if (before !== undefined && batch[0]?.customerId === lastCustomer) await before;
      lastCustomer = batch.at(-1)?.customerId;
      const recording = withOutcomes(record, batch);
      // Should an earlier one fail, nobody awaits this one any more.
      recording.catch(() => undefined);
      underWay.push(recording);
      const first = underWay.length < batchesUnderWay ? undefined : underWay.shift();
      if (first !== undefined) yield await first;
    }
    for (const recording of underWay) yield await recording;
  } finally {
    await Promise.allSettled(underWay);
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
  const told: Told[] = [];
  for (const fact of batch) {
    const outcome =
      typeof fact.refused === 'string'
        ? { status: 'refused' as const, refusal: refusalOfSource(fact.refused) }
        : inOrder.next().value;
    if (outcome !== undefined) told.push({ fact, outcome });
  }
  return told;
}
