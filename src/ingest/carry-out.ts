/** Carries one import out for whoever watches it: its progress, its first events in sentences, its refused rows, its failure. */
import { type RunView, shownRowsMax } from '../api/intake.ts';
import { parseFact, sentenceOf } from '../domain/catalogue.ts';
import type { Refusal } from '../domain/decision.ts';
import { ImportId } from '../domain/ids.ts';
import type { Context } from '../operations/context.ts';
import type { IncomingFact } from '../operations/incoming.ts';
import { ImportFault } from './fault.ts';
import { type Before, importInto } from './import-into.ts';
import { findOrigins, type Origin } from './origins.ts';
import type { Source } from './source.ts';

const sentencesMax = 20;

/** What is shown of a run, while it changes. */
export type Run = { -readonly [Field in keyof RunView]: RunView[Field] };
type RefusedRow = RunView['refusedRows'][number];

export interface Reading {
  readonly source: Source;
  readonly chosen: Readonly<Record<string, string>>;
  readonly folder: string;
}

/** Runs it to its end; a failure is kept in the view. */
export async function carryOut(
  context: Context,
  view: Run,
  { source, chosen, folder, before }: Reading & { readonly before?: Before | undefined },
): Promise<void> {
  const sentences: RunView['sentences'] = [];
  const refusedRows: RefusedRow[] = [];
  Object.assign(view, { state: 'running', rowsDone: 0, rowsTotal: 0, failure: null });
  try {
    const { rows, recorded, known, restored, refused, customers, unreadFiles } = await importInto(context, {
      importId: ImportId.parse(view.importId),
      source,
      folder,
      options: chosen,
      dryRun: view.dryRun,
      before,
      onProgress: (done, total) => Object.assign(view, { rowsDone: done, rowsTotal: total }),
      onOutcome: (fact, outcome) => {
        if (outcome.status !== 'refused') keepSentence(sentences, fact);
        else if (refusedRows.length < shownRowsMax)
          refusedRows.push(refusedRow(refusedRows.length, fact, outcome.refusal));
      },
    });
    // Without them the rows cannot be corrected here; the import is over all the same.
    const origins = await findOrigins(source, folder, refusedRows).catch((error: unknown) => {
      process.stderr.write(`import ${view.importId}, refused rows: ${String(error)}\n`);
      return new Map<number, readonly Origin[]>();
    });
    Object.assign(view, {
      state: 'done',
      counts: { rows, recorded, known, restored, refused, customers },
      unreadFiles,
      sentences,
      refusedRows: refusedRows.map((one) => ({ ...one, origins: [...(origins.get(one.row) ?? [])] })),
    });
  } catch (error) {
    const said = error instanceof ImportFault ? error : null;
    Object.assign(view, {
      state: 'failed',
      failure: {
        reason: said?.message ?? 'The import was stopped by a fault of the program or of its database',
        remedy: said?.remedy ?? 'Start it again: what was recorded is not recorded twice',
      },
    });
    if (said === null) process.stderr.write(`import ${view.importId}: ${String(error)}\n`);
  }
}

function keepSentence(sentences: RunView['sentences'], { type, fields, customerId, occurredAt }: IncomingFact): void {
  if (sentences.length >= sentencesMax) return;
  const parsed = parseFact(type, fields);
  if (parsed.ok) sentences.push({ customerId, occurredAt, sentence: sentenceOf(parsed.fact) });
}

function refusedRow(row: number, fact: IncomingFact, refusal: Refusal): RefusedRow {
  const { type, customerId, occurredAt, sourceId } = fact;
  const { field = null, value = null, reason, remedy } = refusal;
  return { row, type, customerId, occurredAt, sourceId, field, value, reason, remedy, origins: [] };
}
