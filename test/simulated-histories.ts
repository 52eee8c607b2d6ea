/** Customers whose true parameters are known: they buy and stop as BG/NBD says. */
import type { PurchaseHistories } from '../src/domain/lifetime/histories.ts';

/** Parameters per week; purchases are dated by day, and several a day are one. */
export interface BetaGeometricLaw {
  readonly r: number;
  readonly alpha: number;
  readonly a: number;
  readonly b: number;
  readonly customers: number;
  /** Days until the end; customers begin in the first third of them. */
  readonly days: number;
}

export function simulatedHistories(law: BetaGeometricLaw, random: () => number): PurchaseHistories {
  const { customers, days } = law;
  const purchaseCount = new Float64Array(customers);
  const recency = new Float64Array(customers);
  const age = new Float64Array(customers);
  for (let row = 0; row < customers; row += 1) {
    const known = days - Math.floor((random() * days) / 3);
    const rate = gammaDraw(law.r, random) / law.alpha / 7;
    const left = gammaDraw(law.a, random);
    const stop = left / (left + gammaDraw(law.b, random));
    let [day, last, count] = [0, 0, 0];
    for (;;) {
      day -= Math.log(1 - random()) / rate;
      if (!(day < known)) break;
      const whole = Math.ceil(day);
      if (whole > last) count += 1;
      last = whole;
      if (random() < stop) break;
    }
    purchaseCount[row] = count;
    recency[row] = last / 7;
    age[row] = known / 7;
  }
  return { purchaseCount, recency, age };
}

/** A gamma draw by Marsaglia and Tsang's method. */
export function gammaDraw(shape: number, random: () => number): number {
  if (shape < 1) return gammaDraw(shape + 1, random) * Math.max(random(), 1e-300) ** (1 / shape);
  const d = shape - 1 / 3;
  for (;;) {
    const normal = Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
    const cube = (1 + normal / Math.sqrt(9 * d)) ** 3;
    if (cube > 0 && Math.log(1 - random()) < 0.5 * normal * normal + d - d * cube + d * Math.log(cube)) return d * cube;
  }
}
