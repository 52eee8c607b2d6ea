/** What each endpoint for the ledger itself does. */
import type { ledger as contract } from '../api/ledger.ts';
import { takeCheckpoint } from '../ledger/checkpoint.ts';
import { readCompany } from '../ledger/read.ts';
import { rebuild, tick } from '../ledger/rebuild.ts';
import { loadSigningKey } from '../ledger/signing-key.ts';
import { eventCount } from '../ledger/streams.ts';
import { verifyLedger } from '../ledger/verify.ts';
import type { Context, Handlers } from './context.ts';
import { undoImport } from './imports.ts';

export const ledger: Handlers<typeof contract> = {
  checkpoint: async (context) =>
    takeCheckpoint(context.database, await loadSigningKey(context.folder, context.signingKey), context.now()),
  verify: async (context, { key }) => {
    const { publicKeys, ...found } = await verifyLedger(
      context.database,
      key === undefined ? {} : { publicKeys: [key] },
    );
    return { ...found, publicKeys: [...publicKeys] };
  },
  rebuild: async (context) => {
    const startedAt = Date.parse(context.now());
    const customers = await rebuild(context.database, context.now());
    return { customers, seconds: (Date.parse(context.now()) - startedAt) / 1_000 };
  },
  tick: async (context) => ({ customers: await tick(context.database, context.now()) }),
  imports: async (context) => {
    const { imports } = await readCompany(context.database, context.now());
    return { imports: [...imports].toReversed() };
  },
  undoImport: (context, input) => undoImport(context, input.importId),
};

/** How many events the ledger holds. */
export async function countEvents(context: Context): Promise<number> {
  return eventCount(context.database);
}
