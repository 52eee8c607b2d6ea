/** Fits of what is drawn again from cells of equal histories: how far a fit could be off. */
import { seededRandom } from '../statistics/random.ts';
import { type LikelihoodProblem, peakNear } from './model-fit.ts';

export interface Drawing {
  /** How many there are of each cell. */
  readonly counts: readonly number[];
  /** The likelihood when there are so many of each. */
  readonly problemOf: (counts: readonly number[]) => LikelihoodProblem;
  /** Where the fit to all of them ended. */
  readonly place: readonly number[];
  readonly seed: number;
}

/** Fits of drawings; one that climbs away is left out and counted. */
export interface DrawnFits {
  readonly parameters: readonly (readonly number[])[];
  readonly draws: number;
}

/** So many at least for an interval that is shown; so many at most, for more change nothing that is seen. */
const drawsMin = 30;
const drawsMax = 100;
/** What all drawings together may cost, in cells looked at and in those drawn. */
const effort = 20_000;
const drawnMax = 20_000_000;

/** Draws as many as there are, with replacement, and fits each drawing from the peak that was found. Seeded. */
export function drawnFits({ counts, problemOf, place, seed }: Drawing): DrawnFits {
  const random = seededRandom(seed);
  const ends: number[] = [];
  for (const count of counts) ends.push((ends.at(-1) ?? 0) + count);
  const all = ends.at(-1) ?? 0;
  const affordable = Math.min(effort / Math.max(1, counts.length), drawnMax / Math.max(1, all));
  const draws = Math.max(drawsMin, Math.min(drawsMax, Math.floor(affordable)));
  const parameters: number[][] = [];
  for (let draw = 0; draw < draws; draw += 1) {
    const drawn = counts.map(() => 0);
    for (let one = 0; one < all; one += 1) {
      const cell = cellAt(ends, Math.floor(random() * all));
      drawn[cell] = (drawn[cell] ?? 0) + 1;
    }
    const peak = peakNear(problemOf(drawn), place);
    // All parameters of these models are positive and searched as logarithms.
    if (peak !== null) parameters.push(Array.from(peak.place, Math.exp));
  }
  return { parameters, draws };
}

/** The first cell whose end lies beyond a place. */
function cellAt(ends: readonly number[], place: number): number {
  let [low, high] = [0, ends.length - 1];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((ends[middle] ?? 0) <= place) low = middle + 1;
    else high = middle;
  }
  return low;
}
