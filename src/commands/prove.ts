/** `troth prove`: an audit with all that proves it, as one zip. */
import { createWriteStream } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { OtherCommand } from '../cli/program.ts';
import { proofBundle } from '../operations/proof-bundle.ts';
import { openPlace, type Place } from './open.ts';

/** Options of the command, as the fields of an audit. */
const scopeOptions = {
  since: 'promises made from this day or instant',
  until: 'up to this day, its end included',
  area: 'only promises of this area',
  segment: 'only promises and money of this segment',
  asOf: 'as of this instant, or the end of this day',
  knownBy: 'only by what was recorded until then',
} as const;

/** The command, for a place that the command line's options choose. */
export function proveCommand(placeOf: (data: string) => Place): OtherCommand {
  return {
    usage: 'prove <file>',
    summary: 'Write a proof bundle: the audit, every event behind it, and the verifier, in one zip',
    options: Object.entries(scopeOptions).map(([name, description]) => ({
      flags: `--${name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)} <value>`,
      description,
    })),
    run: async ([file = ''], options, globals) => {
      const opened = await openPlace(placeOf(globals.data), 'cli');
      try {
        const bundle = await proofBundle(opened.context, options);
        await mkdir(dirname(file), { recursive: true });
        await pipeline(bundle, createWriteStream(file));
        process.stdout.write(`Wrote ${file}. Unpack it and read README.txt; it says how to verify what is in it.\n`);
        return 0;
      } finally {
        await opened.close();
      }
    },
  };
}
