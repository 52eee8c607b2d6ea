/** Imports: what each brought, and how one is undone. */
import type { Fact, LedgerEvent, NewFact } from '../domain/catalogue.ts';
import { correctionEventsMax } from '../domain/corrections/events.ts';
import { retractedIds } from '../domain/corrections/effective.ts';
import { companyStream, type EventId, ImportId, type StreamId } from '../domain/ids.ts';
import { change } from '../ledger/ledger.ts';
import { readCompany } from '../ledger/read.ts';
import { newId } from '../ledger/ids.ts';
import { readStreamsOfActor } from '../ledger/streams.ts';
import type { Context } from './context.ts';
import { Refused } from './refused.ts';
import { write } from './write.ts';

/** Streams whose events are retracted together. */
const streamsPerBatch = 500;

/** The actor under which an import records. */
export function importActor(importId: string): string {
  return `import:${importId}`;
}

/** A name for an import that is about to start. */
export function newImportId(): ImportId {
  return newId('imp');
}

/** Notes in the company's stream that an import has finished, and what it brought; again after its rows were corrected. */
export async function finishImport(
  context: Context,
  finished: Extract<Fact, { type: 'import.finished' }>['data'],
  timesBefore = 0,
) {
  return write(context, {
    customerId: companyStream,
    idempotencyKey: timesBefore === 0 ? finished.importId : `${finished.importId}-${timesBefore}`,
    decide: () => ({ ok: true, facts: [{ type: 'import.finished', data: finished, text: {} }] }),
  });
}

/** Takes everything that an import brought out of the count, by compensating events. Safe to interrupt and repeat. */
export async function undoImport(
  context: Context,
  asked: string,
): Promise<{ readonly importId: string; readonly retracted: number }> {
  const importId = ImportId.safeParse(asked.startsWith('imp_') ? asked : `imp_${asked}`);
  const known = importId.success
    ? (await readStreamsOfActor(context.database, importActor(importId.data), '', 1)).length > 0
    : false;
  const { imports } = await readCompany(context.database, context.now());
  if (!importId.success || (!known && !imports.some((one) => one.importId === importId.data))) {
    throw new Refused({
      code: 'invalid',
      reason: `There is no import ${asked}`,
      remedy: 'Look it up with `troth imports`',
      field: 'importId',
      value: asked,
    });
  }
  let retracted = 0;
  let after = '';
  for (;;) {
    const streams = await readStreamsOfActor(context.database, importActor(importId.data), after, streamsPerBatch);
    const last = streams.at(-1);
    if (last === undefined) break;
    retracted += await retract(context, importId.data, streams);
    after = last.customerId;
  }
  await write(context, {
    customerId: companyStream,
    idempotencyKey: `undo ${importId.data}`.replace(' ', '-'),
    decide: () => ({
      ok: true,
      facts: [{ type: 'import.undone', data: { importId: importId.data, retracted }, text: {} }],
    }),
  }).catch((error: unknown) => {
    // Undone before, and again now after more of it had come back: the first note stands.
    if (!(error instanceof Refused && error.code === 'different_content')) throw error;
  });
  return { importId: importId.data, retracted };
}

async function retract(
  context: Context,
  importId: ImportId,
  streams: readonly { readonly customerId: StreamId; readonly eventIds: readonly EventId[] }[],
): Promise<number> {
  const now = context.now();
  const { result } = await change(context.database, {
    ids: streams.map(({ customerId }) => customerId),
    recordedAt: now,
    decide: (known) => {
      const events = new Map<StreamId, readonly NewFact[]>();
      let count = 0;
      for (const { customerId, eventIds } of streams) {
        const stream = known.get(customerId);
        const out = retractedIds(stream?.events ?? []);
        const left = broughtBy(eventIds, stream?.events ?? []).filter((id) => !out.has(id));
        if (left.length === 0) continue;
        count += left.length;
        events.set(customerId, retractions(context, `undo ${importId} after ${stream?.revision ?? 0}`, left, now));
      }
      return { events, result: count };
    },
  });
  return result;
}

/** What events of an import brought: themselves, or what they brought back. A correction itself is never retracted. */
function broughtBy(eventIds: readonly EventId[], events: readonly LedgerEvent[]): readonly EventId[] {
  const own = new Set(eventIds);
  const brought = events.flatMap((event): readonly EventId[] => {
    if (!own.has(event.eventId) || event.type === 'event.retracted') return [];
    return event.type === 'event.restored' ? event.data.eventIds : [event.eventId];
  });
  return [...new Set(brought)];
}

function retractions(context: Context, name: string, ids: readonly EventId[], now: string): readonly NewFact[] {
  const facts: NewFact[] = [];
  for (let from = 0; from < ids.length; from += correctionEventsMax) {
    const eventIds = ids.slice(from, from + correctionEventsMax);
    facts.push({
      fact: { type: 'event.retracted', data: { eventIds }, text: { why: 'The import that brought them was undone' } },
      occurredAt: now,
      actor: context.actor,
      source: 'troth',
      sourceId: `${name} ${from}`,
    });
  }
  return facts;
}
