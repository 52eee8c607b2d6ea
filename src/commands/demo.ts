/** `troth demo`: the demo company, made from a seed through the same operation as an import. */
import type { OtherCommand } from '../cli/program.ts';
import { demoCompanyFacts, demoFacts } from '../ingest/demo/demo.ts';
import type { Context } from '../operations/context.ts';
import { countEvents } from '../operations/ledger.ts';
import { recordFacts } from '../operations/record.ts';
import { openPlace, type Place } from './open.ts';

const demoSeed = 4747;
/** Facts recorded together. */
const factsPerBatch = 4_000;

/** Whether nothing was recorded yet. */
export async function isEmpty(context: Context): Promise<boolean> {
  return (await countEvents(context)) === 0;
}

/** Records the demo company as it would stand now. Known facts stay as they are, so it is safe to interrupt and repeat. */
export async function loadDemo(context: Context, onProgress: (facts: number, total: number) => void): Promise<number> {
  const until = context.now();
  const recording = { source: 'demo' };
  const as = { ...context, actor: 'system' };
  await recordFacts(as, demoCompanyFacts({ seed: demoSeed, until }), recording);
  const facts = demoFacts({ seed: demoSeed, until });
  for (let from = 0; from < facts.length; from += factsPerBatch) {
    const outcomes = await recordFacts(as, facts.slice(from, from + factsPerBatch), recording);
    const refused = outcomes.find((outcome) => outcome.status === 'refused');
    if (refused !== undefined) throw new Error(`The demo holds a fact that is refused: ${JSON.stringify(refused)}`);
    onProgress(Math.min(facts.length, from + factsPerBatch), facts.length);
  }
  return facts.length;
}

/** The command, for a place that the command line's options choose. */
export function demoCommand(placeOf: (data: string) => Place): OtherCommand {
  return {
    usage: 'demo',
    summary: 'Load the demo company into an empty ledger',
    options: [],
    run: async (_, __, globals) => {
      const opened = await openPlace(placeOf(globals.data), 'cli');
      try {
        if (!(await isEmpty(opened.context))) {
          process.stderr.write('✗ The ledger holds events already\n  → Take another folder with --data\n');
          return 3;
        }
        const facts = await loadDemo(opened.context, () => {});
        process.stdout.write(`The demo company is loaded: ${facts} facts\n`);
        return 0;
      } finally {
        await opened.close();
      }
    },
  };
}
