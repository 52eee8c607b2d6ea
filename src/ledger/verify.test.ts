/** Every way of changing a ledger behind the program's back is found, and the right place is named. */
import { sign } from 'node:crypto';
import { beforeAll, expect, test } from 'vitest';
import { onEveryEngine } from '../../test/databases.ts';
import { fillSample, newSigningKey, type SampleLedger } from '../../test/sample-ledger.ts';
import { checkpointText, firstPreviousHash, linkHash } from '../domain/chain.ts';
import { type CheckpointHead, walkCheckpoints } from './checkpoint.ts';
import type { Database, Queryable } from './queryable.ts';
import { sha256 } from './sha256.ts';
import { type Broken, type Verification, verifyLedger } from './verify.ts';
import { type WalkedEvent, walkEvents } from './walk.ts';

interface Place {
  readonly customerId: string;
  readonly revision: number;
}

class Undone extends Error {}

/** Changes rows with the rights of their owner, verifies, and puts everything back. */
async function verifyTampered(database: Database, tamper: (tx: Queryable) => Promise<unknown>): Promise<Verification> {
  let verification: Verification | undefined;
  const run = database.transaction(
    async (tx) => {
      await tamper(tx);
      verification = await verifyLedger(tx);
      throw new Undone();
    },
    { asOwner: true },
  );
  await run.catch((error: unknown) => {
    if (!(error instanceof Undone)) throw error;
  });
  if (verification === undefined) throw new Error('The verification did not run');
  return verification;
}

async function allEvents(database: Queryable): Promise<readonly WalkedEvent[]> {
  const events: WalkedEvent[] = [];
  for await (const page of walkEvents(database)) events.push(...page);
  return events;
}

