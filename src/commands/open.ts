/** Opens the data that a command works on: one place for server, command line and jobs. */
import { userInfo } from 'node:os';
import { join, resolve } from 'node:path';
import { openDatabase } from '../ledger/database.ts';
import { migrate } from '../ledger/migrate.ts';
import type { Context } from '../operations/context.ts';

export interface Place {
  /** The data folder: the embedded database, signing keys, refused rows. */
  readonly folder: string;
  readonly url: string | undefined;
}

export interface Opened {
  readonly context: Context;
  readonly description: string;
  readonly close: () => Promise<void>;
}

/** Opens, and brings the schema up to date. `source` is the way in that idempotency keys belong to. */
export async function openPlace(place: Place, source: string): Promise<Opened> {
  const folder = resolve(place.folder);
  const database = await openDatabase({ folder: join(folder, 'database'), url: place.url });
  try {
    await migrate(database);
  } catch (error) {
    await database.close();
    throw error;
  }
  return {
    context: {
      database,
      now: () => new Date().toISOString(),
      actor: `person:${userName()}`,
      source,
      folder,
      signingKey: process.env['TROTH_SIGNING_KEY'],
    },
    description: database.description,
    close: () => database.close(),
  };
}

/** Who is at the keyboard, as the actor of what they record. */
function userName(): string {
  try {
    return userInfo().username;
  } catch {
    return 'unknown';
  }
}
