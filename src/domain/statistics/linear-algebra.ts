/** Symmetric systems of equations, by Cholesky's factor. Matrices are flat, row after row. */

/** The lower triangle L with L Lᵀ = matrix, or the first column that is a sum of those before it. */
export type Factored = { readonly lower: Float64Array } | { readonly dependentColumn: number };

/**
 * Cholesky's factor of a symmetric positive definite matrix.
 *
 * Question answered: none by itself; every Newton step and every covariance here is solved with it. It also tells
 * whether the columns behind the matrix say different things: where one is (nearly) a sum of those before it, its pivot
 * vanishes.
 *
 * In words: column by column, the square root of what the columns before leave of the diagonal. A pivot of less than
 * `tolerance` times its diagonal element counts as vanished.
 *
 * Reference: A.-L. Cholesky (1910); G. H. Golub and C. F. Van Loan, "Matrix Computations" (2013), algorithm 4.2.1.
 *
 * Not for matrices that are not symmetric: only the lower triangle is read.
 *
 * @example choleskyFactor(Float64Array.of(4, 2, 2, 5), 2) // { lower: [2, 0, 1, 2] }
 */
export function choleskyFactor(matrix: Float64Array, size: number, tolerance = 1e-12): Factored {
  const lower = new Float64Array(size * size);
  for (let column = 0; column < size; column += 1) {
    const diagonal = matrix[column * size + column] ?? 0;
    let pivot = diagonal;
    for (let k = 0; k < column; k += 1) pivot -= (lower[column * size + k] ?? 0) ** 2;
    if (!(pivot > tolerance * diagonal && pivot > 0)) return { dependentColumn: column };
    const root = Math.sqrt(pivot);
    lower[column * size + column] = root;
    for (let row = column + 1; row < size; row += 1) {
      let rest = matrix[row * size + column] ?? 0;
      for (let k = 0; k < column; k += 1) rest -= (lower[row * size + k] ?? 0) * (lower[column * size + k] ?? 0);
      lower[row * size + column] = rest / root;
    }
  }
  return { lower };
}

/**
 * The solution x of L Lᵀ x = right, by one pass down and one up.
 *
 * @example solveFactored(Float64Array.of(2, 0, 1, 2), 2, Float64Array.of(8, 9)) // [1.375, 1.25]
 */
export function solveFactored(lower: Float64Array, size: number, right: Float64Array): Float64Array {
  const solution = Float64Array.from(right);
  for (let row = 0; row < size; row += 1) {
    let rest = solution[row] ?? 0;
    for (let k = 0; k < row; k += 1) rest -= (lower[row * size + k] ?? 0) * (solution[k] ?? 0);
    solution[row] = rest / (lower[row * size + row] ?? 1);
  }
  for (let row = size - 1; row >= 0; row -= 1) {
    let rest = solution[row] ?? 0;
    for (let k = row + 1; k < size; k += 1) rest -= (lower[k * size + row] ?? 0) * (solution[k] ?? 0);
    solution[row] = rest / (lower[row * size + row] ?? 1);
  }
  return solution;
}

/**
 * The inverse of L Lᵀ, one unit vector at a time.
 *
 * @example invertFactored(Float64Array.of(2, 0, 1, 2), 2) // [0.3125, -0.125, -0.125, 0.25]
 */
export function invertFactored(lower: Float64Array, size: number): Float64Array {
  const inverse = new Float64Array(size * size);
  for (let column = 0; column < size; column += 1) {
    const unit = new Float64Array(size);
    unit[column] = 1;
    const solved = solveFactored(lower, size, unit);
    for (let row = 0; row < size; row += 1) inverse[row * size + column] = solved[row] ?? 0;
  }
  return inverse;
}

/**
 * left · middle · leftᵀ, the shape of every covariance that is carried from one set of numbers to another.
 *
 * @example sandwich(Float64Array.of(2), Float64Array.of(3), 1) // [12]
 */
export function sandwich(left: Float64Array, middle: Float64Array, size: number): Float64Array {
  const half = new Float64Array(size * size);
  const whole = new Float64Array(size * size);
  for (let row = 0; row < size; row += 1) {
    for (let k = 0; k < size; k += 1) {
      const factor = left[row * size + k] ?? 0;
      if (factor === 0) continue;
      for (let column = 0; column < size; column += 1) {
        const at = row * size + column;
        half[at] = (half[at] ?? 0) + factor * (middle[k * size + column] ?? 0);
      }
    }
  }
  for (let row = 0; row < size; row += 1) {
    for (let column = 0; column < size; column += 1) {
      let sum = 0;
      for (let k = 0; k < size; k += 1) sum += (half[row * size + k] ?? 0) * (left[column * size + k] ?? 0);
      whole[row * size + column] = sum;
    }
  }
  return whole;
}

/** So many rows stay in the cache while every pair of columns is gone through. */
const rowsAtOnce = 256;

/**
 * Xᵀ W X of rows with a weight each, flat and whole.
 *
 * Question answered: none by itself; the curvature of a likelihood, and whether columns say the same, are sums like it.
 *
 * In words: for each pair of columns the sum over the rows of weight × one × other. Some rows at a time, and four columns in
 * one pass, so that nothing is fetched from memory twice: a bootstrap spends most of its time here.
 *
 * @example weightedProducts(Float64Array.of(1, 2, 3, 4), 2, Float64Array.of(1, 1)) // [10, 14, 14, 20]
 */
export function weightedProducts(values: Float64Array, width: number, weights: Float64Array): Float64Array {
  const products = new Float64Array(width * width);
  const weighted = new Float64Array(rowsAtOnce);
  for (let from = 0; from < weights.length; from += rowsAtOnce) {
    const rows = Math.min(rowsAtOnce, weights.length - from);
    for (let column = 0; column < width; column += 1) {
      for (let row = 0, at = from * width + column; row < rows; row += 1, at += width) {
        weighted[row] = (weights[from + row] ?? 0) * (values[at] ?? 0);
      }
      addProducts(products, { weighted, values, rows, width, from }, column);
    }
  }
  for (let row = 0; row < width; row += 1) {
    for (let column = row + 1; column < width; column += 1) {
      products[row * width + column] = products[column * width + row] ?? 0;
    }
  }
  return products;
}

interface SomeRows {
  readonly weighted: Float64Array;
  readonly values: Float64Array;
  readonly rows: number;
  readonly width: number;
  readonly from: number;
}

/** Adds the products of one weighted column with itself and those before it. */
function addProducts(products: Float64Array, { weighted, values, rows, width, from }: SomeRows, column: number): void {
  let place = column * width;
  let other = 0;
  for (; other + 3 <= column; other += 4, place += 4) {
    let first = 0;
    let second = 0;
    let third = 0;
    let fourth = 0;
    for (let row = 0, at = from * width + other; row < rows; row += 1, at += width) {
      const one = weighted[row] ?? 0;
      first += one * (values[at] ?? 0);
      second += one * (values[at + 1] ?? 0);
      third += one * (values[at + 2] ?? 0);
      fourth += one * (values[at + 3] ?? 0);
    }
    products[place] = (products[place] ?? 0) + first;
    products[place + 1] = (products[place + 1] ?? 0) + second;
    products[place + 2] = (products[place + 2] ?? 0) + third;
    products[place + 3] = (products[place + 3] ?? 0) + fourth;
  }
  for (; other <= column; other += 1, place += 1) {
    let sum = 0;
    for (let row = 0, at = from * width + other; row < rows; row += 1, at += width) {
      sum += (weighted[row] ?? 0) * (values[at] ?? 0);
    }
    products[place] = (products[place] ?? 0) + sum;
  }
}