onEveryEngine('Verifying the ledger', (database) => {
  let sample: SampleLedger;
  let events: readonly WalkedEvent[];
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
    for (const { customerId, revision } of events) {
      const sql = `update event set ${column} = ${value} where customer_id = $1 and revision = $2`;
      const expected = { what: 'event', customerId, revision } as const;
      await expectBroken((tx) => tx.query(sql, [customerId, revision]), expected, `${customerId} ${revision}`);
    }
  });

  test('an event that is missing, or moved elsewhere in its stream, is found', async () => {
    for (const place of events) {
      const at = [place.customerId, place.revision];
      const label = at.join(' ');
      const removed = `delete from event where customer_id = $1 and revision = $2`;
      await expectBroken((tx) => tx.query(removed, at), missing(place), label);
      const moved = `update event set revision = revision + 1000 where customer_id = $1 and revision = $2`;
      await expectBroken((tx) => tx.query(moved, at), { ...missing(place), what: 'event' }, label);
    }
  });

  test('swapped neighbours are found', async () => {
    for (const { customerId, revision } of events) {
      if (revision === lastOf(customerId)) continue;
      await expectBroken(
        async (tx) => {
          for (const [from, to] of [
            [revision, -1],
            [revision + 1, revision],
            [-1, revision + 1],
          ]) {
            const sql = 'update event set revision = $3 where customer_id = $1 and revision = $2';
            await tx.query(sql, [customerId, from, to]);
          }
        },
        { what: 'event', customerId, revision },
        `${customerId} ${revision}`,
      );
    }
  });

  test('a repeated event is found, even with a head that fits', async () => {
    for (const { customerId, revision } of events) {
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
    for (const place of events) {
      const target = place.customerId === 'company' ? 'cus_a' : 'company';
      const arrival = { what: 'event', customerId: target, revision: lastOf(target) + 1 } as const;
      const departure =
        place.revision === lastOf(place.customerId)
          ? { what: 'checkpoint', customerId: place.customerId, revision: place.revision }
          : missing(place);
      await expectBroken(
        async (tx) => {
          await copyEvent(tx, place, arrival);
          await tx.query('delete from event where customer_id = $1 and revision = $2', [place.customerId, place.revision]);
          await fixHead(tx, place.customerId);
          await fixHead(tx, target);
        },
        // Streams come before checkpoints, and streams in the order of their ids.
        departure.what === 'checkpoint' || target < place.customerId ? arrival : departure,
        `${place.customerId} ${place.revision}`,
      );
    }
  });

  test('a changed text, salt, or place of a text is found', async () => {
    for (const { customerId, revision, textDigest } of events) {
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
    for (const place of events) {
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
    for (const place of events) {
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
      await expectBroken((tx) => tx.query(`update stream_head set hash = reverse(hash) ${where}`, at), broken, customerId);
      await expectBroken((tx) => tx.query(`update stream_head set revision = 1 ${where}`, at), broken, customerId);
      await expectBroken((tx) => tx.query(`delete from stream_head ${where}`, at), broken, customerId);
    }
    const added = `insert into stream_head (customer_id, revision, hash) values ('cus_nobody', 1, 'x')`;
    await expectBroken((tx) => tx.query(added), { what: 'head', customerId: 'cus_nobody', revision: 1 }, 'added');
  });

  test('a changed or missing checkpoint is found', async () => {
    for (const { number } of sample.checkpoints) {
      const broken = { what: 'checkpoint', checkpoint: number } as const;
      for (const change of [
        'number = number + 100',
        `created_at = created_at + interval '1 millisecond'`,
        `created_at = created_at + interval '1 microsecond'`,
        'streams = streams + 1',
        'events = events - 1',
        'root = reverse(root)',
        `previous = previous || '0'`,
        `public_key = 'nonsense'`,
        `public_key = '${newSigningKey().publicKey}'`,
        'signature = reverse(signature)',
        `signature = signature || ' '`,
      ]) {
        const sql = `update checkpoint set ${change} where number = $1`;
        await expectBroken((tx) => tx.query(sql, [number]), broken, `${change} of ${number}`);
      }
      const removed = 'delete from checkpoint where number = $1';
      await expectBroken((tx) => tx.query(removed, [number]), broken, `without ${number}`);
    }
  });

  test('a checkpoint that is missing with all its heads is found, unless it was the newest', async () => {
    for (const { number } of sample.checkpoints) {
      const remove = async (tx: Queryable): Promise<void> => {
        await tx.query('delete from checkpoint where number = $1', [number]);
        await tx.query('delete from checkpoint_head where number = $1', [number]);
      };
      if (number < 3) await expectBroken(remove, { what: 'checkpoint', checkpoint: number }, String(number));
      else expect(await verifyTampered(database(), remove)).toMatchObject({ ok: true, checkpoints: 2 });
    }
  });

  test('a changed, missing, moved or added head of a checkpoint is found', async () => {
    for (const { customerId, number } of heads) {
      const broken = { what: 'checkpoint', checkpoint: number } as const;
      const statements = [
        `update checkpoint_head set hash = reverse(hash) where customer_id = $1 and number = $2`,
        `update checkpoint_head set revision = revision - 1 where customer_id = $1 and number = $2`,
        `update checkpoint_head set customer_id = customer_id || 'x' where customer_id = $1 and number = $2`,
        `update checkpoint_head set number = number + 100 where customer_id = $1 and number = $2`,
        `delete from checkpoint_head where customer_id = $1 and number = $2`,
        `insert into checkpoint_head (customer_id, number, revision, hash) select 'cus_nobody', number, revision, hash
         from checkpoint_head where customer_id = $1 and number = $2`,
      ];
      for (const sql of statements) {
        await expectBroken((tx) => tx.query(sql, [customerId, number]), broken, `${sql} ${customerId} ${number}`);
      }
    }
  });

  test('a checkpoint that somebody else signed is found where our keys are known', async () => {
    for (const { number } of sample.checkpoints) {
      const resigned = await verifyTamperedWithKeys(database(), number, [sample.key.publicKey]);
      expect(resigned).toMatchObject({ ok: false, firstBroken: { what: 'checkpoint', checkpoint: number } });
    }
  });

  test('where our keys are not known, a change of key is named, and one in between is broken', async () => {
    const named = await Promise.resolve(verifyTamperedWithKeys(database(), 3, undefined));
    expect(named).toMatchObject({ ok: true, publicKeys: [{ fromCheckpoint: 1 }, { fromCheckpoint: 3 }] });
    const between = await verifyTamperedWithKeys(database(), 2, undefined);
    expect(between).toMatchObject({ ok: false, firstBroken: { what: 'checkpoint', checkpoint: 2 } });
  });

  /** Signs a checkpoint anew with a key of somebody else. */
  async function verifyTamperedWithKeys(
    owner: Database,
    number: number,
    publicKeys: readonly string[] | undefined,
  ): Promise<Verification> {
    const other = newSigningKey();
    const body = sample.checkpoints[number - 1];
    if (body === undefined) throw new Error(`There is no checkpoint ${number}`);
    const signature = sign(null, Buffer.from(checkpointText(body)), other.privateKey).toString('base64');
    let verification: Verification | undefined;
    const run = owner.transaction(
      async (tx) => {
        const sql = 'update checkpoint set public_key = $2, signature = $3 where number = $1';
        await tx.query(sql, [number, other.publicKey, signature]);
        verification = await verifyLedger(tx, publicKeys === undefined ? {} : { publicKeys });
        throw new Undone();
      },
      { asOwner: true },
    );
    await expect(run).rejects.toThrow(Undone);
    if (verification === undefined) throw new Error('The verification did not run');
    return verification;
  }

  test('a checkpoint whose holder of the key changed it is named by the next one', async () => {
    for (const checkpoint of sample.checkpoints.slice(0, 2)) {
      const changed = { ...checkpoint, createdAt: '2020-01-01T00:00:00.000Z' };
      const signature = sign(null, Buffer.from(checkpointText(changed)), sample.key.privateKey).toString('base64');
      await expectBroken(
        (tx) =>
          tx.query('update checkpoint set created_at = $2, signature = $3 where number = $1', [
            checkpoint.number,
            changed.createdAt,
            signature,
          ]),
        { what: 'checkpoint', checkpoint: checkpoint.number },
        String(checkpoint.number),
      );
    }
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

async function copyEvent(tx: Queryable, from: Place, to: Place): Promise<void> {
  await tx.query(
    `insert into event (customer_id, revision, event_id, type, version, occurred_at, recorded_at, actor, source, source_id, data, text_digest, hash)
     select $3, $4, event_id, type, version, occurred_at, recorded_at, actor, source, source_id, data, text_digest, hash
     from event where customer_id = $1 and revision = $2`,
    [from.customerId, from.revision, to.customerId, to.revision],
  );
}

/** Makes the head of a stream fit its last event, as somebody would who knows our tables. */
async function fixHead(tx: Queryable, customerId: string): Promise<void> {
  await tx.query('delete from stream_head where customer_id = $1', [customerId]);
  await tx.query(
    `insert into stream_head (customer_id, revision, hash)
     select customer_id, revision, hash from event where customer_id = $1 order by revision desc limit 1`,
    [customerId],
  );
}

/** Makes every link of a stream fit, as somebody would who knows our method. */
async function relink(tx: Queryable, customerId: string): Promise<void> {
  let hash = firstPreviousHash;
  for (const event of await allEvents(tx)) {
    if (event.customerId !== customerId) continue;
    hash = linkHash(event, hash, sha256);
    await tx.query('update event set hash = $3 where customer_id = $1 and revision = $2', [customerId, event.revision, hash]);
  }
}
