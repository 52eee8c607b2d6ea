/** The hash function of the ledger, handed to the pure chain. */
import { createHash } from 'node:crypto';

/** SHA-256 of UTF-8 text, in hexadecimal. */
export function sha256(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('hex');
}
