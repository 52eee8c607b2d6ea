/** The desk where files are handed in: which source reads them, one import at a time, its progress, its refused rows. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { type RunView, shownRowsMax } from '../api/intake.ts';
import { parseFact, sentenceOf } from '../domain/catalogue.ts';
import type { Refusal } from '../domain/decision.ts';
import { ImportId } from '../domain/ids.ts';
import type { Context, Intake } from '../operations/context.ts';
import type { IncomingFact, RecordOutcome } from '../operations/incoming.ts';
import { importActor, newImportId } from '../operations/imports.ts';
import { recordFacts } from '../operations/record.ts';
import { Refused } from '../operations/refused.ts';
import { uploadFolder } from '../operations/uploads.ts';
import { ImportFault } from './fault.ts';
import { importInto } from './import-into.ts';
import { describeFiles, recogniseSources } from './recognise.ts';
import { chooseOptions, readSource, type Source } from './source.ts';

const sentencesMax = 20;
/** Runs that are remembered, for a page that is loaded again. */
const runsMax = 20;

type Run = { -readonly [Field in keyof RunView]: RunView[Field] };
type RefusedRow = RunView['refusedRows'][number];

interface Running {
  readonly view: Run;
  readonly work: Promise<void>;
}

/** Opens the desk of this process. */
export function openIntake(): Intake {
  const runs = new Map<string, Running>();
  const runOf = (importId: string): Run => {
    const known = runs.get(importId)?.view;
    if (known !== undefined) return known;
    throw new Refused(
      invalid('This program no longer remembers the run', 'See GET /imports, or start it again: it goes on', {
        field: 'importId',
        value: importId,
      }),
    );
  };
  return {
    look: async (context, { uploadId }) => {
      const folder = filesOf(context, uploadId);
      return { uploadId, files: describeFiles(folder), sources: recogniseSources(folder) };
    },
    run: async (context, { uploadId, source: name, options, dryRun }) => {
      const folder = filesOf(context, uploadId);
      const busy = [...runs.values()].find(({ view }) => view.state === 'running');
      if (busy !== undefined) {
        throw new Refused({
          code: 'already_exists',
          reason: `Another import is running: ${busy.view.source}`,
          remedy: `Wait for it: GET /import-runs/${busy.view.importId}`,
        });
      }
      const { source, chosen } = inOurWords(() => {
        const read = readSource(name);
        return { source: read, chosen: chooseOptions(read, options) };
      });
      const note = { uploadId, source: name, options: chosen };
      const importId = dryRun ? newImportId() : (interrupted(context, note) ?? newImportId());
      if (!dryRun) writeNote(context, { ...note, importId, finished: false });
      const view = startOf(importId, uploadId, name, dryRun);
      const work = carryOut(context, view, { source, chosen, folder }).then(() => {
        if (!dryRun && view.state === 'done') writeNote(context, { ...note, importId, finished: true });
      });
      for (const old of [...runs.keys()].slice(0, -runsMax)) runs.delete(old);
      runs.set(importId, { view, work });
      return view;
    },
    watch: async (_, { importId }) => runOf(importId),
    correct: async (context, { importId, rows }) => {
      const run = runOf(importId);
      if (run.dryRun || run.state !== 'done') {
        throw new Refused(invalid('Only rows of an import that is over can be corrected', 'Run the import first'));
      }
      const corrected = rows.map(({ row, customerId, occurredAt, fields }) => {
        const refused = run.refusedRows.find((one) => one.row === row);
        if (refused === undefined) {
          throw new Refused(
            invalid(`Row ${row} is not refused`, 'Take its number from refusedRows', { field: 'rows', value: row }),
          );
        }
        const written = { ...refused.fields, ...fields };
        return {
          ...refused,
          customerId: customerId ?? refused.customerId,
          occurredAt: occurredAt ?? refused.occurredAt,
          fields: written,
        };
      });
      const recorder: Context = { ...context, actor: importActor(importId) };
      const outcomes = await recordFacts(recorder, corrected.map(factOf), { source: run.source });
      settle(run, corrected, outcomes);
      return run;
    },
    close: async () => {
      await Promise.allSettled([...runs.values()].map(({ work }) => work));
    },
  };
}

function startOf(importId: string, uploadId: string, source: string, dryRun: boolean): Run {
  const nothing = { unreadFiles: [], sentences: [], refusedRows: [], counts: null, failure: null };
  return { importId, uploadId, source, dryRun, state: 'running', rowsDone: 0, rowsTotal: 0, ...nothing };
}

