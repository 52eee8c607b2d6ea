/** `troth backup` and `troth restore`: the ledger as one file, on any engine and from one to the other. */
import type { OtherCommand } from '../cli/program.ts';
import { backUp, restore } from '../operations/backup.ts';
import { openPlace, type Place } from './open.ts';

/** Both commands, for a place that the command line's options choose. */
export function backupCommands(placeOf: (data: string) => Place): readonly OtherCommand[] {
  return [
    {
      usage: 'backup <file>',
      summary: 'Write the whole ledger into one file: events, personal text, checkpoints; no keys',
      options: [],
      run: async ([file = ''], _, globals) => {
        const opened = await openPlace(placeOf(globals.data), 'cli');
        try {
          const { path, bytes, digest } = await backUp(opened.context, file);
          process.stdout.write(
            `Backed up to ${path}: ${(bytes / 2 ** 20).toFixed(1)} MB\nSHA-256 ${digest}\n` +
              'Keep the digest elsewhere, and the keys of the data folder too: they are not in the file. Text that is erased later stays in it.\n',
          );
          return 0;
        } finally {
          await opened.close();
        }
      },
    },
    {
      usage: 'restore <file>',
      summary: 'Restore a backup or an export (.jsonl) into an empty ledger; it is verified on the way in',
      options: [{ flags: '--digest <sha256>', description: 'refuse a file of another SHA-256' }],
      run: async ([file = ''], options, globals) => {
        const opened = await openPlace(placeOf(globals.data), 'cli');
        try {
          const verification = await restore(opened.context, file, {
            digest: options['digest'] as string | undefined,
            onProgress: showStep,
          });
          process.stdout.write(
            `Restored and verified: ${verification.events} events of ${verification.streams} streams, ${verification.checkpoints} checkpoints\n`,
          );
          return 0;
        } finally {
          await opened.close();
        }
      },
    },
  ];
}

const stepWords = { stored: 'events stored', verified: 'events verified', shown: 'customers shown' } as const;

function showStep(step: keyof typeof stepWords, count: number): void {
  if (process.stderr.isTTY) process.stderr.write(`\r${count.toLocaleString('en')} ${stepWords[step]}   `);
}
