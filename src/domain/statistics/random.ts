/** Chance that can be repeated: the same seed gives the same numbers on every machine, for simulations and demo data. */

/**
 * Seeded random numbers, uniform on [0, 1) with 32 bits each.
 *
 * Question answered: none; it lets a simulation, a resampling or a demo be run again and give the same result.
 *
 * In words: SFC32 (small fast chaotic generator): 128 bits of state, mixed by shifts and additions, with a counter that
 * guarantees a period of at least 2^32. The seed is written into the state and stirred in by twelve rounds. It passes
 * the PractRand battery; a seed is read as a 32-bit whole number.
 *
 * Reference: C. Doty-Humphrey, PractRand, "sfc32".
 *
 * Not for secrets: tokens and salts come from the operating system.
 *
 * @example const random = seededRandom(7); random(); random();
 */
export function seededRandom(seed: number): () => number {
  let a = 0x9e3779b9;
  let b = 0x243f6a88;
  let c = seed | 0;
  let counter = 1;

  function next(): number {
    const sum = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (c << 21) | (c >>> 11);
    c = (c + sum) | 0;
    return (sum >>> 0) / 4_294_967_296;
  }

  for (let round = 0; round < 12; round += 1) next();
  return next;
}
