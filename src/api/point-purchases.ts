/** Blocks of the third design of a point: Pareto/NBD with the driver on leaving; and the words all designs share. */
import { type Block, type Content, count, expectedMoney, figure, type Row } from '../documents/document.ts';
import { formatExpectedMoney } from '../documents/format.ts';
import type { Interval95 } from './answers.ts';
import { refusalBlock } from './plain-reasons.ts';
import type { DriverReport, PointReport } from './point-report.ts';

export const names: Readonly<Record<DriverReport['driver'], string>> = {
  satisfaction: 'satisfaction',
  advocacy: 'advocacy',
  trust: 'trust',
  keptRate: 'kept rate',
};

/** An amount with its interval, or the interval alone. */
export function amount({ estimate, low, high }: Interval95, currency: string, cases?: number): Content {
  const interval = low === null || high === null ? {} : { low, high };
  if (estimate !== null) return expectedMoney(estimate, currency, { ...interval, count: cases });
  if (interval.low === undefined) return 'no interval';
  return `${moneyWords(interval.low, currency)} to ${moneyWords(interval.high, currency)}`;
}

/** An expected amount, which need not be whole minor units. */
export function moneyWords(amount: number, currency: string): string {
  return formatExpectedMoney({ amount: Math.round(amount), currency });
}

/** What each driver goes with where customers buy when they like, or why that is not said. */
export function purchaseBlocks({ drivers }: PointReport, currency: string): readonly Block[] {
  const told = drivers.filter(({ purchases }) => purchases.answered);
  return [
    { kind: 'heading', level: 2, text: 'Customers without a contract', anchor: 'purchases' },
    {
      kind: 'paragraph',
      text: 'Silence says less where nobody has to renew anything. So: with what was known of customers half of the time ago, how soon did they stop buying afterwards, and what purchases go with a point more?',
    },
    {
      kind: 'table',
      name: 'points-by-purchases',
      caption: 'By Pareto/NBD with the driver on leaving: mean change of lifetime value a customer',
      columns: [
        'Driver',
        'Known before',
        'Customers',
        'Effect on leaving',
        'Standard error',
        'p',
        'A point up',
        'A point lost',
        'Value now',
      ],
      rows: told.map((driver) => purchaseRow(driver, currency)),
      empty: 'No driver could be answered so; the reasons stand below.',
    },
    ...drivers.flatMap(({ driver, purchases }) =>
      purchases.answered ? [] : [refusalBlock([`Not said so of ${names[driver]}.`], purchases, 'note')],
    ),
    ...told.slice(0, 1).map(
      ({ purchases }): Block => ({
        kind: 'paragraph',
        tone: 'note',
        text: purchases.answered
          ? `Effect: change of the log of the rate of leaving for one unit, below 0 where they stay longer. p: of the likelihood ratio against the same model without it. Associated with, not because. ${purchases.assumptions.join('; ')}. Intervals from ${purchases.draws - purchases.failed} drawings of customers and of parameters.`
          : '',
      }),
    ),
  ];
}

function purchaseRow({ driver, purchases }: DriverReport, currency: string): Row {
  if (!purchases.answered) return [names[driver], '–', '–', '–', '–', '–', '–', '–', '–'];
  const { from, n, effect, standardError, pValue, up, down, lifetimeValue } = purchases;
  const interval = effect.low === null || effect.high === null ? {} : { low: effect.low, high: effect.high };
  const number = (measure: number, digits: number) => figure({ kind: 'measure', measure, digits, unit: '' });
  return [
    names[driver],
    from,
    count(n),
    effect.estimate === null
      ? '–'
      : figure({ kind: 'measure', measure: effect.estimate, digits: 2, unit: '', ...interval }),
    number(standardError, 2),
    number(pValue, 3),
    amount(up, currency),
    amount(down, currency),
    amount(lifetimeValue, currency),
  ];
}
