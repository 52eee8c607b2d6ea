import { Command as Program } from 'commander';
import { describe, expect, it } from 'vitest';
import { addNamed, joinNames } from './command-names.ts';

describe('a command of two words', () => {
  it('stands beside the command of its first word', async () => {
    expect(await ran(['value'])).toEqual(['value [customer]', undefined, {}]);
    expect(await ran(['value', 'c1'])).toEqual(['value [customer]', 'c1', {}]);
    expect(await ran(['value', 'fit'])).toEqual(['value fit', undefined, {}]);
    expect(await ran(['value', 'point', 'trust'])).toEqual(['value point <driver>', 'trust', {}]);
  });

  it('keeps to itself what is written behind it', async () => {
    const currency = { currency: 'EUR' };
    expect(await ran(['value', 'fit', '--currency', 'EUR'])).toEqual(['value fit', undefined, currency]);
    expect(await ran(['value', 'c1', '--currency', 'EUR'])).toEqual(['value [customer]', 'c1', currency]);
  });

  it('leaves what is said of the whole program to the program, wherever it is written', async () => {
    const data = { data: 'here' };
    expect(await ran(['--data', 'here', 'value', 'fit'])).toEqual(['value fit', undefined, data]);
    expect(await ran(['--data=here', 'value', 'fit'])).toEqual(['value fit', undefined, data]);
    expect(await ran(['value', 'fit', '--data', 'here'])).toEqual(['value fit', undefined, data]);
    expect(await ran(['--data', 'value', 'value', 'point', 'trust'])).toEqual([
      'value point <driver>',
      'trust',
      { data: 'value' },
    ]);
  });

  it('is refused where its second word is not known', async () => {
    await expect(ran(['value', 'c1', 'fit'])).rejects.toMatchObject({ code: 'commander.excessArguments' });
  });
});

/** Which command ran, with its first positional word and all options. */
async function ran(argv: readonly string[]): Promise<unknown> {
  let seen: unknown;
  const program = new Program('troth')
    .option('--data <folder>')
    .exitOverride()
    .configureOutput({ writeErr: () => {} });
  for (const usage of ['value [customer]', 'value fit', 'value point <driver>']) {
    const command = addNamed(program, usage).option('--currency <value>');
    command.action((...given: unknown[]) => {
      seen = [usage, given.length > 2 ? given[0] : undefined, { ...program.opts(), ...command.opts() }];
    });
  }
  await program.parseAsync(joinNames(program, argv), { from: 'user' });
  return seen;
}
