/** Lifetime value in plain words, for whoever talks to the customer. */
import type { ValueRow } from './value-views.ts';

const [likely, unlikely] = [0.7, 0.3];

/** One sentence without statistics. */
export function sentenceOf(row: ValueRow | null, hasBought: boolean): string {
  if (row === null) {
    return hasBought
      ? 'Too little is known of how our customers come back to say more.'
      : 'Has not bought from us yet.';
  }
  const { chanceAlive, expectedPurchases, repeats, trust } = row;
  const doubt =
    trust !== null && trust < 0.5 ? ' Trust is low: keep what was promised before you ask for anything.' : '';
  if (chanceAlive < unlikely) {
    return repeats === 0
      ? `Bought once and most likely will not come back by themselves: ask how it went.${doubt}`
      : `Has most likely left us: ask what it would take to be worth their trust again.${doubt}`;
  }
  if (chanceAlive < likely) return `Has gone quiet: a good moment to ask how things are.${doubt}`;
  const times = Math.round(expectedPurchases);
  const often =
    times < 1
      ? 'may buy again within the year'
      : `buys about ${times === 1 ? 'once' : `${times} times`} more within the year`;
  return repeats === 0 ? `Bought once; ${often}.${doubt}` : `Still with us: ${often}.${doubt}`;
}
