/** The composition root: the one place that reads the clock and the environment and wires everything together. */
import { readFileSync } from 'node:fs';
import { runProgram } from './cli/program.ts';
import { backupCommands } from './commands/backup.ts';
import { demoCommand } from './commands/demo.ts';
import { exportCommand } from './commands/export.ts';
import { proveCommand } from './commands/prove.ts';
import { importCommand } from './commands/import.ts';
import { openPlace, type Place } from './commands/open.ts';
import { serveCommand } from './commands/serve.ts';

const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as {
  readonly version: string;
};

function placeOf(data: string): Place {
  return { folder: data, url: process.env['DATABASE_URL'] || undefined };
}

// A reader that has seen enough (`troth audit | head`) is no fault.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit(0);
});

process.exitCode = await runProgram(
  {
    version,
    now: () => new Date().toISOString(),
    open: (globals) => openPlace(placeOf(globals.data), 'cli'),
    others: [
      serveCommand(version, placeOf),
      importCommand(placeOf),
      demoCommand(placeOf),
      exportCommand(placeOf),
      proveCommand(placeOf),
      ...backupCommands(placeOf),
    ],
  },
  process.argv.slice(2),
);
