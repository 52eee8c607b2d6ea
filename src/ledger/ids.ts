/** Ids made here: UUID version 7 in hexadecimal, so that ids made later sort later, also within a millisecond. */
import { randomHex } from './random.ts';

let lastMilliseconds = 0;
let counter = 0;
const counterMax = 0xfff;

/** A new id with a prefix, like `evt_019a…`. Ids of one process never go back, whatever the clock does. */
export function newId<const Prefix extends string>(prefix: Prefix): `${Prefix}_${string}` {
  const now = Date.now();
  if (now > lastMilliseconds) {
    lastMilliseconds = now;
    counter = 0;
  } else if (counter === counterMax) {
    lastMilliseconds += 1;
    counter = 0;
  } else {
    counter += 1;
  }
  const time = lastMilliseconds.toString(16).padStart(12, '0');
  const random = randomHex(8);
  // Two bits of the first digit say that it is a UUID of this kind (RFC 9562).
  const variant = ((Number.parseInt(random.charAt(0), 16) & 0x3) | 0x8).toString(16);
  return `${prefix}_${time}7${counter.toString(16).padStart(3, '0')}${variant}${random.slice(1)}`;
}
