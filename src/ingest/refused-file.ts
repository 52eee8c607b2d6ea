/** Writes the rows that were refused to a CSV file, one by one, each with what was wrong and what to do. */
import { type FileHandle, mkdir, open } from 'node:fs/promises';
import { dirname } from 'node:path';
import { stringify } from 'csv-stringify/sync';
import type { Refusal } from '../domain/decision.ts';
import type { IncomingFact } from '../operations/incoming.ts';

const header = ['type', 'customer_id', 'source_id', 'field', 'value', 'reason', 'remedy', 'row'];
const charactersAtOnce = 65_536;

export interface RefusedFile {
  /** Adds a row; the file is made with the first one. */
  readonly add: (fact: IncomingFact, refusal: Refusal) => Promise<void>;
  /** Writes what is still waiting. */
  readonly close: () => Promise<void>;
}

/** A file of refused rows at a path. A file from an earlier import is replaced. */
export function openRefusedFile(path: string): RefusedFile {
  let file: FileHandle | undefined;
  let waiting = '';
  const flush = async (): Promise<void> => {
    const text = waiting;
    waiting = '';
    await file?.appendFile(text, 'utf8');
  };
  return {
    add: async (fact, refusal) => {
      if (file === undefined) {
        await mkdir(dirname(path), { recursive: true });
        file = await open(path, 'w');
        waiting = lineOf(header);
      }
      const { field = '', value, reason, remedy } = refusal;
      const row = JSON.stringify(fact.fields);
      waiting += lineOf([fact.type, fact.customerId, fact.sourceId, field, shown(value), reason, remedy, row]);
      if (waiting.length > charactersAtOnce) await flush();
    },
    close: async () => {
      await flush();
      await file?.close();
    },
  };
}

/** A spreadsheet would run a cell that begins with = + - @. */
function lineOf(cells: readonly string[]): string {
  return stringify([[...cells]], { escape_formulas: true });
}

function shown(value: unknown): string {
  if (value === undefined || value === null) return '';
  return typeof value === 'string' ? value : JSON.stringify(value);
}
