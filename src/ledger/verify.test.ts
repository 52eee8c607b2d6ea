/** Every way of changing events, texts and heads behind the program's back is found, and the right place is named. */
import { beforeAll, expect, test } from 'vitest';
import { onEveryEngine } from '../../test/databases.ts';
import { fillSample, type SampleLedger } from '../../test/sample-ledger.ts';
import {
  allEvents,
  copyEvent,
  fixHead,
  type Place,
  relink,
  swapWithNext,
  verifyTampered,
} from '../../test/tampering.ts';
import { type CheckpointHead, walkCheckpoints } from './checkpoint.ts';
import type { Queryable } from './queryable.ts';
import { type Broken, verifyLedger } from './verify.ts';
import type { WalkedEvent } from './walk.ts';

onEveryEngine('Verifying the ledger', (database, { engine }) => {
  let sample: SampleLedger;
  let events: readonly WalkedEvent[];
  /** The events that are tampered with: every one on the embedded engine, every fifth on the servers, to save time. */
  let places: readonly WalkedEvent[];
  let heads: CheckpointHead[];
  const lastOf = (customerId: string): number => events.filter((event) => event.customerId === customerId).length;
  /** What the first checkpoint is that signed an event or a later one of its stream. */
  const signedAt = ({ customerId, revision }: Place): CheckpointHead => {
    const head = heads.find((known) => known.customerId === customerId && known.revision >= revision);
    if (head === undefined) throw new Error(`No checkpoint signed revision ${revision} of ${customerId}`);
    return head;
  };

  async function expectBroken(tamper: (tx: Queryable) => Promise<unknown>, expected: Partial<Broken>, label: string) {
    const { ok, firstBroken, brokenCount } = await verifyTampered(database(), tamper);
    expect({ ok, firstBroken }, label).toMatchObject({ ok: false, firstBroken: expected });
    expect(brokenCount, label).toBeGreaterThan(0);
  }

  /** A missing event shows in the one after it, and the last one in the head. */
  const missing = ({ customerId, revision }: Place): Partial<Broken> => ({
    what: revision === lastOf(customerId) ? 'head' : 'event',
    customerId,
    revision,
  });

  beforeAll(async () => {
    sample = await fillSample(database());
    events = await allEvents(database());
    places = events.filter((_, index) => engine === 'embedded' || index % 5 === 0);
    heads = [];
    for await (const checkpoint of walkCheckpoints(database())) heads.push(...checkpoint.heads);
  });

  test('an untouched ledger verifies, and is counted', async () => {
    const { publicKey } = sample.key;
    const progress: number[] = [];
    const verification = await verifyLedger(database(), {
      publicKeys: [publicKey],
      onProgress: (walked) => progress.push(walked),
    });
    expect(events.length).toBeGreaterThan(60);
    expect(progress).toEqual([events.length]);
    expect(verification).toEqual({
      ok: true,
      streams: 5,
      events: events.length,
      checkpoints: 3,
      textsErased: 0,
      publicKeys: [{ publicKey, fromCheckpoint: 1 }],
      firstBroken: null,
      brokenCount: 0,
    });
  });

  const changes: Readonly<Record<string, string>> = {
    event_id: `event_id || 'x'`,
    type: `case type when 'case.closed' then 'case.opened' else 'case.closed' end`,
    version: 'version + 1',
    occurred_at: `occurred_at + interval '1 millisecond'`,
    'occurred_at, by less than we record': `occurred_at + interval '1 microsecond'`,
    'occurred_at, beyond all time': `'infinity'`,
    recorded_at: `recorded_at - interval '1 millisecond'`,
    actor: `actor || 'x'`,
    source: `source || 'x'`,
    source_id: `source_id || 'x'`,
    'data, with one field more': `data || '{"added": 0}'`,
    'data, with a number too large': `data || '{"added": 1e999}'`,
    'data, with one field less': `data - (select min(field) from jsonb_object_keys(data) field)`,
    text_digest: `case when text_digest is null then repeat('0', 64) else reverse(text_digest) end`,
    'text_digest, taken away or null as text': `case when text_digest is null then '' end`,
    hash: 'reverse(hash)',
  };
  test.each(Object.entries(changes))('a changed %s is found in every event', async (field, value) => {
    const column = field.replace(/,.*/, '');
    for (const { customerId, revision } of places) {
      const sql = `update event set ${column} = ${value} where customer_id = $1 and revision = $2`;
      const expected = { what: 'event', customerId, revision } as const;
      await expectBroken((tx) => tx.query(sql, [customerId, revision]), expected, `${customerId} ${revision}`);
    }
  });

  test('an event that is missing, or moved elsewhere in its stream, is found', async () => {
    for (const place of places) {
      const at = [place.customerId, place.revision];
      const label = at.join(' ');
      const removed = `delete from event where customer_id = $1 and revision = $2`;
      await expectBroken((tx) => tx.query(removed, at), missing(place), label);
      const moved = `update event set revision = revision + 1000 where customer_id = $1 and revision = $2`;
      await expectBroken((tx) => tx.query(moved, at), { ...missing(place), what: 'event' }, label);
    }
  });

  test('swapped neighbours are found', async () => {
    for (const { customerId, revision } of places) {
      if (revision === lastOf(customerId)) continue;
      await expectBroken(
        (tx) => swapWithNext(tx, { customerId, revision }),
        { what: 'event', customerId, revision },
        `${customerId} ${revision}`,
      );
    }
  });

  test('a repeated event is found, even with a head that fits', async () => {
    for (const { customerId, revision } of places) {
      await expectBroken(
        async (tx) => {
          await tx.query('alter table event drop constraint event_customer_id_source_source_id_key');
          await copyEvent(tx, { customerId, revision }, { customerId, revision: lastOf(customerId) + 1 });
          await fixHead(tx, customerId);
        },
        { what: 'event', customerId, revision: lastOf(customerId) + 1 },
        `${customerId} ${revision}`,
      );
    }
  });

  test('an event moved to another stream is found, even with heads that fit', async () => {
    for (const place of places) {
      const target = place.customerId === 'company' ? 'cus_a' : 'company';
      const arrival = { what: 'event', customerId: target, revision: lastOf(target) + 1 } as const;
      // Streams stand in the order of their ids; that a last event has left shows only in a checkpoint.
      const isGapFirst = place.customerId < target && place.revision < lastOf(place.customerId);
      await expectBroken(
        async (tx) => {
          await copyEvent(tx, place, arrival);
          const sql = 'delete from event where customer_id = $1 and revision = $2';
          await tx.query(sql, [place.customerId, place.revision]);
          await fixHead(tx, place.customerId);
          await fixHead(tx, target);
        },
        isGapFirst ? missing(place) : arrival,
        `${place.customerId} ${place.revision}`,
      );
    }
  });

  test('a changed text, salt, or place of a text is found', async () => {
    for (const { customerId, revision, textDigest } of places) {
      const at = [customerId, revision];
      const label = at.join(' ');
      const broken = { what: 'text', customerId, revision } as const;
      if (textDigest === null) {
        const added = `insert into event_text (customer_id, revision, salt, text) values ($1, $2, '', '{}')`;
        await expectBroken((tx) => tx.query(added, at), broken, label);
        continue;
      }
      const where = 'where customer_id = $1 and revision = $2';
      for (const value of [`text = text || '{"added": "x"}'`, `text = '{}'`, 'salt = reverse(salt)']) {
        await expectBroken((tx) => tx.query(`update event_text set ${value} ${where}`, at), broken, label);
      }
      const moved = `update event_text set revision = 1000 ${where}`;
      await expectBroken((tx) => tx.query(moved, at), { ...broken, revision: 1000 }, label);
    }
  });

  test('a text that is gone counts as erased', async () => {
    const verification = await verifyTampered(database(), (tx) => tx.query('delete from event_text'));
    const withText = events.filter((event) => event.textDigest !== null).length;
    expect(verification).toMatchObject({ ok: true, textsErased: withText, firstBroken: null });
  });

  test('a stream that was cut short, with a head that fits, is found by the first checkpoint that signed more', async () => {
    for (const place of places) {
      const head = signedAt(place);
      await expectBroken(
        async (tx) => {
          for (const table of ['event', 'event_text']) {
            const sql = `delete from ${table} where customer_id = $1 and revision >= $2`;
            await tx.query(sql, [place.customerId, place.revision]);
          }
          await fixHead(tx, place.customerId);
        },
        { what: 'checkpoint', checkpoint: head.number, customerId: place.customerId, revision: head.revision },
        `${place.customerId} ${place.revision}`,
      );
    }
  });

  test('a stream that was written anew from an event on, every link fitting, is found by the first checkpoint after it', async () => {
    for (const place of places) {
      const head = signedAt(place);
      await expectBroken(
        async (tx) => {
          const sql = `update event set data = data || '{"added": 0}' where customer_id = $1 and revision = $2`;
          await tx.query(sql, [place.customerId, place.revision]);
          await relink(tx, place.customerId);
          await fixHead(tx, place.customerId);
        },
        { what: 'checkpoint', checkpoint: head.number, customerId: place.customerId, revision: head.revision },
        `${place.customerId} ${place.revision}`,
      );
    }
  });

  test('a changed, missing or added head is found', async () => {
    for (const customerId of new Set(events.map((event) => event.customerId))) {
      const revision = lastOf(customerId);
      const broken = { what: 'head', customerId, revision } as const;
      const where = 'where customer_id = $1';
      const at = [customerId];
      await expectBroken(
        (tx) => tx.query(`update stream_head set hash = reverse(hash) ${where}`, at),
        broken,
        customerId,
      );
      await expectBroken((tx) => tx.query(`update stream_head set revision = 1 ${where}`, at), broken, customerId);
      await expectBroken((tx) => tx.query(`delete from stream_head ${where}`, at), broken, customerId);
    }
    const added = `insert into stream_head (customer_id, revision, hash) values ('cus_nobody', 1, 'x')`;
    await expectBroken((tx) => tx.query(added), { what: 'head', customerId: 'cus_nobody', revision: 1 }, 'added');
  });

  test('of several faults the first is named, and all are counted', async () => {
    const verification = await verifyTampered(database(), async (tx) => {
      await tx.query(`update event set actor = 'x' where customer_id = 'cus_b' and revision = 2`);
      await tx.query(`update event set actor = 'x' where customer_id = 'cus_a' and revision = 7`);
      await tx.query(`update event set actor = 'x' where customer_id = 'cus_a-1' and revision = 1`);
      await tx.query('update checkpoint set signature = reverse(signature)');
    });
    expect(verification).toMatchObject({ firstBroken: { customerId: 'cus_a', revision: 7 }, brokenCount: 6 });
  });

  test('the program itself may neither change nor remove what was recorded', async () => {
    for (const sql of [
      `update event set actor = 'x'`,
      'delete from event',
      'truncate event',
      'update event_text set salt = salt',
      'delete from stream_head',
      `update checkpoint set root = 'x'`,
      'delete from checkpoint',
      'update checkpoint_head set hash = hash',
      'delete from checkpoint_head',
      'alter table event add column more text',
      'drop table event',
    ]) {
      await expect(database().query(sql), sql).rejects.toMatchObject({ code: '42501' });
    }
  });
});
