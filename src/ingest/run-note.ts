/** A note beside an upload of what it is imported as, so that an import that was killed goes on under its own name. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { ImportId } from '../domain/ids.ts';
import type { Context } from '../operations/context.ts';
import { uploadFolder } from '../operations/uploads.ts';

const Note = z.object({
  importId: ImportId,
  uploadId: z.string(),
  source: z.string(),
  options: z.record(z.string(), z.string()),
  finished: z.boolean(),
});
export type Note = z.output<typeof Note>;

/** Notes what an upload is being imported as. */
export function writeNote(context: Context, note: Note): void {
  writeFileSync(noteOf(context, note.uploadId), JSON.stringify(note));
}

/** The name of an import of the same upload in the same way that never came to its end, or null. */
export function interrupted(context: Context, asked: Omit<Note, 'importId' | 'finished'>): Note['importId'] | null {
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
