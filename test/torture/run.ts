/** `npm run torture -- --rounds 200 --seed 1 --engine both`: the full length of what `npm test` does in short. */
import { parseArgs } from 'node:util';
import { onOwnServer } from './own-server.ts';
import { torture, type TortureSummary } from './torture.ts';

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '200' },
    seed: { type: 'string', default: '1' },
    engine: { type: 'string', default: 'both' },
  },
});
const settings = {
  rounds: Number(values.rounds),
  seed: Number(values.seed),
  onRound: (round: number, kind: string) => process.stderr.write(`round ${round}: ${kind}      \r`),
};

for (const engine of values.engine === 'both' ? ['embedded', 'postgres'] : [values.engine]) {
  const started = performance.now();
  const summary: TortureSummary =
    engine === 'postgres'
      ? await onOwnServer((url) => torture({ ...settings, url }))
      : await torture({ ...settings, url: '' });
  console.log(JSON.stringify({ ...summary, minutes: Number(((performance.now() - started) / 60_000).toFixed(1)) }));
}
