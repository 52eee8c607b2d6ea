/** The scale of answers, and how long there was somebody to answer. */
import { type Day, dayOf, type Instant, type Zone } from '../instants.ts';
import type { CustomerPast, ScaledAnswer } from './past.ts';

/** A scale of answers. */
export interface Scale {
  readonly lowest: number;
  readonly highest: number;
}

/** The scale on which most answers were given; null without any. */
export function scaleOf(pasts: readonly CustomerPast[], measure: ScaledAnswer['measure']): Scale | null {
  const counts = new Map<string, { readonly scale: Scale; count: number }>();
  for (const { answers } of pasts) {
    for (const { measure: asked, lowest, highest } of answers) {
      if (asked !== measure) continue;
      const known = counts.get(`${lowest} ${highest}`) ?? { scale: { lowest, highest }, count: 0 };
      known.count += 1;
      counts.set(`${lowest} ${highest}`, known);
    }
  }
  const [most] = [...counts.values()].sort((left, right) => right.count - left.count);
  return most?.scale ?? null;
}

/** An answer as it would stand on another scale. */
export function onScale({ value, lowest, highest }: ScaledAnswer, scale: Scale): number {
  if (highest === lowest) return scale.lowest;
  return scale.lowest + ((value - lowest) / (highest - lowest)) * (scale.highest - scale.lowest);
}

/** The last day on which anything was bought, or else promised: after it nobody was watching. Null without either. */
export function lastDayOf(pasts: readonly CustomerPast[], asOf: Instant, zone: Zone): Day | null {
  const today = dayOf(asOf, zone);
  const lastOf = (of: 'purchases' | 'promises') =>
    pasts.reduce<Day | null>((last, past) => {
      const own = past[of].at(-1);
      const day = typeof own === 'string' ? own : (own?.day ?? null);
      return day !== null && (last === null || day > last) ? day : last;
    }, null);
  const last = lastOf('purchases') ?? lastOf('promises');
  return last !== null && last > today ? today : last;
}
