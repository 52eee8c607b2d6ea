/** The short form of `npm run simulate`. */
import { expect, test } from 'vitest';
import { emptied, onEveryEngine } from '../databases.ts';
import { simulate } from './simulate.ts';

const steps = 100;
const seed = 1;

onEveryEngine('Random use', (database) => {
  test('ends where a naive model says it does, and every row is that of its events', async () => {
    await emptied(database());
    const { counts } = await simulate({ database: database(), seed, steps, looksEvery: 50 });
    expect(Object.values(counts).reduce((sum, count) => sum + count, 0)).toBeGreaterThan(steps);
  });
});
