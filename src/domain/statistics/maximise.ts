/** Climbing to where a smooth function of several numbers is highest. */

/** A function to be made as large as possible: gives its value at a place and writes its slopes there. */
export type Objective = (place: Float64Array, slopes: Float64Array) => number;

export interface Peak {
  readonly place: Float64Array;
  readonly value: number;
  readonly slopes: Float64Array;
  readonly steps: number;
}

const stepsMax = 300;
const halvingsMax = 40;
/** No coordinate moves further in one step: parameters are searched on a log scale, where 3 is a factor of twenty. */
const strideMax = 3;
/** Stops when a step promises to gain less than this; log-likelihoods matter from about one hundredth on. */
const gainMin = 1e-10;

/**
 * The place of a maximum, by the method of Broyden, Fletcher, Goldfarb and Shanno (BFGS).
 *
 * Question answered: "under which parameters are these data most likely?", when the slopes are known.
 *
 * In words: walk in the direction that slopes and the curvature learnt so far recommend; halve the step until it gains
 * what the slope promised (Armijo); learn the curvature from how the slopes changed. Ends where no step promises a gain.
 *
 * Reference: J. Nocedal and S. J. Wright, "Numerical Optimization" (2006), algorithm 6.1.
 *
 * Not proof of a maximum: that it has ended says only that it found nothing better nearby. Look at slopes and curvature
 * there, and climb from several starts. A value that is not a number counts as a wall.
 */
export function maximise(objective: Objective, start: ArrayLike<number>): Peak {
  const size = start.length;
  let place = Float64Array.from(start);
  let slopes: Float64Array = new Float64Array(size);
  let value = objective(place, slopes);
  let inverse = identity(size, 1 / Math.max(1, lengthOf(slopes)));
  let isFresh = true;
  let steps = 0;
  if (!Number.isFinite(value)) return { place, value, slopes, steps };
  while (steps < stepsMax) {
    const direction = times(inverse, slopes);
    const promised = dot(direction, slopes);
    if (promised < gainMin && (!isFresh || lengthOf(slopes) < 1e-9)) break;
    shorten(direction);
    const next = promised > 0 ? stepAlong(objective, { place, value, slopes, steps }, direction) : null;
    if (next === null) {
      // What was learnt about the curvature misleads here: forget it once, then give up.
      if (isFresh) break;
      inverse = identity(size, 1 / Math.max(1, lengthOf(slopes)));
      isFresh = true;
      continue;
    }
    learn(inverse, difference(next.place, place), difference(slopes, next.slopes), isFresh);
    isFresh = false;
    steps += 1;
    ({ place, value, slopes } = { ...next, place: next.place as Float64Array<ArrayBuffer> });
  }
  return { place, value, slopes, steps };
}

/**
 * Slopes by central differences, for a function that does not know its own.
 *
 * Not where the value is noisy in its first ten digits.
 */
export function withSlopes(valueAt: (place: Float64Array) => number): Objective {
  return (place, slopes) => {
    const moved = Float64Array.from(place);
    for (let index = 0; index < place.length; index += 1) {
      const here = place[index] ?? 0;
      moved[index] = here + 1e-5;
      const above = valueAt(moved);
      moved[index] = here - 1e-5;
      slopes[index] = (above - valueAt(moved)) / 2e-5;
      moved[index] = here;
    }
    return valueAt(place);
  };
}

/**
 * Curvature at a place (the Hessian, row after row), by central differences of the slopes.
 *
 * Question answered: "how sharply does the likelihood fall off around its maximum?" The inverse of its negative is the
 * covariance of the estimates.
 */
export function curvatureAt(objective: Objective, place: Float64Array): Float64Array {
  const size = place.length;
  const curvature = new Float64Array(size * size);
  const moved = Float64Array.from(place);
  const above = new Float64Array(size);
  const below = new Float64Array(size);
  for (let row = 0; row < size; row += 1) {
    const here = place[row] ?? 0;
    moved[row] = here + 1e-4;
    objective(moved, above);
    moved[row] = here - 1e-4;
    objective(moved, below);
    moved[row] = here;
    for (let column = 0; column < size; column += 1) {
      const half = ((above[column] ?? 0) - (below[column] ?? 0)) / 4e-4;
      // Half of it on either side of the diagonal, for differences are never quite symmetric.
      for (const at of [row * size + column, column * size + row]) curvature[at] = (curvature[at] ?? 0) + half;
    }
  }
  return curvature;
}

function stepAlong(objective: Objective, from: Peak, direction: Float64Array): Peak | null {
  const promised = dot(direction, from.slopes);
  let stride = 1;
  for (let halving = 0; halving < halvingsMax; halving += 1) {
    const place = from.place.map((value, index) => value + stride * (direction[index] ?? 0));
    const slopes = new Float64Array(place.length);
    const value = objective(place, slopes);
    const isGain = value >= from.value + 1e-4 * stride * promised;
    if (isGain && slopes.every(Number.isFinite)) return { place, value, slopes, steps: from.steps };
    stride /= Number.isFinite(value) ? 2 : 4;
  }
  return null;
}

/** The BFGS update of the inverse curvature, from a step and how much the slopes fell along it. */
function learn(inverse: Float64Array, step: Float64Array, fall: Float64Array, isFirst: boolean): void {
  const size = step.length;
  const along = dot(step, fall);
  if (!(along > 1e-14)) return;
  if (isFirst) inverse.set(identity(size, along / dot(fall, fall)));
  const turned = times(inverse, fall);
  const scale = (1 + dot(fall, turned) / along) / along;
  for (let row = 0; row < size; row += 1) {
    for (let column = 0; column < size; column += 1) {
      const at = row * size + column;
      const [left = 0, right = 0] = [step[row], step[column]];
      const mixed = left * (turned[column] ?? 0) + (turned[row] ?? 0) * right;
      inverse[at] = (inverse[at] ?? 0) + scale * left * right - mixed / along;
    }
  }
}

function shorten(direction: Float64Array): void {
  const longest = direction.reduce((most, move) => Math.max(most, Math.abs(move)), 0);
  if (longest > strideMax)
    for (const [index, move] of direction.entries()) direction[index] = (move * strideMax) / longest;
}

function identity(size: number, scale: number): Float64Array {
  return Float64Array.from({ length: size * size }, (_, at) => (at % (size + 1) === 0 ? scale : 0));
}

function times(matrix: Float64Array, vector: Float64Array): Float64Array {
  const size = vector.length;
  return vector.map((_, row) => {
    let sum = 0;
    for (let column = 0; column < size; column += 1) sum += (matrix[row * size + column] ?? 0) * (vector[column] ?? 0);
    return sum;
  });
}

function difference(left: Float64Array, right: Float64Array): Float64Array {
  return left.map((value, index) => value - (right[index] ?? 0));
}

function dot(left: Float64Array, right: Float64Array): number {
  return left.reduce((sum, value, index) => sum + value * (right[index] ?? 0), 0);
}

function lengthOf(vector: Float64Array): number {
  return Math.sqrt(dot(vector, vector));
}
