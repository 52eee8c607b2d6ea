/**
 * `npx tsx bench/value-of-a-point.ts [companies] [resamples] [seed]`: companies whose truth is known, and how often the
 * value of a point is found. The whole of the check of method C.3, of which the tests run a part.
 */
import { valueOfPoint } from '../src/domain/statistics/point-value.ts';
import { seededRandom } from '../src/domain/statistics/random.ts';
import { plainLaw, simulateCompany, trueValueOfPoint } from '../test/simulated-company.ts';

const [companies = 60, resamples = 500, seed = 1] = process.argv.slice(2).map(Number);
const random = seededRandom(seed);
const driver = { name: 'satisfaction', point: 1, lowest: 0, highest: 10 } as const;
const horizon = { months: 60, discountMonthly: 0.01 };
const tallies = { coefficient: newTally(), 'a point up': newTally(), 'a point down': newTally() };

function newTally() {
  return { truth: 0, estimate: 0, covered: 0 };
}

const started = process.cpuUsage().user;
let refused = 0;
for (let company = 0; company < companies; company += 1) {
  const table = simulateCompany(plainLaw, random);
  const found = valueOfPoint(table, { driver, horizon, marginShare: 1, missing: 'flag', resamples, random });
  if (!found.answered) {
    refused += 1;
    continue;
  }
  const results = {
    coefficient: { truth: plainLaw.effect, ...found.effect },
    'a point up': { truth: trueValueOfPoint(plainLaw, table, 1, horizon.months), ...found.up },
    'a point down': { truth: trueValueOfPoint(plainLaw, table, -1, horizon.months), ...found.down },
  };
  for (const name of ['coefficient', 'a point up', 'a point down'] as const) {
    const { truth, estimate, low, high } = results[name];
    tallies[name].truth += truth;
    tallies[name].estimate += estimate ?? 0;
    tallies[name].covered += low <= truth && truth <= high ? 1 : 0;
  }
}

const answered = companies - refused;
console.log(`${companies} companies, ${resamples} resamples each, seed ${seed}; ${refused} refused`);
for (const [name, { truth, estimate, covered }] of Object.entries(tallies)) {
  const bias = (100 * (estimate / truth - 1)).toFixed(1);
  const means = `truth ${(truth / answered).toFixed(3)}, mean estimate ${(estimate / answered).toFixed(3)}`;
  console.log(`${name}: ${means}, bias ${bias} %, coverage ${(covered / answered).toFixed(3)}`);
}
console.log(`${((process.cpuUsage().user - started) / 1e6).toFixed(1)} s of processor time`);
