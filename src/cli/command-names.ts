/**
 * Commands with a name of one word or two: `value` and `value fit` are both commands, each with options of its own.
 *
 * Commander's own commands below a command would give `--currency` behind `value fit` to `value`, unless the options of
 * the whole program had to stand in front. So a name of two words is one name, and its words are joined before parsing.
 */
import { Command as Program } from 'commander';

/** Adds the command for a usage like `value fit <customer>`. */
export function addNamed(program: Program, usage: string): Program {
  const [, name = '', places = ''] = /^([^<[]+?)(?: +([<[].*))?$/.exec(usage) ?? [];
  const command = program.createCommand(name).copyInheritedSettings(program);
  if (places !== '') command.arguments(places);
  program.addCommand(command);
  return command;
}

/** The arguments with the two words of a command in one. Only options of the program may stand in front of them. */
export function joinNames(program: Program, argv: readonly string[]): string[] {
  const at = firstWord(program, argv);
  const name = argv.slice(at, at + 2).join(' ');
  const isNamed = at + 1 < argv.length && program.commands.some((command) => command.name() === name);
  return isNamed ? argv.toSpliced(at, 2, name) : [...argv];
}

/** Place of the first argument that is neither an option of the program nor the value of one. */
function firstWord(program: Program, argv: readonly string[]): number {
  let at = 0;
  while (argv[at]?.startsWith('-') === true) {
    const option = program.options.find(({ long, short }) => long === argv[at] || short === argv[at]);
    at += option?.required === true ? 2 : 1;
  }
  return at;
}
