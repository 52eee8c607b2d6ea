/** Every single change of a ledger that was imported is found and named, by `troth verify` and by the stand-alone verifier on an export. */
import { beforeAll, expect, test } from 'vitest';
import type { Checkpoint } from '../src/ledger/checkpoint.ts';
import { type CheckpointHead, walkCheckpoints } from '../src/ledger/checkpoint.ts';
import { exportLines } from '../src/ledger/export.ts';
import type { Queryable } from '../src/ledger/queryable.ts';
import type { WalkedEvent } from '../src/ledger/walk.ts';
import { ask, endpoints } from '../src/operations/ask.ts';
import { onEveryEngine } from './databases.ts';
import { fillByImports } from './imported-ledger.ts';
import { verifyMany } from './stand-alone-verifier.ts';
import {
  allEvents,
  copyEvent,
  fixHead,
  lookAtTampered,
  type Place,
  removeEvents,
  swapCheckpoints,
  swapWithNext,
} from './tampering.ts';

interface Tampering {
  readonly tamper: (tx: Queryable) => Promise<unknown>;
  /** The first place that both have to name. */
  readonly at: Place | number;
}

onEveryEngine('A ledger that was imported', (database, { engine }) => {
  let events: readonly WalkedEvent[];
  /** The events that are tampered with: every one on the embedded engine, every fifth on the servers, to save time. */
  let places: readonly (Place & { readonly hasText: boolean })[];
  let checkpoints: readonly Checkpoint[];
  const heads: CheckpointHead[] = [];
  const lastOf = (customerId: string): number => events.filter((event) => event.customerId === customerId).length;
  const streams = (): readonly string[] => [...new Set(events.map(({ customerId }) => customerId))];
  /** The first checkpoint that signed an event or a later one of its stream. */
  const signedAt = ({ customerId, revision }: Place): number =>
    heads.find((head) => head.customerId === customerId && head.revision >= revision)?.number ?? 0;
  /** A gap shows in the event after it, and at the end of a stream in the checkpoint. */
  const missing = ({ customerId, revision }: Place): Place | number =>
    revision === lastOf(customerId) ? signedAt({ customerId, revision }) : { customerId, revision };

  beforeAll(async () => {
    checkpoints = await fillByImports(database(), 7);
    events = await allEvents(database());
    places = events
      .filter((_, index) => engine === 'embedded' || index % 5 === 0)
      .map(({ customerId, revision, textDigest }) => ({ customerId, revision, hasText: textDigest !== null }));
    for await (const checkpoint of walkCheckpoints(database())) heads.push(...checkpoint.heads);
  });

  /** What `troth verify` answers, and the export, of the tables as a transaction sees them. */
  async function look(tx: Queryable) {
    const verify = endpoints.find(({ group, name }) => group === 'ledger' && name === 'verify');
    if (verify === undefined) throw new Error('The contract has no ledger.verify');
    const seen = { ...database(), query: tx.query.bind(tx) };
    const now = () => '2026-07-01T09:00:00.000Z';
    const context = { database: seen, now, actor: 'person:per_kim', source: 'cli', folder: '' };
    const verification = await ask(context, verify, {});
    let exported = '';
    for await (const line of exportLines(tx)) exported += `${line}\n`;
    return { verification, exported };
  }

  async function expectFound(tamperings: readonly Tampering[]): Promise<void> {
    expect(tamperings.length).toBeGreaterThan(0);
    const exports: string[] = [];
    for (const { tamper, at } of tamperings) {
      const { verification, exported } = await lookAtTampered(database(), tamper, look);
      const firstBroken =
        typeof at === 'number'
          ? { what: 'checkpoint', checkpoint: at }
          : { customerId: at.customerId, revision: at.revision };
      expect(verification).toMatchObject({ ok: false, firstBroken });
      exports.push(exported);
    }
    const verdicts = await verifyMany(exports);
    for (const [index, { at }] of tamperings.entries()) {
      const place = typeof at === 'number' ? `checkpoint ${at}:` : `event ${at.revision} of ${at.customerId}:`;
      expect(verdicts[index]).toMatchObject({ exitCode: 1 });
      expect(verdicts[index]?.said.replace('text of ', '')).toContain(`BROKEN: ${place}`);
    }
  }

  test('is intact for both as it stands', async () => {
    const { verification, exported } = await lookAtTampered(database(), () => Promise.resolve(), look);
    const counted = { events: events.length, streams: 7, checkpoints: 3 };
    expect(verification).toMatchObject({ ok: true, ...counted, firstBroken: null });
    expect(await verifyMany([exported])).toMatchObject([{ exitCode: 0 }]);
    expect(events.length).toBeGreaterThan(70);
    expect(new Set(events.map(({ type }) => type)).size).toBeGreaterThan(7);
    expect(signedAt({ customerId: 'cus_C-6', revision: 1 })).toBe(3);
  });

  test('shows every event of which the contents, the time, the source, the words or the hash were changed', async () => {
    const inEvent = ['data = data || \'{"added": 0}\'', "occurred_at = occurred_at - interval '1 day'"];
    inEvent.push("actor = 'import:imp_other'", "source_id = source_id || 'x'", 'hash = reverse(hash)');
    await expectFound(
      places.flatMap(({ customerId, revision, hasText }, index) => {
        const change = inEvent[index % inEvent.length] ?? '';
        const where = 'where customer_id = $1 and revision = $2';
        const statements = [`update event set ${change} ${where}`];
        if (hasText) statements.push(`update event_text set text = '{"words": "Other words"}' ${where}`);
        return statements.map((sql) => ({
          tamper: (tx) => tx.query(sql, [customerId, revision]),
          at: { customerId, revision },
        }));
      }),
    );
  });

  test('shows every event that is missing, with a head that fits', async () => {
    await expectFound(places.map((place) => ({ tamper: (tx) => removeEvents(tx, place), at: missing(place) })));
  });

  test('shows every event that is repeated, with a head that fits', async () => {
    await expectFound(
      places.map(({ customerId, revision }) => {
        const at = { customerId, revision: lastOf(customerId) + 1 };
        const tamper = async (tx: Queryable) => {
          await tx.query('alter table event drop constraint event_customer_id_source_source_id_key');
          await copyEvent(tx, { customerId, revision }, at);
          await fixHead(tx, customerId);
        };
        return { tamper, at };
      }),
    );
  });

  test('shows every event that was moved to another customer, with heads that fit', async () => {
    await expectFound(
      places.map((place) => {
        const target = place.customerId === 'cus_C-2' ? 'cus_C-3' : 'cus_C-2';
        const arrival = { customerId: target, revision: lastOf(target) + 1 };
        const isGapFirst = place.customerId < target && place.revision < lastOf(place.customerId);
        const tamper = async (tx: Queryable) => {
          await tx.query('alter table event drop constraint event_customer_id_source_source_id_key');
          await copyEvent(tx, place, arrival);
          await removeEvents(tx, place);
          await fixHead(tx, target);
        };
        return { tamper, at: isGapFirst ? missing(place) : arrival };
      }),
    );
  });

  test('shows every event that changed places with the next', async () => {
    const inside = places.filter(({ customerId, revision }) => revision < lastOf(customerId));
    await expectFound(inside.map((place) => ({ tamper: (tx) => swapWithNext(tx, place), at: place })));
  });

  test('shows every checkpoint that was changed, taken away or put in the place of another', async () => {
    const changes = ['streams = streams + 1', 'events = events - 1', 'root = reverse(root)'];
    changes.push('signature = reverse(signature)', "created_at = created_at - interval '1 day'", "previous = 'x'");
    const tamperings = checkpoints.flatMap(({ number }): Tampering[] => [
      ...changes.map((change) => ({
        tamper: (tx: Queryable) => tx.query(`update checkpoint set ${change} where number = $1`, [number]),
        at: number,
      })),
      { tamper: (tx) => tx.query('delete from checkpoint where number = $1', [number]), at: number },
      ...checkpoints
        .filter((other) => other.number > number)
        .map((other) => ({ tamper: (tx: Queryable) => swapCheckpoints(tx, number, other.number), at: number })),
    ]);
    await expectFound(tamperings);
  });

  test('shows by its checkpoints that its tail was cut off, however long', async () => {
    const cuts = streams().flatMap((customerId) =>
      Array.from({ length: lastOf(customerId) }, (_, index) => ({ customerId, revision: index + 1 })),
    );
    const one = cuts.map((from) => ({
      tamper: (tx: Queryable) => removeEvents(tx, from, lastOf(from.customerId)),
      at: signedAt(from),
    }));
    const newest = checkpoints.length;
    const all = {
      tamper: async (tx: Queryable) => {
        for (const customerId of streams()) {
          const kept = heads.findLast((head) => head.customerId === customerId && head.number < newest);
          await removeEvents(tx, { customerId, revision: (kept?.revision ?? 0) + 1 }, lastOf(customerId));
        }
      },
      at: newest,
    };
    await expectFound([...one.filter((_, index) => engine === 'embedded' || index % 5 === 0), all]);
  });
});
