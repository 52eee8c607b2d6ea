/** Purchases of customers who buy and stop by chance, as facts for a ledger. */
import { seededRandom } from '../src/domain/statistics/random.ts';

const start = Date.parse('2025-01-01T12:00:00Z');
const days = 400;

/** Customers who buy at rates of their own and stop by chance; one in three of another segment. */
export function simulatedPurchases(count: number, seed: number) {
  const random = seededRandom(seed);
  return Array.from({ length: count }, (_, customer) => {
    const customerId = `cus_v${String(customer).padStart(4, '0')}`;
    const gap = 10 - 40 * Math.log(1 - random());
    const stop = 0.05 + 0.4 * random();
    const amount = Math.round(500 + 4000 * random());
    const facts = [];
    let day = Math.floor((random() * days) / 3);
    for (let number = 1; day < days; number += 1) {
      facts.push({
        type: 'purchase.made' as const,
        customerId,
        occurredAt: new Date(start + Math.floor(day) * 86_400_000).toISOString(),
        sourceId: `purchase ${number}`,
        fields: {
          purchaseId: `pur_${customer}-${number}`,
          amount: Math.round(amount * (0.5 + random())),
          currency: 'EUR',
        },
      });
      if (random() < stop) break;
      day -= gap * Math.log(1 - random()) - 1;
    }
    const segment = customer % 3 === 0 ? 'butcher' : 'baker';
    const described = {
      type: 'customer.described' as const,
      customerId,
      occurredAt: '2025-01-01T00:00:00Z',
      sourceId: 'customer',
      fields: { kind: 'business', segment },
    };
    return [described, ...facts];
  }).flat();
}
