/** Values for fuzzing from a JSON schema: what it allows, names that are known, and junk in the place of either. */
import * as fc from 'fast-check';

export type Schema = Readonly<Record<string, unknown>>;

/** What values are made from: names that exist by field, and how often anything at all is junk instead. */
export interface Stock {
  readonly names: Readonly<Record<string, readonly string[]>>;
  /** Examples of events by their kind. */
  readonly examples: Readonly<Record<string, object>>;
  /** Of 100 values, how many are junk. */
  readonly spoilt: number;
}

const oddTexts = [
  '',
  ' ',
  '\0',
  'a\0b',
  '\ud800',
  'a\udfffb',
  '__proto__',
  'constructor',
  'null',
  '-0',
  'NaN',
  '1e999',
  '99999999999999999999',
  '2026-02-30',
  '0000-01-01',
  '-271821-04-20T00:00:00.000Z',
  '+275760-09-13T00:00:00.001Z',
  '2026-01-01T24:00:00Z',
  '%00',
  '../../etc/passwd',
  '<script>',
  "'; drop table event; --",
  '{"$ref":"#"}',
  '\u202e\u2028🙂',
  'cus_',
  'prm_-',
  'x'.repeat(5_000),
  'ü'.repeat(400),
];

const oddNumbers = [0, -0, -1, 0.1, 1e-320, 2 ** 31, 2 ** 53, -(2 ** 63), 1e21, Number.MAX_VALUE];

/** Anything that JSON can say, with a liking for what breaks programs. */
export const junk: fc.Arbitrary<unknown> = fc.oneof(
  { weight: 5, arbitrary: fc.constantFrom(...oddTexts) },
  { weight: 3, arbitrary: fc.constantFrom<unknown>(...oddNumbers, null, true, false, [], {}, [[]], [null]) },
  { weight: 2, arbitrary: fc.string({ unit: 'binary' }) },
  { weight: 2, arbitrary: fc.jsonValue({ maxDepth: 4, stringUnit: 'binary' }) },
  { weight: 1, arbitrary: fc.constantFrom(...oddTexts).map((text) => ({ [text.slice(0, 50)]: [text] })) },
  { weight: 1, arbitrary: fc.integer({ min: 10, max: 3_000 }).map(nested) },
);

function nested(depth: number): unknown {
  let value: unknown = 1;
  for (let level = 0; level < depth; level++) value = level % 2 === 0 ? [value] : { a: value };
  return value;
}

/** A value for a field, by its schema. */
export function valueFor(schema: Schema, field: string, stock: Stock): fc.Arbitrary<unknown> {
  const right = rightValue(schema, field, stock);
  return stock.spoilt === 0
    ? right
    : fc.oneof({ weight: 100 - stock.spoilt, arbitrary: right }, { weight: stock.spoilt, arbitrary: junk });
}

function rightValue(schema: Schema, field: string, stock: Stock): fc.Arbitrary<unknown> {
  if ('const' in schema) return fc.constant(schema['const']);
  if (Array.isArray(schema['enum'])) return fc.constantFrom(...(schema['enum'] as readonly unknown[]));
  const anyOf = schema['anyOf'] as readonly Schema[] | undefined;
  if (anyOf !== undefined) return fc.oneof(...anyOf.map((one) => valueFor(one, field, stock)));
  switch (schema['type']) {
    case 'object':
      return 'specversion' in propertiesOf(schema) ? cloudEvent(schema, stock) : objectFor(schema, field, stock);
    case 'array':
      return fc.array(valueFor((schema['items'] ?? {}) as Schema, field, stock), {
        minLength: Number(schema['minItems'] ?? 0),
        maxLength: 4,
      });
    case 'string':
      return textFor(schema, field, stock);
    case 'boolean':
      return fc.boolean();
    case 'integer':
    case 'number':
      return numberFor(schema);
    default:
      return junk;
  }
}

function propertiesOf(schema: Schema): Readonly<Record<string, Schema>> {
  return (schema['properties'] ?? {}) as Readonly<Record<string, Schema>>;
}

