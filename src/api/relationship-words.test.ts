import { expect, test } from 'vitest';
import { honestAnswer, type RelationshipOfAudit } from './relationship-words.ts';

function edge(more: Partial<RelationshipOfAudit>): RelationshipOfAudit {
  return {
    figure: 'relationships.customer:sales',
    name: 'Sales & Client',
    truster: 'customer',
    trustee: 'sales',
    words: null,
    pinned: true,
    dormant: false,
    customers: 20,
    median: 0.6,
    lowerQuartile: 0.5,
    upperQuartile: 0.7,
    belowHalf: { k: 2, n: 20, rate: 0.1, low: 0.03, high: 0.3 },
    kept: 0,
    broken: 0,
    openPromises: 0,
    openCases: 0,
    ...more,
  };
}

test.each([
  [{}, 'There is no proof yet: nothing that is owed here is settled.'],
  [{ kept: 2, broken: 1 }, 'Too early to say: what was owed here was kept 2 of 3 times.'],
  [
    { kept: 8, broken: 2, openPromises: 1 },
    'Not always: what was owed here was kept 8 of 10 times (80.0 %, 49.0–94.3 %). 10.0 % of 20 customers are below .5. Still owed: 1 open promise.',
  ],
  [
    { broken: 10, openCases: 2, belowHalf: { k: 0, n: 20, rate: 0, low: 0, high: 0.16 } },
    'No: what was owed here was kept 0 of 10 times (0.0 %, 0.0–27.8 %). No customer is below .5. Still owed: 2 open cases.',
  ],
  [
    { kept: 10 },
    'Yes, so far: what was owed here was kept 10 of 10 times (100.0 %, 72.2–100.0 %). 10.0 % of 20 customers are below .5.',
  ],
])('to the one who must be convinced, %o is answered honestly', (more, answer) => {
  expect(honestAnswer(edge(more))).toBe(answer);
});