interface Reading {
  readonly source: Source;
  readonly chosen: Readonly<Record<string, string>>;
  readonly folder: string;
}

/** Runs it to its end; a failure is kept for whoever watches. */
async function carryOut(context: Context, view: Run, { source, chosen, folder }: Reading): Promise<void> {
  let refused = 0;
  try {
    const {
      seconds: _,
      unreadFiles,
      refusedByReason: __,
      ...counts
    } = await importInto(context, {
      importId: ImportId.parse(view.importId),
      source,
      folder,
      options: chosen,
      dryRun: view.dryRun,
      onProgress: (done, total) => Object.assign(view, { rowsDone: done, rowsTotal: total }),
      onOutcome: (fact, outcome) => {
        if (outcome.status !== 'refused') return keepSentence(view, fact);
        if (refused < shownRowsMax) view.refusedRows.push(refusedRow(refused, fact, outcome.refusal));
        refused += 1;
      },
    });
    Object.assign(view, { state: 'done', counts, unreadFiles });
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

function keepSentence(view: Run, { type, fields, customerId, occurredAt }: IncomingFact): void {
  if (view.sentences.length >= sentencesMax) return;
  const parsed = parseFact(type, fields);
  if (parsed.ok) view.sentences.push({ customerId, occurredAt, sentence: sentenceOf(parsed.fact) });
}

function refusedRow(row: number, fact: IncomingFact, refusal: Refusal): RefusedRow {
  const { type, customerId, occurredAt, sourceId, fields } = fact;
  const { field = null, value = null, reason, remedy } = refusal;
  return { row, type, customerId, occurredAt, sourceId, fields: { ...fields }, field, value, reason, remedy };
}

function factOf({ type, customerId, occurredAt, sourceId, fields }: RefusedRow): IncomingFact {
  return { type, customerId, occurredAt, sourceId, fields };
}

/** Rows that passed leave the list; the others stay in it with what was wrong this time. */
function settle(run: Run, corrected: readonly RefusedRow[], outcomes: readonly RecordOutcome[]): void {
  const left = new Map(run.refusedRows.map((one) => [one.row, one]));
  const { counts } = run;
  for (const [index, one] of corrected.entries()) {
    const outcome = outcomes[index];
    // Corrected twice at the same moment, a row is counted once.
    if (outcome === undefined || counts === null || !left.has(one.row)) continue;
    if (outcome.status === 'refused') {
      left.set(one.row, refusedRow(one.row, factOf(one), outcome.refusal));
      continue;
    }
    left.delete(one.row);
    counts[outcome.status] += 1;
    counts.refused -= 1;
  }
  run.refusedRows = [...left.values()];
}

const Note = z.object({
  importId: ImportId,
  uploadId: z.string(),
  source: z.string(),
  options: z.record(z.string(), z.string()),
  finished: z.boolean(),
});
type Note = z.output<typeof Note>;

/** What an upload is being imported as, so that an import that was killed goes on under its own name. */
function writeNote(context: Context, note: Note): void {
  writeFileSync(noteOf(context, note.uploadId), JSON.stringify(note));
}

function interrupted(context: Context, asked: Omit<Note, 'importId' | 'finished'>): Note['importId'] | null {
  const path = noteOf(context, asked.uploadId);
  if (!existsSync(path)) return null;
  try {
    const { importId, finished, ...note } = Note.parse(JSON.parse(readFileSync(path, 'utf8')));
    return !finished && JSON.stringify(note) === JSON.stringify(asked) ? importId : null;
  } catch {
    return null;
  }
}

function noteOf(context: Context, uploadId: string): string {
  return join(uploadFolder(context, uploadId), 'run.json');
}

function filesOf(context: Context, uploadId: string): string {
  const folder = join(uploadFolder(context, uploadId), 'files');
  if (existsSync(folder)) return folder;
  throw new Refused(
    invalid('There is no such upload, or it was older than a day', 'Drop the files again', {
      field: 'uploadId',
      value: uploadId,
    }),
  );
}

function inOurWords<Result>(read: () => Result): Result {
  try {
    return read();
  } catch (error) {
    if (error instanceof ImportFault) throw new Refused(invalid(error.message, error.remedy, { field: 'source' }));
    throw error;
  }
}

function invalid(reason: string, remedy: string, at: Pick<Refusal, 'field' | 'value'> = {}): Refusal {
  return { code: 'invalid', reason, remedy, ...at };
}
