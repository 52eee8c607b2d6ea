/** The export: complete, readable line by line, and verified by a program that knows nothing of ours. */
import { beforeEach, expect, test } from 'vitest';
import { emptied, onEveryEngine } from '../../test/databases.ts';
import { fillSample, markOf, type SampleLedger } from '../../test/sample-ledger.ts';
import { verifyFile } from '../../test/stand-alone-verifier.ts';
import { eraseCustomer } from '../operations/erase.ts';
import { recordFacts } from '../operations/record.ts';
import { takeCheckpoint } from './checkpoint.ts';
import { exportLines } from './export.ts';

onEveryEngine('Exporting the ledger', (database) => {
  let sample: SampleLedger;
  beforeEach(async () => {
    await emptied(database());
    sample = await fillSample(database());
  });

  async function exported(): Promise<string> {
    let content = '';
    for await (const line of exportLines(database())) content += `${line}\n`;
    return content;
  }

  const oneMore = {
    type: 'feedback.given',
    customerId: 'cus_Zoe',
    occurredAt: '2026-04-01T00:00:00Z',
    sourceId: 'one-more',
    fields: { feedbackId: 'fbk_more', measure: 'effort', value: 2 },
  };

  test('every event, head and checkpoint is a line, and the counts stand at the end', async () => {
    const lines = (await exported()).trimEnd().split('\n');
    const kinds = lines.map((line) => (JSON.parse(line) as { kind: string }).kind);
    const count = (kind: string): number => kinds.filter((one) => one === kind).length;
    expect([kinds[0], kinds.at(-1)]).toEqual(['troth-export', 'end']);
    expect(JSON.parse(lines.at(-1) ?? '')).toEqual({ kind: 'end', streams: 5, events: 63, checkpoints: 3 });
    expect({ events: count('event'), heads: count('head'), checkpoints: count('checkpoint') }).toEqual({
      events: 63,
      heads: 13,
      checkpoints: 3,
    });
  });

  test('the stand-alone verifier finds it intact, by the key and by the keys in it', async () => {
    const content = await exported();
    const { publicKey } = sample.key;
    const intact =
      'INTACT: 63 events in 5 streams, 3 checkpoints. Texts erased: 0. Events since the last checkpoint: 0.';
    const known = await verifyFile(content, ['--key', publicKey]);
    expect(known).toEqual({ exitCode: 0, said: `${intact}\nSigned from checkpoint 1 on with ${publicKey}\n` });
    const unknown = await verifyFile(content, [], 'input');
    expect(unknown.said).toMatch(/^INTACT[^]*Compare that with the key/);
    expect(unknown.exitCode).toBe(0);
  });

  test('after an erasure the words are gone from the export, and it still verifies', async () => {
    expect(await exported()).toContain(markOf('cus_a'));
    await eraseCustomer(sample.context, { customerId: 'cus_a', why: 'Asked for by the customer' });
    const content = await exported();
    expect(content).not.toContain(markOf('cus_a'));
    expect(content).toContain(markOf('cus_a-1'));
    const verdict = await verifyFile(content);
    expect(verdict.said).toContain('Texts erased: 13. Events since the last checkpoint: 1.');
    expect(verdict.exitCode).toBe(0);
  });

  test('what is recorded and signed while it runs does not spoil it', async () => {
    const lines: string[] = [];
    for await (const line of exportLines(database())) {
      lines.push(line);
      if (lines.length !== 2) continue;
      await recordFacts(sample.context, [oneMore], { source: 'sample' });
      await takeCheckpoint(database(), sample.key, sample.context.now());
    }
    const verdict = await verifyFile(lines.join('\n'));
    expect(verdict.said).toContain('63 events in 5 streams, 3 checkpoints');
    expect(verdict.exitCode).toBe(0);
  });
});
