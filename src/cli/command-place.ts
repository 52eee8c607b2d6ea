/** Where a command stands: `value fit <x>` is the command `fit` below `value`, which may be a command itself. */
import type { Command as Program } from 'commander';

/**
 * The command for a usage, made where it is not there yet. The order does not matter: `value fit` before `value` makes
 * `value` a name for what stands below it, and `value` makes it a command.
 *
 * What both take (`--currency`) belongs to the one it is written behind.
 */
export function commandAt(program: Program, usage: string): Program {
  const words = usage.split(' ');
  const firstPlace = words.findIndex((word) => /^[<[]/.test(word));
  const names = firstPlace < 0 ? words : words.slice(0, firstPlace);
  const command = names.reduce((parent, name) => childOf(parent, name, parent !== program), program);
  if (firstPlace >= 0) command.arguments(words.slice(firstPlace).join(' '));
  return command;
}

function childOf(parent: Program, name: string, below: boolean): Program {
  const known = parent.commands.find((command) => command.name() === name);
  if (known !== undefined) return known;
  if (below) parent.enablePositionalOptions();
  return parent.command(name);
}
