/** Refusals in plain words: what is missing and what would mend it, with the method's words beside. */
import { expect, test } from 'vitest';
import { fitBetaGeometric } from '../domain/lifetime/beta-geometric.ts';
import { plainly, reasonSentence } from './plain-reasons.ts';

/** Sixty customers who bought six weeks apart, without fail, until today. */
const evenly = {
  purchaseCount: new Float64Array(60).fill(9),
  recency: new Float64Array(60).fill(54),
  age: Float64Array.from({ length: 60 }, (_, row) => 54 + (row % 6)),
};

test('customers who buy evenly are told so, and not that facts do not hold a parameter', () => {
  const fit = fitBetaGeometric('MBG/NBD', evenly);
  if (fit.answered) throw new Error('Nobody differs from anybody here');
  const plain = plainly(fit, 'MBG/NBD');
  expect(reasonSentence(plain)).toMatch(
    /^(Your customers buy at nearly the same pace|Hardly anybody can be seen to have stopped)/,
  );
  expect(reasonSentence(plain)).not.toMatch(/these facts do not hold|NBD/);
  expect(plain.detail).toContain('MBG/NBD: these facts do not hold');
});

test('every parameter of every model has its words', () => {
  const parameters = {
    'BG/NBD': ['r', 'alpha', 'a', 'b'],
    'MBG/NBD': ['r', 'alpha', 'a', 'b'],
    'Pareto/NBD': ['r', 'alpha', 's', 'beta'],
    'BG/BB': ['alpha', 'beta', 'gamma', 'delta'],
    'Gamma-Gamma': ['p', 'q', 'v'],
    sBG: ['alpha', 'beta'],
    BdW: ['gamma', 'delta', 'c'],
  };
  for (const [model, names] of Object.entries(parameters)) {
    for (const column of names) {
      const { reason } = plainly({ why: 'at the boundary', reason: 'x', missing: 'y', column }, model);
      expect(reason, `${model} ${column}`).not.toContain('too much alike');
    }
  }
});

test('what was counted in plain words already stays, and a column is named as people say it', () => {
  const few = { why: 'too few', reason: '12 customers bought again', missing: '18 more', column: null };
  expect(plainly(few)).toEqual({ reason: '12 customers bought again', missing: '18 more' });
  expect(plainly({ ...few, why: 'separated', column: 'keptRate' }).reason).toContain('the same kept rate');
});
