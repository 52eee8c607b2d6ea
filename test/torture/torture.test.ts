/** The short form of `npm run torture`. */
import { expect, test } from 'vitest';
import { onOwnServer } from './own-server.ts';
import { torture } from './torture.ts';

const seed = 11;
const rounds = 10;

test('killed over and over, the embedded ledger keeps all that it acknowledged, once', async () => {
  const summary = await torture({ rounds, seed, url: '' });
  expect(summary).toMatchObject({ engine: 'embedded', rounds, kinds: { import: 3, writers: 7 } });
  expect(summary.acknowledged).toBeGreaterThan(rounds);
});

test('so does the one on a server that crashes itself', async () => {
  const summary = await onOwnServer((url) => torture({ rounds, seed, url }));
  expect(summary).toMatchObject({ engine: 'postgres', rounds, kinds: { import: 3, writers: 4, 'server crash': 3 } });
  expect(summary.acknowledged).toBeGreaterThan(rounds);
  expect(summary.answers503).toBeGreaterThan(0);
});
