/** Random bytes from a pool: asking the system for a few bytes costs more than all else that is done to an event. */
import { randomFillSync } from 'node:crypto';

const pool = Buffer.alloc(8_192);
let used = pool.length;

/** So many random bytes in hexadecimal, each byte given out once. At most the size of the pool. */
export function randomHex(bytes: number): string {
  if (used + bytes > pool.length) {
    randomFillSync(pool);
    used = 0;
  }
  used += bytes;
  return pool.toString('hex', used - bytes, used);
}
