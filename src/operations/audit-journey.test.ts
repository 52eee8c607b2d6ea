/** The journeys of many customers, as the method has them for one. */
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { foldCompany } from '../domain/company/company.ts';
import { dragShares, journeyScore, liftOf } from '../domain/trust/journey.ts';
import type { FirstContacts } from '../ledger/views/audit-trust.ts';
import { type JourneySources, journeyOf, travelsOf } from './audit-journey.ts';

const company = foldCompany([], '2026-03-01T00:00:00.000Z');
const noContacts: FirstContacts = {
  bought: 0,
  boughtAgain: 0,
  promised: 0,
  firstKept: 0,
  againAfterKept: 0,
  firstFailed: 0,
  againAfterFailed: 0,
  firstBroken: new Set(),
};

function sourcesOf(byArea: Readonly<Record<string, readonly number[]>>, power: number): JourneySources {
  const scores = Object.entries(byArea).map(([name, values]) => ({
    name,
    customerIds: values.map((_, index) => `cus_${index}`),
    values: Float64Array.from(values),
    outcomes: Float64Array.from(values, () => 1),
  }));
  const trust = { ...company.policy.trust, journeyPower: power };
  return {
    company: { ...company, policy: { ...company.policy, trust } },
    travels: travelsOf(scores, power),
    revenue: [],
    firstContacts: noContacts,
    customers: 10,
    forecasts: [0.95, 0.95, 0.95, 0.95, 0.95, 0.95],
  };
}

test('one customer’s journey is that of the method’s example, and lifting the weakest lifts it most', () => {
  const journey = journeyOf(
    sourcesOf({ sales: [0.95], operations: [0.9], distribution: [0.9], accounting: [0.3] }, -4),
  );
  expect(journey).toMatchObject({ customers: 1, withoutEvidence: 9, weakest: 'accounting' });
  expect(journey.median).toBeCloseTo(0.420668, 6);
  expect(journey.cleanJourney).toBeCloseTo(0.735092, 6);
  expect(journey.areas[0]).toMatchObject({ area: 'accounting', weakestFor: { k: 1, n: 1 } });
  expect(journey.areas[0]?.dragShare).toBeCloseTo(0.9665, 4);
  expect(journey.areas[0]?.liftedMedian).toBeCloseTo(liftOf([0.95, 0.9, 0.9, 0.3], -4, 3, 0.9), 9);
});

test('medians and drags are those of the method, whatever the power', () => {
  const score = fc.double({ min: 0.01, max: 0.99, noNaN: true });
  fc.assert(
    fc.property(fc.constantFrom(-8, -4, -1, 0, 1), score, score, score, (power, sales, operations, service) => {
      const scores = [service, operations, sales];
      const journey = journeyOf(
        sourcesOf({ sales: [sales], operations: [operations], 'customer-service': [service] }, power),
      );
      expect(journey.median).toBeCloseTo(journeyScore(scores, power), 9);
      const drags = new Map(journey.areas.map(({ area, dragShare }) => [area, dragShare]));
      const [ofService, ofOperations, ofSales] = dragShares(scores, power);
      expect(drags.get('sales')).toBeCloseTo(ofSales ?? 0, 9);
      expect(drags.get('operations')).toBeCloseTo(ofOperations ?? 0, 9);
      expect(drags.get('customer-service')).toBeCloseTo(ofService ?? 0, 9);
    }),
    { seed: 7 },
  );
});
