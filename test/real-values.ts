/** What `troth value` says first of customers whose purchases were folded from real files, and the models that fit them. */
import { overviewDocument } from '../src/api/value-document.ts';
import { renderText } from '../src/documents/to-text.ts';
import type { CustomerState } from '../src/domain/customers/state.ts';
import { fitGammaGamma } from '../src/domain/lifetime/gamma-gamma.ts';
import { fitPurchaseModels } from '../src/domain/lifetime/purchase-models.ts';
import type { HistoryColumns } from '../src/ledger/views/purchase-histories.ts';
import { overviewOf } from '../src/operations/value-answers.ts';
import { groupingOf } from '../src/operations/value-groups.ts';
import { dayOfNumber, toHistories } from '../src/operations/value-scores.ts';

const settings = { marginShare: 1, discountYearly: 0.15, valueYears: 5 };

/** The overview without values (these take hundreds of fits), until the last purchase, with days of UTC. */
export function realValues(customers: readonly CustomerState[], currency: string) {
  const histories = historiesOf(customers);
  const until = dayOfNumber(histories.lastDay.reduce((last, day) => Math.max(last, day), 0));
  const from = dayOfNumber(histories.firstDay.reduce((first, day) => Math.min(first, day), Infinity));
  const known = { ...toHistories(histories, until), meanSpend: new Float64Array(0) };
  const fits = fitPurchaseModels(known, null);
  const spendFit = fitGammaGamma({
    purchaseCount: histories.repeats.map((count, row) => ((histories.repeatSpend[row] ?? 0) > 0 ? count : 0)),
    meanSpend: histories.repeatSpend.map((spend, row) => Math.max(0, spend) / Math.max(1, histories.repeats[row] ?? 0)),
  });
  const grouping = groupingOf(histories, new Map());
  const valuation = { fits, spendFit, model: null, scores: null, expectedSpend: null, values: null, unsteady: null };
  const overview = overviewOf({
    currency,
    from,
    until,
    histories,
    customers: { ...known, group: grouping.group },
    trust: new Map(),
    grouping,
    valuation,
    contracted: 0,
    places: new Map(),
  });
  const asOf = `${until}T12:00:00.000Z`;
  const document = overviewDocument({ asOf, settings, currencies: [overview], otherCurrencies: [] });
  return { overview, fits, spendFit, text: renderText(document, { width: 200, color: false }) };
}

/** Days with a purchase of each customer who is known, with what was paid less what was given back. */
function historiesOf(customers: readonly CustomerState[]): HistoryColumns {
  const rows = customers
    .filter(({ kind, purchases }) => kind !== 'unidentified' && purchases.size > 0)
    .map(({ customerId, purchases }) => {
      const days = new Map<number, number>();
      for (const { made, refunded } of purchases.values()) {
        const day = Math.floor(Date.parse(made.occurredAt) / 86_400_000);
        days.set(day, (days.get(day) ?? 0) + made.data.amount - refunded);
      }
      const [first = 0, ...later] = [...days.keys()].sort((one, other) => one - other);
      const repeatSpend = later.reduce((sum, day) => sum + (days.get(day) ?? 0), 0);
      return { customerId, first, later, repeatSpend, spend: repeatSpend + (days.get(first) ?? 0) };
    });
  const column = (of: (row: (typeof rows)[number]) => number) => Float64Array.from(rows, of);
  return {
    customerIds: rows.map(({ customerId }) => customerId),
    segments: rows.map(() => null),
    firstDay: column(({ first }) => first),
    lastDay: column(({ first, later }) => later.at(-1) ?? first),
    repeats: column(({ later }) => later.length),
    later: column(() => 0),
    repeatSpend: column((row) => row.repeatSpend),
    spend: column((row) => row.spend),
  };
}
