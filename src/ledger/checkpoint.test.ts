/** Checkpoints: what they sign, when there is a new one, and two that are taken at once. */
import { expect, test } from 'vitest';
import { emptied, onEveryEngine } from '../../test/databases.ts';
import { fillSample, newSigningKey } from '../../test/sample-ledger.ts';
import { firstPreviousHash, checkpointText, treeRoot } from '../domain/chain.ts';
import { type CheckpointWithHeads, takeCheckpoint, walkCheckpoints } from './checkpoint.ts';
import { sha256 } from './sha256.ts';
import { verifyLedger } from './verify.ts';

const now = '2026-05-02T00:00:00.000Z';

onEveryEngine('Taking checkpoints', (database) => {
  test('an empty ledger is signed as one without streams, once', async () => {
    const key = newSigningKey();
    const first = await takeCheckpoint(database(), key, now);
    expect(first).toMatchObject({
      isNew: true,
      checkpoint: { number: 1, createdAt: now, streams: 0, events: 0, root: sha256(''), previous: firstPreviousHash },
    });
    expect(await takeCheckpoint(database(), key, '2026-05-03T00:00:00.000Z')).toEqual({ ...first, isNew: false });
    await emptied(database());
  });

  test('a checkpoint follows the one before, and keeps only the heads that moved', async () => {
    const { checkpoints } = await fillSample(database());
    const walked: CheckpointWithHeads[] = [];
    for await (const one of walkCheckpoints(database())) walked.push(one);
    expect(walked.map(({ checkpoint }) => checkpoint)).toEqual(checkpoints);
    expect(walked.map(({ heads }) => heads.map((head) => head.customerId))).toEqual([
      ['company', 'cus_Zoe', 'cus_a', 'cus_a-1', 'cus_b'],
      ['company', 'cus_Zoe', 'cus_a', 'cus_a-1', 'cus_b'],
      ['cus_Zoe', 'cus_a', 'cus_a-1'],
    ]);
    const [, second, third] = checkpoints;
    expect(third?.previous).toBe(second && sha256(checkpointText(second)));
    const heads = new Map(walked.flatMap((one) => one.heads.map((head) => [head.customerId, head] as const)));
    const sorted = [...heads.values()].sort((left, right) => (left.customerId < right.customerId ? -1 : 1));
    expect(third).toMatchObject({ number: 3, streams: 5, root: treeRoot(sorted, sha256) });
    expect(third?.events).toBe(sorted.reduce((sum, head) => sum + head.revision, 0));
  });

  test('nothing moved: the last checkpoint is the answer', async () => {
    const taken = await takeCheckpoint(database(), newSigningKey(), now);
    expect(taken).toMatchObject({ isNew: false, checkpoint: { number: 3 } });
  });

  test('of two that are taken at once one is new, and the other answers with it', async () => {
    await emptied(database());
    await fillSample(database());
    const sql = `insert into stream_head (customer_id, revision, hash) values ('cus_new', 1, 'x')`;
    await database().query(sql);
    const key = newSigningKey();
    const taken = await Promise.all([1, 2, 3].map(() => takeCheckpoint(database(), key, now)));
    expect(taken.map(({ isNew }) => isNew).filter(Boolean)).toHaveLength(1);
    expect(new Set(taken.map(({ checkpoint }) => checkpoint.signature)).size).toBe(1);
    expect(await verifyLedger(database())).toMatchObject({ checkpoints: 4 });
  });

  test('more streams than one statement stores are all kept', async () => {
    await emptied(database());
    const sql = `insert into stream_head (customer_id, revision, hash) select 'cus_' || n, 1, md5(n::text) from generate_series(1, 10001) n`;
    await database().query(sql);
    await takeCheckpoint(database(), newSigningKey(), now);
    expect(await database().query('select count(*) as kept from checkpoint_head')).toEqual([{ kept: 10_001 }]);
  });
});
