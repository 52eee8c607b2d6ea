/** Whack-a-mole: whether breaches went away, or only moved to another cause. */

export interface Displacement {
  /** Breaches that appeared where there were fewer before, over all causes. */
  readonly increases: number;
  /** Breaches that went away where there were more before, over all causes. */
  readonly decreases: number;
  /** Increases minus decreases: negative when things got better in all. */
  readonly change: number;
  /** Increases divided by decreases; null when nothing went away, so that nothing can have moved. */
  readonly ratio: number | null;
}

/**
 * Displacement of breaches between causes from one period to the next.
 *
 * Question answered: "late deliveries are down by seven, hooray: did they come back as wrong invoices?" A ratio of 0 is
 * a real fix, 1 is pure whack-a-mole, above 1 the cure was worse than the illness.
 *
 * In words: add up what rose, cause by cause; add up what fell; divide.
 *
 * Not for periods of unequal length or volume: bring both to equal exposure first. Always show the total change with the
 * ratio: 1 of 1 and 70 of 70 both give 1. A cause missing from one period counts as 0 there.
 *
 * @example displacement(new Map([['late', 8], ['rude', 3]]), new Map([['late', 1], ['rude', 3], ['lost', 5]]))
 * // { increases: 5, decreases: 7, change: -2, ratio: 0.714 }
 */
export function displacement(before: ReadonlyMap<string, number>, after: ReadonlyMap<string, number>): Displacement {
  let increases = 0;
  let decreases = 0;
  for (const cause of new Set([...before.keys(), ...after.keys()])) {
    const change = (after.get(cause) ?? 0) - (before.get(cause) ?? 0);
    if (change > 0) increases += change;
    else decreases -= change;
  }
  return { increases, decreases, change: increases - decreases, ratio: decreases === 0 ? null : increases / decreases };
}
