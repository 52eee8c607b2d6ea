/** How PostgreSQL's values become ours, the same on every engine: instants and days as text, numbers as numbers. */
import assert from 'node:assert/strict';
import { type CustomTypesConfig, types } from 'pg';

/** Parsers by type, given to each pool rather than set for the whole process. The session must run in UTC with ISO dates. */
export const valueParsers: CustomTypesConfig = {
  getTypeParser(type, format) {
    const parse = format === 'binary' ? undefined : parsers.get(type);
    return parse ?? types.getTypeParser(type, format);
  },
};

/**
 * An instant as PostgreSQL prints it in UTC ('2026-03-01 08:00:00.25+00') as ISO text with milliseconds ('2026-03-01T08:00:00.250Z').
 * Finer digits are cut, not rounded, so that an instant never moves past a deadline. Fails on what ISO text with four-digit years
 * cannot hold: infinity, other offsets, years before 1 or after 9999.
 */
export function parseInstant(value: string): string {
  const length = value.length;
  assert(
    length >= 22 && length <= 29 && value.endsWith('+00') && value[10] === ' ',
    `An instant must lie in the years 1 to 9999, in UTC: "${value}"`,
  );
  const milliseconds = length === 22 ? '000' : value.slice(20, -3).padEnd(3, '0').slice(0, 3);
  return `${value.slice(0, 10)}T${value.slice(11, 19)}.${milliseconds}Z`;
}

function parseDay(value: string): string {
  assert(value.length === 10, `A day must lie in the years 1 to 9999: "${value}"`);
  return value;
}

function parseInteger(value: string): number {
  const number = Number(value);
  assert(Number.isSafeInteger(number), `A whole number beyond 2^53 cannot be read exactly: ${value}`);
  return number;
}

/** None of these types prints a comma, a quote or a brace of its own, so the text of a flat list can be cut at its commas. */
function listOf<Value>(parse: (value: string) => Value): (value: string) => (Value | null)[] {
  return (value) => {
    const inner = value.slice(1, -1);
    assert(!inner.includes('{'), `Lists within lists are not read: ${value}`);
    const texts = inner === '' ? [] : inner.replaceAll('"', '').split(',');
    return texts.map((text) => (text === 'NULL' ? null : parse(text)));
  };
}

/** By PostgreSQL's fixed object ids of the types (`select oid, typname from pg_type`). */
const parsers: ReadonlyMap<number, (value: string) => unknown> = new Map<number, (value: string) => unknown>([
  [20, parseInteger],
  [1016, listOf(parseInteger)],
  [1082, parseDay],
  [1182, listOf(parseDay)],
  [1184, parseInstant],
  [1185, listOf(parseInstant)],
  [1700, Number],
  [1231, listOf(Number)],
  [3802, JSON.parse],
]);
