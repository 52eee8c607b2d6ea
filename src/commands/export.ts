/** `troth export`: everything out of the ledger, as JSON lines or Parquet; `troth verify-export` checks such a file. */
import { createWriteStream } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { OtherCommand } from '../cli/program.ts';
import { exportJsonLines, exportParquet } from '../operations/export.ts';
import { openPlace, type Place } from './open.ts';

/** The command, for a place that the command line's options choose. */
export function exportCommand(placeOf: (data: string) => Place): OtherCommand {
  return {
    usage: 'export <target>',
    summary: 'Export everything: to a .jsonl file (events, verifiable), or to a folder of Parquet files',
    options: [],
    run: async ([target = ''], _, globals) => {
      const opened = await openPlace(placeOf(globals.data), 'cli');
      try {
        if (target.endsWith('.jsonl')) {
          await mkdir(dirname(target), { recursive: true });
          await pipeline(Readable.from(exportJsonLines(opened.context)), createWriteStream(target));
          process.stdout.write(
            `Exported to ${target}. Check it anywhere with: node verifier/troth-verify.mjs ${target}\n`,
          );
        } else {
          await mkdir(target, { recursive: true });
          const files = await exportParquet(opened.context, target);
          process.stdout.write(`Exported to ${target}: ${files.join(', ')}\n`);
        }
        return 0;
      } finally {
        await opened.close();
      }
    },
  };
}
