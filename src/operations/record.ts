/** Records facts as they were: from files, other systems, the demo. History is observed; nothing is refused for being unlikely. */
import { type Fact, kindOf, type LedgerEvent, type NewFact, withPolicy } from '../domain/catalogue.ts';
import type { Company } from '../domain/company/company.ts';
import { correctionEventsMax } from '../domain/corrections/events.ts';
import { retractedIds } from '../domain/corrections/effective.ts';
import { defaultPolicy } from '../domain/company/policy.ts';
import type { Refusal } from '../domain/decision.ts';
import type { EventId, StreamId } from '../domain/ids.ts';
import { change, type Decided } from '../ledger/ledger.ts';
import type { Stream } from '../ledger/streams.ts';
import { type CheckedFact, checkIncoming } from './check-incoming.ts';
import type { Context } from './context.ts';
import type { IncomingFact, RecordOutcome } from './incoming.ts';
import { isSameFact } from './write.ts';

export interface Recording {
  readonly source: string;
  /** Decides everything and writes nothing. */
  readonly dryRun?: boolean | undefined;
  /** Whether what the same actor recorded before with other content gives way: its rows were mended, and tell it anew. */
  readonly mends?: boolean | undefined;
}

/**
 * Records a set of facts in one transaction and tells what became of each, in the same order. The same source and
 * source id twice is one event; with other content it is refused; where the first was retracted it is put back, or
 * recorded anew if its content changed.
 */
export async function recordFacts(
  context: Context,
  facts: readonly IncomingFact[],
  recording: Recording,
): Promise<readonly RecordOutcome[]> {
  const now = context.now();
  const outcomes: RecordOutcome[] = facts.map(() => refusedBy(unplaced));
  const checked: Checked[] = [];
  for (const [index, incoming] of facts.entries()) {
    const result = checkIncoming(incoming, now);
    if ('refusal' in result) outcomes[index] = refusedBy(result.refusal);
    else checked.push(Object.assign(result, { index }));
  }
  const byStream = new Map<StreamId, Checked[]>();
  for (const one of checked) {
    const group = byStream.get(one.streamId);
    if (group === undefined) byStream.set(one.streamId, [one]);
    else group.push(one);
  }
  if (byStream.size === 0) return outcomes;
  const { result, appended } = await change<readonly Placed[]>(context.database, {
    ids: [...byStream.keys()],
    recordedAt: now,
    decide: (streams, company) => {
      const placed: Placed[] = [];
      const events = new Map<StreamId, readonly NewFact[]>();
      for (const [id, group] of byStream) {
        const stream = streams.get(id);
        if (stream === undefined) throw new Error(`${id} was not read`);
        const added = place(context, stream, company, group, recording, placed);
        if (added.length > 0) events.set(id, added);
      }
      return { events: recording.dryRun === true ? new Map() : events, result: placed } satisfies Decided<
        readonly Placed[]
      >;
    },
  });
  const idByPlace = new Map(appended.map((event) => [`${event.customerId} ${event.sourceId}`, event.eventId]));
  for (const { index, outcome, streamId, sourceId } of result) {
    outcomes[index] =
      outcome.status !== 'refused' && outcome.eventId === ''
        ? { status: outcome.status, eventId: idByPlace.get(`${streamId} ${sourceId}`) ?? '' }
        : outcome;
  }
  return outcomes;
}

/** A fact that passed, with its place among those that came. */
interface Checked extends CheckedFact {
  readonly index: number;
}

interface Placed {
  readonly index: number;
  readonly streamId: StreamId;
  readonly sourceId: string;
  readonly outcome: RecordOutcome;
}

const unplaced: Refusal = { code: 'invalid', reason: 'This row was not read', remedy: 'Report this as a fault' };

function refusedBy(refusal: Refusal): RecordOutcome {
  return { status: 'refused', refusal };
}

