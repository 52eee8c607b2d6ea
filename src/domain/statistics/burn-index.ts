/** Slash and burn: income that needed new customers to stand in for those who were used up. */

/** What one customer brought in two periods of equal length, one after the other. */
export interface TwoPeriods {
  readonly customerId: string;
  readonly before: number;
  readonly now: number;
  /** Bought nothing before the second period began. */
  readonly isNew: boolean;
}

export interface BurnIndex {
  /** Income of the second period. */
  readonly income: number;
  /** What customers of the first period no longer bring: those who brought less, or nothing. */
  readonly exhausted: number;
  /** What customers of the first period bring more. */
  readonly grown: number;
  /** Income from new customers. */
  readonly fromNew: number;
  /** Income from new customers that only filled the gap which exhausted ones left, after what others grew. */
  readonly replacing: number;
  /** `replacing` as a share of income: 0 nothing was burnt, 1 all income stood in for customers lost. Null without income. */
  readonly index: number | null;
  /** Of the income before, the share that the same customers bring now; null without income before. */
  readonly kept: number | null;
}

/**
 * Burn index: the part of a period's income that needed new customers to replace exhausted ones.
 *
 * Question answered: "sales are steady; is that because customers stay, or because we find new ones as fast as we use up
 * the old?"
 *
 * In words: what customers of the period before bring less now, minus what others of them bring more, is the gap. Income
 * from new customers fills it first; only what is beyond is growth. Index = filled gap / income of the period.
 *
 * Reference: our text's picture of the land that is burnt; the arithmetic is that of net revenue retention.
 *
 * Not for periods of unequal length or season, and not where most customers buy once in years: there everybody looks
 * exhausted. A customer whose refunds exceed its purchases counts with what is left, which may be below 0. Amounts that are
 * no numbers count as 0.
 *
 * @example burnIndex([{ customerId: 'a', before: 100, now: 0, isNew: false }, { customerId: 'b', before: 0, now: 100, isNew: true }]).index // 1
 */
export function burnIndex(customers: readonly TwoPeriods[]): BurnIndex {
  let income = 0;
  let earlier = 0;
  let exhausted = 0;
  let grown = 0;
  let fromNew = 0;
  for (const customer of customers) {
    const before = Number.isFinite(customer.before) ? customer.before : 0;
    const now = Number.isFinite(customer.now) ? customer.now : 0;
    income += now;
    if (customer.isNew) {
      fromNew += now;
      continue;
    }
    earlier += before;
    exhausted += Math.max(0, before - now);
    grown += Math.max(0, now - before);
  }
  return burnOf({ income, earlier, exhausted, grown, fromNew });
}

/** The sums of a period over all its customers: `earlier` is the income before of those who are not new. */
export type BurnSums = Pick<BurnIndex, 'income' | 'exhausted' | 'grown' | 'fromNew'> & { readonly earlier: number };

/** The same from sums that were taken where the customers are kept. */
export function burnOf({ income, earlier, exhausted, grown, fromNew }: BurnSums): BurnIndex {
  const gap = Math.max(0, exhausted - grown);
  const replacing = Math.min(gap, Math.max(0, fromNew));
  return {
    income,
    exhausted,
    grown,
    fromNew,
    replacing,
    index: income > 0 ? replacing / income : null,
    kept: earlier > 0 ? (income - fromNew) / earlier : null,
  };
}
