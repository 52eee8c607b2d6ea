/** `troth import`: a company's files into the ledger; dry run, refused rows in a file, undo. */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { renderDocument } from '../cli/print.ts';
import type { OtherCommand } from '../cli/program.ts';
import type { Globals } from '../cli/session.ts';
import type { Document } from '../documents/document.ts';
import { count } from '../documents/document.ts';
import { ImportFault } from '../ingest/fault.ts';
import { importInto } from '../ingest/import-into.ts';
import { chooseOptions, listSources, readSource } from '../ingest/source.ts';
import type { ImportSummary } from '../ingest/tally.ts';
import type { Context } from '../operations/context.ts';
import { newImportId, undoImport } from '../operations/imports.ts';
import { openPlace, type Place } from './open.ts';
import { progressLine } from './progress.ts';

/** The command, for a place that the command line's options choose. */
export function importCommand(placeOf: (data: string) => Place): OtherCommand {
  return {
    usage: 'import [source] [folder]',
    summary: `Import files: ${listSources().join(', ')}, or a folder of SELECTs of your own`,
    options: [
      { flags: '--dry-run', description: 'count what is new, known and refused, and write nothing' },
      { flags: '--option <name=value...>', description: 'options of the source, see its source.md' },
      { flags: '--undo <importId>', description: 'undo an import by compensating events' },
      { flags: '--refused <file>', description: 'where to write refused rows with reason and remedy' },
    ],
    run: async ([source, folder], options, globals) => {
      const { undo } = options;
      if (typeof undo === 'string') return undone(placeOf(globals.data), undo);
      if (source === undefined || folder === undefined) {
        process.stderr.write(
          `✗ Say what to import and from where\n  → troth import <source> <folder>; sources: ${listSources().join(', ')}\n`,
        );
        return 2;
      }
      try {
        return await imported(placeOf(globals.data), { source, folder, options, globals });
      } catch (error) {
        if (!(error instanceof ImportFault)) throw error;
        process.stderr.write(`✗ ${error.message}\n  → ${error.remedy}\n`);
        return 2;
      }
    },
  };
}

interface Asked {
  readonly source: string;
  readonly folder: string;
  readonly options: Readonly<Record<string, unknown>>;
  readonly globals: Globals;
}

async function imported(place: Place, { source: name, folder, options, globals }: Asked): Promise<number> {
  const source = readSource(name);
  const chosen = chooseOptions(source, optionsOf(options['option']));
  const dryRun = options['dryRun'] === true;
  const opened = await openPlace(place, 'cli');
  const importId = newImportId();
  const progress = progressLine(dryRun ? 'Checking' : 'Importing');
  try {
    const refusedFile = await refusedPath(opened.context, options['refused'], importId);
    const summary = await importInto(opened.context, {
      importId,
      source,
      folder,
      options: chosen,
      dryRun,
      onProgress: progress.show,
      refusedFile,
    });
    progress.end();
    if (globals.format === 'json') {
      process.stdout.write(
        `${JSON.stringify({ importId: dryRun ? null : importId, dryRun, ...summary, refusedFile: summary.refused > 0 ? refusedFile : null }, null, 2)}\n`,
      );
    } else {
      const document = summaryDocument(summary, { name, dryRun, importId, refusedFile });
      process.stdout.write(renderDocument(document, globals.format, opened.context.now()));
    }
    return 0;
  } finally {
    await opened.close();
  }
}

async function undone(place: Place, importId: string): Promise<number> {
  const opened = await openPlace(place, 'cli');
  try {
    const { importId: id, retracted } = await undoImport(opened.context, importId);
    process.stdout.write(
      `Import ${id} is undone: ${retracted} events no longer count. Importing again brings them back.\n`,
    );
    return 0;
  } finally {
    await opened.close();
  }
}

/** `name=value` pairs as a record. A pair without a value is left to the source to refuse. */
function optionsOf(given: unknown): Record<string, string> {
  const pairs = Array.isArray(given) ? (given as readonly string[]) : [];
  return Object.fromEntries(
    pairs.map((pair) => {
      const at = pair.indexOf('=');
      return at < 0 ? [pair, ''] : [pair.slice(0, at), pair.slice(at + 1)];
    }),
  );
}

async function refusedPath(context: Context, given: unknown, importId: string): Promise<string> {
  if (typeof given === 'string') return given;
  const folder = join(context.folder, 'refused');
  await mkdir(folder, { recursive: true });
  return join(folder, `${importId}.csv`);
}

function summaryDocument(
  summary: ImportSummary,
  run: { readonly name: string; readonly dryRun: boolean; readonly importId: string; readonly refusedFile: string },
): Document {
  const rate = Math.round(summary.rows / Math.max(0.001, summary.seconds));
  return {
    title: run.dryRun ? `A dry run of ${run.name}: nothing was written` : `Imported ${run.name}`,
    subtitle: `${summary.seconds.toFixed(1)} s, ${rate.toLocaleString('en')} rows a second`,
    blocks: [
      {
        kind: 'facts',
        rows: [
          { label: 'rows', value: count(summary.rows) },
          { label: run.dryRun ? 'new' : 'recorded', value: count(summary.recorded) },
          { label: 'known already', value: count(summary.known) },
          { label: 'counting again', value: count(summary.restored) },
          { label: 'refused', value: count(summary.refused) },
          { label: 'customers', value: count(summary.customers) },
        ],
      },
      ...(summary.refused === 0
        ? []
        : [
            {
              kind: 'table' as const,
              name: 'refused',
              caption: `Why rows were refused. Each with its remedy: ${run.refusedFile}`,
              columns: ['reason', 'rows'],
              rows: summary.refusedByReason.map(({ reason, count: rows }) => [reason, count(rows)]),
              empty: 'No row was refused.',
            },
          ]),
      ...(summary.unreadFiles.length === 0
        ? []
        : [
            {
              kind: 'paragraph' as const,
              tone: 'warning' as const,
              text: `Nothing of these files was read: ${summary.unreadFiles.join(', ')}. Rename one that belongs to the source as its source.md says, or take it out of the folder.`,
            },
          ]),
      {
        kind: 'paragraph',
        tone: 'note',
        text: run.dryRun
          ? 'Leave --dry-run out to import.'
          : `See what it comes to with \`troth audit\`. Undo it with \`troth import --undo ${run.importId}\`.`,
      },
    ],
  };
}
