/** What has to be done now and then, by a job or by hand. */
import { tick } from '../ledger/rebuild.ts';
import type { Context } from './context.ts';

/** Brings customers up to date that the clock has moved. Returns how many. */
export function keepCurrent(context: Context): Promise<number> {
  return tick(context.database, context.now());
}

/** Gives back space and renews statistics where the engine does not do so by itself. */
export function maintain(context: Context): Promise<void> {
  return context.database.maintain();
}
