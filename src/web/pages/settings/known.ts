/** What the parts of this page share: the company as it is answered, and short names made of names. */
import type { company } from '../../../api/company.ts';
import type { OutputOf } from '../../../api/endpoint.ts';

export type Known = OutputOf<typeof company.show>;

const shortNameLengthMax = 40;

/** A short name for programs, made of a name for people: Kundendienst Süd becomes kundendienst-sud. */
export function shortName(name: string): string {
  return name
    .normalize('NFKD')
    .replaceAll(/\p{Mark}/gu, '')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .slice(0, shortNameLengthMax)
    .replaceAll(/^-+|-+$/g, '');
}

/** The same with a number behind it where it is taken. */
export function freeName(name: string, taken: readonly string[]): string {
  for (let number = 1; ; number += 1) {
    const candidate = number === 1 ? name : `${name}-${number}`;
    if (!taken.includes(candidate)) return candidate;
  }
}
