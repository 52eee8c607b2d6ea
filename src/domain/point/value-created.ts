/** The entry of a finished improvement, what it created, and the total over all of them. */
import type { Estimate, Wording } from '../statistics/answer.ts';
import type { ProgrammeFound } from './programme-report.ts';

export interface ValueCreated {
  /** Minor units; null where it cannot be told, and then `reason` says why. */
  readonly amount: Estimate | null;
  readonly customers: number;
  readonly months: number;
  readonly design: string;
  readonly wording: Wording;
  readonly reason: string | null;
}

interface CreatedTotal {
  readonly amount: Estimate;
  /** Improvements in it, and finished ones of which no amount is known. */
  readonly programmes: number;
  readonly unknown: number;
  readonly designs: readonly string[];
}

interface Counted {
  readonly monthsAfter: number;
  readonly marginShare: number;
}

/**
 * What a finished improvement created: income a customer and month more, times the customers compared, times the months
 * after the start that were compared, times the margin share. Against customers who had it not yet where that can be
 * told, else before and after. Null while it runs; no amount where it was meant to move something else than income.
 */
export function valueCreated(found: ProgrammeFound, { monthsAfter, marginShare }: Counted): ValueCreated | null {
  const { programme, before, staggered } = found;
  if (programme.finishedAt === null) return null;
  const nothing = {
    amount: null,
    customers: 0,
    months: monthsAfter,
    design: 'none',
    wording: 'associated with',
  } as const;
  if (programme.measure !== 'income') {
    return { ...nothing, reason: 'it was meant to move something that is not counted in money' };
  }
  const times = (estimate: Estimate, customers: number): Estimate => {
    const by = customers * monthsAfter * marginShare;
    const scaled = (number: number) => number * by;
    const { estimate: middle, low, high } = estimate;
    return { estimate: middle === null ? null : scaled(middle), low: scaled(low), high: scaled(high) };
  };
  if (staggered.answered) {
    const { treated, difference, wording } = staggered;
    const design = 'against customers who had it not yet (staggered start)';
    return { ...nothing, amount: times(difference, treated), customers: treated, design, wording, reason: null };
  }
  if (before.answered) {
    const design = 'before and after in the same customers';
    return { ...nothing, amount: times(before.change, before.n), customers: before.n, design, reason: null };
  }
  return { ...nothing, reason: before.reason };
}

/** The sum of entries with an amount; half-widths add up in squares, as of comparisons that know nothing of one another. */
export function totalCreated(entries: readonly ValueCreated[]): CreatedTotal | null {
  const known = entries.flatMap(({ amount, design }) =>
    amount !== null && amount.estimate !== null && Number.isFinite(amount.high - amount.low)
      ? [{ design, estimate: amount.estimate, low: amount.low, high: amount.high }]
      : [],
  );
  if (known.length === 0) return null;
  const sum = known.reduce((total, { estimate }) => total + estimate, 0);
  const halfOf = (side: (one: (typeof known)[number]) => number) => Math.hypot(...known.map(side));
  return {
    amount: {
      estimate: sum,
      low: sum - halfOf(({ estimate, low }) => estimate - low),
      high: sum + halfOf(({ estimate, high }) => high - estimate),
    },
    programmes: known.length,
    unknown: entries.length - known.length,
    designs: [...new Set(known.map(({ design }) => design))],
  };
}
