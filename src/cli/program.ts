/** The command line: every endpoint that names a command is one. Knows no nouns; what is not in the contract is handed in. */
import { Command as Program, Option } from 'commander';
import type { Command } from '../api/endpoint.ts';
import { endpoints, type Named } from '../operations/ask.ts';
import type { Context } from '../operations/context.ts';
import { addNamed, joinNames } from './command-names.ts';
import { type Field, fieldsOf, positionals, valueOf } from './fields.ts';
import { exitCodes, renderAnswer, reportFailure } from './print.ts';
import { type Ask, askHere, askServer, type Globals, outputFormats } from './session.ts';

export interface Opened {
  readonly context: Context;
  readonly close: () => Promise<void>;
}

export interface CommandLine {
  readonly version: string;
  readonly now: () => string;
  /** Opens the data that the options name; brings its schema up to date. */
  readonly open: (globals: Globals) => Promise<Opened>;
  /** Commands that are no endpoints: serve, import, demo, export. */
  readonly others: readonly OtherCommand[];
}

export interface OtherCommand {
  readonly usage: string;
  readonly summary: string;
  readonly options: readonly { readonly flags: string; readonly description: string; readonly fallback?: string }[];
  /** Returns the exit code. */
  readonly run: (
    positionals: readonly string[],
    options: Readonly<Record<string, unknown>>,
    globals: Globals,
  ) => Promise<number>;
}

/** Runs one command line and returns the exit code. */
export async function runProgram(line: CommandLine, argv: readonly string[]): Promise<number> {
  let exitCode: number = exitCodes.done;
  const program = new Program('troth')
    .description(
      'The promise ledger for customer trust: what was promised, whether it was kept, and what that did to trust',
    )
    .version(line.version)
    .option('--data <folder>', 'data folder of the embedded database', './troth-data')
    .option('--server <address>', 'ask a running server instead of opening the data')
    .option('--token <token>', 'token of that server')
    .addOption(new Option('--format <format>', 'how to print').choices([...outputFormats]).default('text'))
    .showHelpAfterError('See `troth --help`')
    .addHelpText('after', '\nDATABASE_URL, where it is set, names a PostgreSQL server and wins over --data.')
    .exitOverride();
  const finish = (code: number): void => {
    exitCode = code;
  };
  for (const named of endpoints) {
    for (const command of named.endpoint.commands) addCommand(program, line, named, command, finish);
  }
  for (const other of line.others) addOther(program, other, finish);
  try {
    await program.parseAsync(joinNames(program, argv), { from: 'user' });
  } catch (error) {
    const { code, exitCode: given } = error as { code?: unknown; exitCode?: number };
    if (typeof code !== 'string' || !code.startsWith('commander.')) throw error;
    return given === 0 ? exitCodes.done : exitCodes.usage;
  }
  return exitCode;
}

function addCommand(
  program: Program,
  line: CommandLine,
  named: Named,
  command: Command,
  finish: (code: number) => void,
): void {
  const places = positionals(command.usage);
  const fields = fieldsOf(named.endpoint, command);
  const sub = addNamed(program, command.usage.replace(/<(\w+)>|\[(\w+)\]/g, placeName));
  sub.description(command.summary ?? named.endpoint.summary);
  for (const field of fields) {
    if (places.some((place) => place.name === field.name)) continue;
    addOption(sub, field);
  }
  sub.action(async (...given: unknown[]) => {
    const globals = program.opts<Globals>();
    const options = given.at(places.length) as Readonly<Record<string, unknown>>;
    const sent: Record<string, unknown> = { ...command.fixed };
    for (const [index, place] of places.entries()) if (given[index] !== undefined) sent[place.name] = given[index];
    for (const [name, value] of Object.entries(options)) sent[name] = value;
    for (const field of fields) if (field.name in sent) sent[field.name] = valueOf(field, sent[field.name]);
    finish(await answer(line, named, sent, globals));
  });
}

function placeName(_: string, required: string | undefined, optional: string | undefined): string {
  return required === undefined ? `[${optional ?? ''}]` : `<${required}>`;
}

/** What stands for the value of an option in its help, where it is not the kind itself. */
const kindWords: Partial<Record<Field['kind'], string>> = { text: 'value', whole: 'number' };

function addOption(sub: Program, field: Field): void {
  const option = new Option(
    field.kind === 'switch' ? `${field.flag} [yes]` : `${field.flag} <${kindWords[field.kind] ?? field.kind}>`,
    field.description,
  );
  if (field.kind === 'switch') option.preset('true');
  sub.addOption(field.required ? option.makeOptionMandatory() : option);
}

async function answer(
  line: CommandLine,
  named: Named,
  sent: Readonly<Record<string, unknown>>,
  globals: Globals,
): Promise<number> {
  let opened: Opened | undefined;
  try {
    const ask: Ask =
      globals.server === undefined
        ? askHere((opened = await line.open(globals)).context)
        : askServer(globals.server, globals.token);
    const result = await ask(named, sent);
    process.stdout.write(renderAnswer(named, result, globals.format, line.now()));
    return (result as { ok?: unknown }).ok === false ? exitCodes.notVerified : exitCodes.done;
  } catch (error) {
    return reportFailure(error, globals.format);
  } finally {
    await opened?.close();
  }
}

function addOther(program: Program, other: OtherCommand, finish: (code: number) => void): void {
  const sub = program.command(other.usage).description(other.summary);
  for (const { flags, description, fallback } of other.options) sub.option(flags, description, fallback);
  const places = positionals(other.usage).length;
  sub.action(async (...given: unknown[]) => {
    const globals = program.opts<Globals>();
    try {
      const words = given.slice(0, places).filter((word) => typeof word === 'string');
      finish(await other.run(words, given.at(places) as Readonly<Record<string, unknown>>, globals));
    } catch (error) {
      finish(reportFailure(error, globals.format));
    }
  });
}