/** The fields an object must have, some of those it may have and, where values are spoilt, at times one that nobody knows. */
export function objectFor(schema: Schema, field: string, stock: Stock): fc.Arbitrary<Record<string, unknown>> {
  const required = new Set((schema['required'] ?? []) as readonly string[]);
  const isSpoilt = stock.spoilt > 0;
  const parts = Object.entries(propertiesOf(schema)).map(([name, one]) => {
    const value = valueFor(one, name, stock).map((made) => ({ [name]: made }));
    if (required.has(name) && !isSpoilt) return value;
    const left = required.has(name) ? 1 : 12;
    return fc.oneof({ weight: 8, arbitrary: value }, { weight: left, arbitrary: fc.constant({}) });
  });
  const rest = schema['additionalProperties'];
  if (typeof rest === 'object' && rest !== null && parts.length === 0) {
    const keys = stock.names[field] ?? stock.names['area'] ?? ['a'];
    const some = fc.dictionary(fc.constantFrom(...keys), valueFor(rest as Schema, field, stock), { maxKeys: 3 });
    parts.push(some);
  }
  if (isSpoilt) {
    const unknown = fc.tuple(fc.constantFrom('colour', '__proto__', 'constructor', 'limit', 'to\0'), junk);
    const strange = unknown.map(([name, value]) => JSON.parse(`{${JSON.stringify(name)}:${JSON.stringify(value)}}`));
    parts.push(fc.oneof({ weight: 9, arbitrary: fc.constant({}) }, { weight: 1, arbitrary: strange }));
  }
  return fc.tuple(...parts).map((all) => Object.fromEntries(all.flatMap((part) => Object.entries(part))));
}

/** An event with the example of its kind inside, of which some fields are left out or spoilt. */
function cloudEvent(schema: Schema, stock: Stock): fc.Arbitrary<unknown> {
  const kinds = fc.constantFrom(...Object.entries(stock.examples));
  return fc
    .tuple(objectFor(schema, '', stock), kinds, fc.integer({ min: 0, max: 99 }), junk)
    .map(([event, [type, example], dice, value]) => {
      const fields = Object.entries(example);
      const [spoilt] = fields[dice % Math.max(1, fields.length)] ?? [''];
      const data = { ...example, ...(dice < stock.spoilt * 3 && { [spoilt]: value }) };
      const isWhole = dice % 10 !== 0;
      return isWhole ? { ...event, type, data } : { ...event, type };
    });
}

function textFor(schema: Schema, field: string, stock: Stock): fc.Arbitrary<string> {
  const known = stock.names[field] ?? [];
  const made = madeText(schema);
  return known.length === 0
    ? made
    : fc.oneof({ weight: 4, arbitrary: fc.constantFrom(...known) }, { weight: 1, arbitrary: made });
}

function madeText(schema: Schema): fc.Arbitrary<string> {
  const pattern = schema['pattern'];
  if (schema['format'] === 'date') return days.map((at) => at.toISOString().slice(0, 10));
  if (schema['format'] === 'date-time') return days.map((at) => at.toISOString());
  if (typeof pattern === 'string') return fc.stringMatching(new RegExp(pattern), { size: 'small' });
  return fc.string({
    unit: 'grapheme',
    minLength: Number(schema['minLength'] ?? 0),
    maxLength: Math.min(60, Number(schema['maxLength'] ?? 60)),
  });
}

const days = fc.date({
  min: new Date('2000-01-01T00:00:00Z'),
  max: new Date('2027-12-31T00:00:00Z'),
  noInvalidDate: true,
});

function numberFor(schema: Schema): fc.Arbitrary<number> {
  const min = Math.ceil(Number(schema['minimum'] ?? schema['exclusiveMinimum'] ?? -1_000));
  const max = Math.min(1_000_000, Number(schema['maximum'] ?? 1_000_000));
  const whole = fc.integer({ min, max: Math.max(min, Math.floor(max)) });
  return schema['type'] === 'integer' ? whole : fc.oneof(whole, fc.double({ min, max, noNaN: true }));
}
