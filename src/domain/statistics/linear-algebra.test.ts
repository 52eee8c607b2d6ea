/** Systems of equations: the examples of the comments, and that solving undoes multiplying. */
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { choleskyFactor, invertFactored, sandwich, solveFactored, weightedProducts } from './linear-algebra.ts';

function lowerOf(matrix: Float64Array, size: number): Float64Array {
  const factored = choleskyFactor(matrix, size);
  if ('dependentColumn' in factored) throw new Error(`column ${factored.dependentColumn} depends on those before`);
  return factored.lower;
}

test('a matrix of two columns is factored, solved and inverted as by hand', () => {
  const matrix = Float64Array.of(4, 2, 2, 5);
  const lower = lowerOf(matrix, 2);
  expect([...lower]).toEqual([2, 0, 1, 2]);
  expect([...solveFactored(lower, 2, Float64Array.of(8, 9))]).toEqual([1.375, 1.25]);
  expect([...invertFactored(lower, 2)]).toEqual([0.3125, -0.125, -0.125, 0.25]);
  expect([...sandwich(Float64Array.of(2), Float64Array.of(3), 1)]).toEqual([12]);
});

test('the first column that is a sum of those before it is named', () => {
  const dependent = Float64Array.of(1, 0, 1, 0, 1, 1, 1, 1, 2);
  expect(choleskyFactor(dependent, 3)).toEqual({ dependentColumn: 2 });
  expect(choleskyFactor(new Float64Array(4), 2)).toEqual({ dependentColumn: 0 });
});

test('solving undoes multiplying, for any matrix of full rank', () => {
  const entry = fc.double({ min: -3, max: 3, noNaN: true });
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 6 }), fc.array(entry, { minLength: 42, maxLength: 42 }), (size, numbers) => {
      // A Aᵀ + I is positive definite whatever A is.
      const unit = new Float64Array(size * size).map((_, at) => (at % (size + 1) === 0 ? 1 : 0));
      const square = sandwich(Float64Array.from(numbers.slice(0, size * size)), unit, size);
      const matrix = square.map((value, at) => value + (unit[at] ?? 0));
      const solution = numbers.slice(36, 36 + size);
      const right = new Float64Array(size).map((_, row) =>
        solution.reduce((sum, value, column) => sum + (matrix[row * size + column] ?? 0) * value, 0),
      );
      const solved = solveFactored(lowerOf(matrix, size), size, right);
      for (const [index, value] of solution.entries()) expect(solved[index]).toBeCloseTo(value, 7);
    }),
    { seed: 20_261_126, numRuns: 200 },
  );
});

test('weighted products are those added up row by row, for any number of rows and columns', () => {
  expect([...weightedProducts(Float64Array.of(1, 2, 3, 4), 2, Float64Array.of(1, 1))]).toEqual([10, 14, 14, 20]);
  for (const [rows, width] of [
    [0, 3],
    [255, 9],
    [256, 4],
    [600, 7],
  ] as const) {
    const values = Float64Array.from({ length: rows * width }, (_, place) => (place % 13) - 5);
    const weights = Float64Array.from({ length: rows }, (_, row) => row % 4);
    const products = weightedProducts(values, width, weights);
    for (let one = 0; one < width; one += 1) {
      for (let other = 0; other < width; other += 1) {
        let sum = 0;
        for (let row = 0; row < rows; row += 1) {
          sum += (weights[row] ?? 0) * (values[row * width + one] ?? 0) * (values[row * width + other] ?? 0);
        }
        expect(products[one * width + other]).toBe(sum);
      }
    }
  }
});
