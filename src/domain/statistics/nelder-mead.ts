/** Looking for a maximum without slopes, for where slopes lead nowhere. */

interface Corner {
  readonly place: Float64Array;
  readonly value: number;
}

const triesMax = 4000;

/**
 * The place of a maximum, by the simplex method of Nelder and Mead.
 *
 * Question answered: "is there anything better near here?", where a climb along the slopes has got stuck.
 *
 * In words: hold one more corner than there are numbers; put the worst corner to the other side of the others, further
 * if that was good, nearer if it was not; when nothing helps, draw all corners towards the best.
 *
 * Reference: J. A. Nelder and R. Mead, Computer Journal 7 (1965) 308-313.
 *
 * Not exact, and slow: climb from where it ends. A value that is not a number counts as lower than all others.
 */
export function nelderMead(valueAt: (place: Float64Array) => number, start: ArrayLike<number>): Float64Array {
  const size = start.length;
  let tries = 0;
  const corner = (place: Float64Array): Corner => {
    tries += 1;
    const value = valueAt(place);
    return { place, value: Number.isNaN(value) ? -Infinity : value };
  };
  const corners = Array.from({ length: size + 1 }, (_, moved) =>
    corner(Float64Array.from(start, (value, index) => (index === moved ? value + 0.5 : value))),
  );
  for (;;) {
    if (tries >= triesMax) break;
    corners.sort((left, right) => right.value - left.value);
    const [best, worst, second] = [corners[0], corners[size], corners[size - 1]];
    if (best === undefined || worst === undefined || second === undefined) break;
    if (best.value - worst.value < 1e-11 * Math.max(1, Math.abs(best.value))) break;
    const middle = best.place.map(
      (_, index) => corners.slice(0, size).reduce((sum, { place }) => sum + (place[index] ?? 0), 0) / size,
    );
    const towards = (share: number) =>
      corner(middle.map((value, index) => value + share * (value - (worst.place[index] ?? 0))));
    const mirrored = towards(1);
    let replacement = mirrored;
    if (mirrored.value > best.value) {
      const further = towards(2);
      if (further.value > mirrored.value) replacement = further;
    } else if (mirrored.value <= second.value) {
      replacement = towards(mirrored.value > worst.value ? 0.5 : -0.5);
    }
    if (replacement.value > worst.value) corners[size] = replacement;
    else {
      for (let index = 1; index <= size; index += 1) {
        const place = corners[index]?.place ?? best.place;
        corners[index] = corner(place.map((value, at) => ((best.place[at] ?? 0) + value) / 2));
      }
    }
  }
  return corners[0]?.place ?? Float64Array.from(start);
}
