import { Command as Program } from 'commander';
import { describe, expect, it } from 'vitest';
import { commandAt } from './command-place.ts';

describe('a command of two words', () => {
  for (const order of [
    ['value [customer]', 'value fit', 'value point <driver>'],
    ['value fit', 'value point <driver>', 'value [customer]'],
  ]) {
    it(`stands below the first, whichever is said first: ${order[0]}`, async () => {
      expect(await ran(order, ['value'])).toEqual(['value [customer]', undefined, {}]);
      expect(await ran(order, ['value', 'fit'])).toEqual(['value fit', undefined, {}]);
      expect(await ran(order, ['value', 'point', 'trust'])).toEqual(['value point <driver>', 'trust', {}]);
    });

    it(`keeps to itself what is written behind it: ${order[0]}`, async () => {
      expect(await ran(order, ['value', 'fit', '--currency', 'EUR'])).toEqual([
        'value fit',
        undefined,
        { currency: 'EUR' },
      ]);
      expect(await ran(order, ['value', 'c1', '--currency', 'EUR'])).toEqual([
        'value [customer]',
        'c1',
        { currency: 'EUR' },
      ]);
    });
  }

  it('leaves what is said of the whole program to the program, wherever it is written', async () => {
    const seen: unknown[] = [];
    const program = new Program('troth').option('--data <folder>').exitOverride();
    commandAt(program, 'value fit').action(() => void seen.push(program.opts()));
    await program.parseAsync(['value', 'fit', '--data', 'here'], { from: 'user' });
    expect(seen).toEqual([{ data: 'here' }]);
  });
});

/** Which command ran, with its first positional word and its options. */
async function ran(usages: readonly string[], argv: readonly string[]): Promise<unknown> {
  let seen: unknown;
  const program = new Program('troth').exitOverride();
  for (const usage of usages) {
    const command = commandAt(program, usage).option('--currency <value>');
    command.action((...given: unknown[]) => {
      seen = [usage, given.length > 2 ? given[0] : undefined, command.opts()];
    });
  }
  await program.parseAsync([...argv], { from: 'user' });
  return seen;
}