/** Sorts facts of one stream into new, known, restored and refused; returns what is to be appended. */
function place(
  context: Context,
  stream: Stream,
  company: Company,
  group: readonly Checked[],
  { source, mends = false }: Recording,
  placed: Placed[],
): readonly NewFact[] {
  const known = editionsBySourceId(stream.events, source);
  const retracted = retractedIds(stream.events);
  const added = new Map<string, { readonly checked: Checked; readonly fact: Fact }>();
  const restored: EventId[] = [];
  const outdated: EventId[] = [];
  const events: NewFact[] = [];
  for (const checked of group) {
    const say = (outcome: RecordOutcome, sourceId = checked.sourceId): void => {
      placed.push({ index: checked.index, streamId: stream.customerId, sourceId, outcome });
    };
    const twin = added.get(checked.sourceId);
    const editions = known.get(checked.sourceId) ?? [];
    const latest = editions.at(-1);
    const fact = withPolicy(checked.fact, company.policy);
    if (twin !== undefined) {
      const same =
        isSameFact(twin.checked.fact, { ...checked.fact } as LedgerEvent) &&
        twin.checked.occurredAt === checked.occurredAt;
      say(same ? { status: 'known', eventId: '' } : refusedBy(otherContent(checked, 'earlier in the same import')));
      continue;
    }
    const counts = latest !== undefined && !retracted.has(latest.eventId);
    const givesWay = counts && mends && latest.actor === context.actor && !isRecordedAs(checked, latest);
    if (counts && !givesWay) {
      say(
        isRecordedAs(checked, latest)
          ? { status: 'known', eventId: latest.eventId }
          : refusedBy(otherContent(checked, `on ${latest.recordedAt}`)),
      );
      continue;
    }
    if (givesWay) outdated.push(latest.eventId);
    if (latest !== undefined && !givesWay && isRecordedAs(checked, latest)) {
      restored.push(latest.eventId);
      say({ status: 'restored', eventId: latest.eventId });
      continue;
    }
    const sourceId = latest === undefined ? checked.sourceId : `${checked.sourceId}@edition${editions.length + 1}`;
    added.set(checked.sourceId, { checked, fact });
    events.push({ fact, occurredAt: checked.occurredAt, actor: context.actor, source, sourceId });
    // It is one fact still, and was counted when it came first.
    say({ status: givesWay ? 'known' : 'recorded', eventId: '' }, sourceId);
  }
  return [
    ...corrections(context, 'event.retracted', stream.revision, outdated),
    ...events,
    ...corrections(context, 'event.restored', stream.revision, restored),
  ];
}

/** Marks a fact that was recorded anew after an earlier edition of it was retracted. */
const editionSuffix = /@edition\d+$/;

/** Events of a source by the id it gave them, in record order: after a retraction there may be several editions of one. */
function editionsBySourceId(
  events: readonly LedgerEvent[],
  source: string,
): ReadonlyMap<string, readonly LedgerEvent[]> {
  const editions = new Map<string, LedgerEvent[]>();
  for (const event of events) {
    if (event.source !== source) continue;
    const id = event.sourceId.replace(editionSuffix, '');
    const group = editions.get(id);
    if (group === undefined) editions.set(id, [event]);
    else group.push(event);
  }
  return editions;
}

/** Whether an incoming fact is what was recorded; fields that the policy of that day filled in do not count against it. */
function isRecordedAs(checked: Checked, event: LedgerEvent): boolean {
  const recorded = event.data as Readonly<Record<string, unknown>>;
  const filled = kindOf(checked.fact.type).fromPolicy(checked.fact.data, defaultPolicy);
  const given = checked.fact.data as Readonly<Record<string, unknown>>;
  const data = { ...given };
  for (const field of Object.keys(filled)) if (given[field] === undefined) data[field] = recorded[field];
  return checked.occurredAt === event.occurredAt && isSameFact({ ...checked.fact, data } as Fact, event);
}

function otherContent(checked: Checked, when: string): Refusal {
  return {
    code: 'different_content',
    reason: `The same id was recorded ${when} with other content`,
    remedy:
      'Retract the earlier event first (`troth retract`), or undo the import that brought it, if this is the right one',
    field: 'sourceId',
    value: checked.sourceId,
  };
}

const whyCorrected = {
  'event.retracted': 'The rows that it was made from were mended',
  'event.restored': 'The same facts arrived again',
} as const;

function corrections(
  context: Context,
  type: keyof typeof whyCorrected,
  revision: number,
  ids: readonly EventId[],
): readonly NewFact[] {
  const events: NewFact[] = [];
  const name = type === 'event.restored' ? 'restored' : 'mended';
  for (let from = 0; from < ids.length; from += correctionEventsMax) {
    const eventIds = ids.slice(from, from + correctionEventsMax);
    events.push({
      fact: { type, data: { eventIds }, text: { why: whyCorrected[type] } },
      occurredAt: context.now(),
      actor: context.actor,
      source: 'troth',
      sourceId: `${name} after ${revision} ${from}`,
    });
  }
  return events;
}
