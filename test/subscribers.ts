/** The two segments of Fader and Hardie (2007) as contracts of a ledger: 1,000 each, begun on one day, renewed year by year. */

/** There after 0, 1, 2, ... renewals. */
export const subscribers = {
  EUR: [1000, 631, 468, 382, 326, 289, 262, 241],
  USD: [1000, 869, 743, 653, 593, 551, 517, 491],
} as const;

const firstYear = 2019;

/** Purchases that begin a contract on the first of January 2019, and those that renew it, one currency a segment. */
export function subscriptions() {
  return (['EUR', 'USD'] as const).flatMap((currency) =>
    subscribers[currency].flatMap((there, year) =>
      Array.from({ length: there }, (_, customer) => ({
        type: 'purchase.made' as const,
        customerId: `cus_${currency}-${customer}`,
        occurredAt: `${firstYear + year}-01-01T12:00:00Z`,
        sourceId: `year ${year}`,
        fields: {
          purchaseId: `pur_${currency}-${customer}-${year}`,
          contractId: `ctr_${currency}-${customer}`,
          contractUntil: `${firstYear + year}-12-31`,
          amount: 10_000,
          currency,
        },
      })),
    ),
  );
}
