/** The desk where files are handed in: which source reads them, one import at a time, its progress, its refused rows. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Correction, RunView, UploadView } from '../api/intake.ts';
import type { Refusal } from '../domain/decision.ts';
import { ImportId } from '../domain/ids.ts';
import type { Context, Intake } from '../operations/context.ts';
import { newImportId } from '../operations/imports.ts';
import { Refused } from '../operations/refused.ts';
import { uploadFolder } from '../operations/uploads.ts';
import { carryOut, type Reading, type Run } from './carry-out.ts';
import { ImportFault } from './fault.ts';
import { mapFile, unmapFile } from './map-file.ts';
import { describeFiles, recogniseSources } from './recognise.ts';
import { keepRun, recallRun } from './kept-runs.ts';
import { interrupted, writeNote } from './run-note.ts';
import { chooseOptions, listSources, readSource } from './source.ts';
import { type CellsOfRow, writeCells } from './write-cells.ts';

/** Runs that are remembered, for a page that is loaded again. */
const runsMax = 20;

interface Running {
  readonly view: Run;
  readonly reading: Reading;
  times: number;
  work: Promise<void>;
}

/** Opens the desk of this process. */
export function openIntake(): Intake {
  const runs = new Map<string, Running>();
  const start = (context: Context, running: Running) => {
    const { view, reading, times } = running;
    const { uploadId, source, dryRun, counts } = view;
    const note = { importId: ImportId.parse(view.importId), uploadId, source, options: { ...reading.chosen } };
    if (!dryRun) writeNote(context, { ...note, finished: false });
    const before =
      dryRun || counts === null ? undefined : { times, recorded: counts.recorded, restored: counts.restored };
    running.work = carryOut(context, view, { ...reading, before }).then(() => {
      if (!dryRun && view.state === 'done') writeNote(context, { ...note, finished: true });
      keepRun(context, { view, chosen: { ...reading.chosen }, times: running.times });
    });
    // What happened is in the ledger; without its note the page only forgets the run with this process.
    running.work = running.work.catch((error: unknown) => {
      process.stderr.write(`import ${view.importId}, its note: ${String(error)}\n`);
    });
    running.times += 1;
  };
  return {
    sources: async () => ({ sources: listSources().map(described) }),
    look: async (context, { uploadId }) => {
      const folder = filesOf(context, uploadId);
      return lookedAt(uploadId, folder);
    },
    map: async (context, asked) => {
      refuseIfBusy(runs);
      const folder = filesOf(context, asked.uploadId);
      await inOurWords(() => mapFile(folder, asked));
      return lookedAt(asked.uploadId, folder);
    },
    unmap: async (context, { uploadId, file }) => {
      refuseIfBusy(runs);
      const folder = filesOf(context, uploadId);
      await inOurWords(async () => unmapFile(folder, file));
      return lookedAt(uploadId, folder);
    },
    run: async (context, { uploadId, source: name, options, dryRun }) => {
      const folder = filesOf(context, uploadId);
      const { source, chosen } = await inOurWords(
        async () => {
          const read = readSource(name);
          return { source: read, chosen: chooseOptions(read, options) };
        },
        { field: 'source', value: name },
      );
      // From here on nothing is awaited, so that nobody else starts meanwhile.
      refuseIfBusy(runs);
      const unfinished = dryRun ? null : interrupted(context, { uploadId, source: name, options: chosen });
      const view = viewOf(unfinished ?? newImportId(), uploadId, name, dryRun);
      for (const old of [...runs.keys()].slice(0, -runsMax)) runs.delete(old);
      const running = { view, reading: { source, chosen, folder }, times: 0, work: Promise.resolve() };
      runs.set(view.importId, running);
      start(context, running);
      return view;
    },
    watch: async (context, { importId }) => runOf(context, runs, importId).view,
    correct: async (context, { importId, rows }) => {
      const running = runOf(context, runs, importId);
      refuseIfBusy(runs);
      const folder = filesOf(context, running.view.uploadId);
      const changes = rows.map((row) => changeOf(running.view, row));
      // Set before anything is awaited, so that nobody else starts meanwhile.
      running.view.state = 'running';
      try {
        await inOurWords(() => writeCells(running.reading.source, folder, changes), { field: 'cells' });
      } finally {
        running.view.state = 'done';
      }
      start(context, running);
      return running.view;
    },
    close: async () => {
      await Promise.allSettled([...runs.values()].map(({ work }) => work));
    },
  };
}

