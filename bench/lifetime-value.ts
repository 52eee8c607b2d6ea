/**
 * `npm run bench lifetime-value [-- fits]`: processor time of the fits on CDNOW (on simulated customers where that is not
 * there), and of scoring a million customers. One core.
 */
import { fitBetaGeometric } from '../src/domain/lifetime/beta-geometric.ts';
import { betaGeometricForecast } from '../src/domain/lifetime/beta-geometric-forecast.ts';
import type { PurchaseHistories } from '../src/domain/lifetime/histories.ts';
import { paretoForecast } from '../src/domain/lifetime/pareto-forecast.ts';
import { fitPareto } from '../src/domain/lifetime/pareto-nbd.ts';
import { scoreCustomers } from '../src/domain/lifetime/score-customers.ts';
import { seededRandom } from '../src/domain/statistics/random.ts';
import { simulatedHistories } from '../test/simulated-histories.ts';
import { cdnow, isThere } from '../test/value-data.ts';
import { print } from './measure.ts';

const [fits = 21] = process.argv.slice(2).map(Number);
const law = { r: 0.243, alpha: 4.414, a: 0.793, b: 2.426 };
const random = seededRandom(1);

/** Processor milliseconds of each of several runs: the first, the least, the middle. */
function milliseconds(times: number, run: () => unknown) {
  const taken = Array.from({ length: times }, () => {
    const { user, system } = process.cpuUsage();
    run();
    const used = process.cpuUsage();
    return (used.user + used.system - user - system) / 1000;
  });
  const [first = NaN] = taken;
  const sorted = taken.toSorted((left, right) => left - right);
  return { first, least: sorted[0] ?? NaN, median: sorted[Math.floor(times / 2)] ?? NaN };
}

const histories = isThere ? cdnow() : simulatedHistories({ ...law, customers: 2357, days: 273 }, random);
const about = { customers: histories.age.length, fits, unit: 'ms of processor time' };
print('fit BG/NBD', { ...about, ...milliseconds(fits, () => fitBetaGeometric('BG/NBD', histories)) });
print('fit MBG/NBD', { ...about, ...milliseconds(fits, () => fitBetaGeometric('MBG/NBD', histories)) });
print('fit Pareto/NBD', { ...about, ...milliseconds(fits, () => fitPareto({ histories })) });

function scoring(name: string, customers: PurchaseHistories): void {
  const time = 52;
  const discount = { rate: 0.0027, horizon: 1043 };
  const models = {
    'BG/NBD': betaGeometricForecast('BG/NBD', Object.values(law)),
    'Pareto/NBD': paretoForecast([0.553, 10.578, 0.606, 11.669]),
  };
  for (const [model, forecast] of Object.entries(models)) {
    const plain = milliseconds(3, () => scoreCustomers(forecast, customers, { time }));
    const all = milliseconds(1, () => scoreCustomers(forecast, customers, { time, discount }));
    print(`score ${customers.age.length} ${name}, ${model}`, { ...plain, discountedToo: all.first });
  }
}

const million = simulatedHistories({ ...law, customers: 1_000_000, days: 1461 }, random);
scoring('with ages in days', million);
scoring('each with an age of its own', { ...million, age: million.age.map((age) => age + random() / 7) });
