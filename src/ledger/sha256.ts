/** The hash function of the ledger, handed to the pure chain. */
import { hash } from 'node:crypto';

/** SHA-256 of UTF-8 text, in hexadecimal. */
export function sha256(text: string): string {
  return hash('sha256', text, 'hex');
}