function viewOf(importId: string, uploadId: string, source: string, dryRun: boolean): Run {
  const nothing = { unreadFiles: [], sentences: [], refusedRows: [], counts: null, failure: null };
  return { importId, uploadId, source, dryRun, state: 'running', rowsDone: 0, rowsTotal: 0, ...nothing };
}

/** A run of this process, or one that was kept from the process before. */
function runOf(context: Context, runs: Map<string, Running>, importId: string): Running {
  const known = runs.get(importId) ?? fromBefore(context, importId);
  if (known === null) {
    throw new Refused(
      invalid('This program no longer remembers the run', 'See GET /imports, or start it again: it goes on', {
        field: 'importId',
        value: importId,
      }),
    );
  }
  runs.set(importId, known);
  return known;
}

function fromBefore(context: Context, importId: string): Running | null {
  const kept = recallRun(context, importId);
  if (kept === null) return null;
  const { view, chosen, times } = kept;
  const folder = join(uploadFolder(context, view.uploadId), 'files');
  return { view, reading: { source: readSource(view.source), chosen, folder }, times, work: Promise.resolve() };
}

function refuseIfBusy(runs: ReadonlyMap<string, Running>): void {
  const busy = [...runs.values()].find(({ view }) => view.state === 'running');
  if (busy === undefined) return;
  throw new Refused({
    code: 'already_exists',
    reason: `Another import is running: ${busy.view.source}`,
    remedy: `Wait until it is done; it is ${busy.view.importId}`,
  });
}

function changeOf(view: RunView, { row, origin: place, cells }: Correction): CellsOfRow {
  const refused = view.refusedRows.find((one) => one.row === row);
  if (refused === undefined) {
    throw new Refused(
      invalid(`Row ${row} is not refused`, 'Take its number from refusedRows', { field: 'rows', value: row }),
    );
  }
  const origin = refused.origins[place];
  if (origin === undefined) {
    const known = refused.origins.length;
    throw new Refused(
      known === 0
        ? invalid(`Nobody knows which line of a file row ${row} came from`, 'Correct the file, and drop it again', {
            field: 'rows',
            value: row,
          })
        : invalid(`Row ${row} came from ${known} lines of files`, `Give an origin from 0 to ${known - 1}`, {
            field: 'origin',
            value: place,
          }),
    );
  }
  const unknown = Object.keys(cells).find((name) => !origin.cells.some(({ column }) => column === name));
  if (unknown === undefined) return { origin, cells };
  const columns = origin.cells.map(({ column }) => column).join(', ');
  throw new Refused(
    invalid(`${origin.file} has no such column`, `Its columns are: ${columns}`, { field: 'cells', value: unknown }),
  );
}

function described(name: string): Awaited<ReturnType<Intake['sources']>>['sources'][number] {
  const { title = name, summary, assumptions, tables } = readSource(name);
  const files = Object.values(tables).map(({ file, optional, columns }) => ({ file, optional, columns }));
  return { source: name, title, summary, assumptions, files };
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

async function lookedAt(uploadId: string, folder: string): Promise<UploadView> {
  return { uploadId, files: await describeFiles(folder), sources: recogniseSources(folder) };
}

async function inOurWords<Result>(
  read: () => Promise<Result>,
  at: Pick<Refusal, 'field' | 'value'> = {},
): Promise<Result> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof ImportFault) throw new Refused(invalid(error.message, error.remedy, at));
    throw error;
  }
}

function invalid(reason: string, remedy: string, at: Pick<Refusal, 'field' | 'value'> = {}): Refusal {
  return { code: 'invalid', reason, remedy, ...at };
}
