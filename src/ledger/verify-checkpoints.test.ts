/** Every way of changing checkpoints behind the program's back is found, and the right one is named. */
import { sign } from 'node:crypto';
import { beforeAll, expect, test } from 'vitest';
import { onEveryEngine } from '../../test/databases.ts';
import { fillSample, newSigningKey, type SampleLedger } from '../../test/sample-ledger.ts';
import { verifyTampered } from '../../test/tampering.ts';
import { checkpointText } from '../domain/chain.ts';
import { type Checkpoint, type CheckpointHead, walkCheckpoints } from './checkpoint.ts';
import type { Queryable } from './queryable.ts';
import type { SigningKey } from './signing-key.ts';

onEveryEngine('Verifying checkpoints', (database) => {
  let sample: SampleLedger;
  let heads: CheckpointHead[];

  async function expectBroken(tamper: (tx: Queryable) => Promise<unknown>, checkpoint: number, label: string) {
    const { ok, firstBroken } = await verifyTampered(database(), tamper);
    expect({ ok, firstBroken }, label).toMatchObject({ ok: false, firstBroken: { what: 'checkpoint', checkpoint } });
  }

  beforeAll(async () => {
    sample = await fillSample(database());
    heads = [];
    for await (const checkpoint of walkCheckpoints(database())) heads.push(...checkpoint.heads);
  });

  test('a changed or missing checkpoint is found', async () => {
    for (const { number } of sample.checkpoints) {
      for (const change of [
        'number = number + 100',
        `created_at = created_at + interval '1 millisecond'`,
        `created_at = created_at + interval '1 microsecond'`,
        'streams = streams + 1',
        'events = events - 1',
        'root = reverse(root)',
        `previous = previous || '0'`,
        `public_key = 'nonsense'`,
        `public_key = public_key || 'x'`,
        `public_key = '${newSigningKey().publicKey}'`,
        'signature = reverse(signature)',
        `signature = signature || ' '`,
      ]) {
        const sql = `update checkpoint set ${change} where number = $1`;
        await expectBroken((tx) => tx.query(sql, [number]), number, `${change} of ${number}`);
      }
      const removed = 'delete from checkpoint where number = $1';
      await expectBroken((tx) => tx.query(removed, [number]), number, `without ${number}`);
    }
  });

  test('a checkpoint that is missing with all its heads is found, unless it was the newest', async () => {
    for (const { number } of sample.checkpoints) {
      const remove = async (tx: Queryable): Promise<void> => {
        await tx.query('delete from checkpoint where number = $1', [number]);
        await tx.query('delete from checkpoint_head where number = $1', [number]);
      };
      if (number < 3) await expectBroken(remove, number, String(number));
      else expect(await verifyTampered(database(), remove)).toMatchObject({ ok: true, checkpoints: 2 });
    }
  });

  test('a changed, missing, moved or added head of a checkpoint is found', async () => {
    for (const { customerId, number } of heads) {
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
        await expectBroken((tx) => tx.query(sql, [customerId, number]), number, `${sql} ${customerId} ${number}`);
      }
    }
  });

  test('a checkpoint that somebody else signed is found where our keys are known', async () => {
    for (const checkpoint of sample.checkpoints) {
      const verification = await verifyTampered(database(), (tx) => signAnew(tx, checkpoint, newSigningKey()), {
        publicKeys: [sample.key.publicKey],
      });
      const firstBroken = { what: 'checkpoint', checkpoint: checkpoint.number };
      expect(verification).toMatchObject({ ok: false, firstBroken, brokenCount: 1 });
    }
  });

  test('where our keys are not known, a change of key is named, and one in between is broken', async () => {
    const [, second, third] = sample.checkpoints;
    if (second === undefined || third === undefined) throw new Error('The sample has three checkpoints');
    const changed = await verifyTampered(database(), (tx) => signAnew(tx, third, newSigningKey()));
    expect(changed).toMatchObject({ ok: true, publicKeys: [{ fromCheckpoint: 1 }, { fromCheckpoint: 3 }] });
    await expectBroken((tx) => signAnew(tx, second, newSigningKey()), 2, 'between');
  });

  test('a checkpoint that the holder of the key changed is named by the one after it', async () => {
    for (const checkpoint of sample.checkpoints.slice(0, 2)) {
      const changed = { ...checkpoint, createdAt: '2020-01-01T00:00:00.000Z' };
      await expectBroken((tx) => signAnew(tx, changed, sample.key), checkpoint.number, String(checkpoint.number));
    }
  });
});

async function signAnew(tx: Queryable, checkpoint: Checkpoint, key: SigningKey): Promise<void> {
  const signature = sign(null, Buffer.from(checkpointText(checkpoint)), key.privateKey).toString('base64');
  await tx.query('update checkpoint set created_at = $2, public_key = $3, signature = $4 where number = $1', [
    checkpoint.number,
    checkpoint.createdAt,
    key.publicKey,
    signature,
  ]);
}
