/** Turns a source's SELECT into one that yields facts: fields of the kind as JSON, each type as the domain spells it. */
import { type AnyKind, fieldsOf } from '../domain/catalogue.ts';
import { type Column, named, quoted } from './duckdb.ts';
import { ImportFault } from './fault.ts';

/** What every SELECT has to yield beside the fields of its kind. */
const envelopeColumns = ['customer_id', 'occurred_at', 'source_id'] as const;
const refusedColumn = 'refused';

const zoned = 'TIMESTAMP WITH TIME ZONE';
const plainTypes =
  /^(BOOLEAN|U?(TINY|SMALL|BIG|HUGE)INT|U?INTEGER|VARCHAR|DATE|UUID|SQLNULL|"NULL"|DECIMAL\(.*\)|ENUM\(.*\))$/;
const nestedTypes = /(\[\d*\]|^MAP\(.*\)|^STRUCT\(.*\))$/;

/** An instant as the domain writes it, `YYYY-MM-DDTHH:mm:ss.sssZ`, from an expression of type TIMESTAMPTZ. */
export function isoInstant(expression: string): string {
  return `strftime(${expression} at time zone 'UTC', '%Y-%m-%dT%H:%M:%S.%gZ')`;
}

/**
 * A SELECT of (customer_id, occurred_at, rank, type, source_id, refused, fields) from a view of a kind's own. Throws an
 * ImportFault that names the file and the column: one that is missing, is no field of the kind, or has a type that
 * leaves the time zone or the value open.
 */
export function factSelect(kind: AnyKind, place: string, view: string, columns: readonly Column[]): string {
  checkEnvelope(place, columns);
  const own = columns.filter(({ name }) => name !== refusedColumn && !isEnvelope(name));
  const fields = own.map((column) => `${quoted(fieldOf(kind, place, column))}, ${valueOf(place, column)}`);
  const missing = envelopeColumns.map((name) => `when ${name} is null then ${quoted(missingSentence(name))}`);
  const hasRefused = columns.some(({ name }) => name === refusedColumn);
  return `select coalesce(customer_id::varchar, '') as customer_id, occurred_at, ${kind.rank}::utinyint as rank,
    ${quoted(kind.type)} as type, coalesce(source_id::varchar, '') as source_id,
    ${hasRefused ? `coalesce(${refusedColumn}::varchar, ` : '('}case ${missing.join(' ')} end) as refused,
    json_object(${fields.join(', ')})::varchar as fields
  from ${named(view)}`;
}

function missingSentence(name: string): string {
  return `${name} is missing: give the row a value that it can be made from`;
}

function isEnvelope(name: string): boolean {
  return envelopeColumns.some((column) => column === name);
}

function checkEnvelope(place: string, columns: readonly Column[]): void {
  for (const name of envelopeColumns) {
    const column = columns.find((candidate) => candidate.name === name);
    if (column === undefined) {
      throw new ImportFault(
        `${place} has no column ${name}`,
        `Select ${envelopeColumns.join(', ')} and the fields of the kind.`,
      );
    }
    if (name === 'occurred_at' && column.type !== zoned) throw withoutZone(place, column);
  }
}

function fieldOf(kind: AnyKind, place: string, { name }: Column): string {
  const field = name.replaceAll(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
  const fields = fieldsOf(kind);
  if (fields.includes(field)) return field;
  throw new ImportFault(
    `${place} has the column ${name}, but ${kind.type} has no field ${field}`,
    `Its fields are: ${fields.join(', ')}.`,
  );
}

function valueOf(place: string, column: Column): string {
  const { type } = column;
  const value = named(column.name);
  if (type === zoned) return isoInstant(value);
  // JSON has no word for what is not finite; as text the domain refuses it by name.
  if (type === 'DOUBLE' || type === 'FLOAT')
    return `case when isfinite(${value}) then to_json(${value}) else to_json(${value}::varchar) end`;
  if (type.includes('TIME')) throw withoutZone(place, column);
  if (plainTypes.test(type) || nestedTypes.test(type)) return value;
  throw new ImportFault(
    `${place}: the column ${column.name} is a ${type}`,
    'Cast it to text, a number, a date or a list of them.',
  );
}

function withoutZone(place: string, column: Column): ImportFault {
  return new ImportFault(
    `${place}: the column ${column.name} is a ${column.type}, which leaves open where on earth it was that late`,
    `Say so: ${column.name} at time zone 'Europe/Berlin' makes a timestamp an instant.`,
  );
}
