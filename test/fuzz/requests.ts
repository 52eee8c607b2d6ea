/** Requests from the OpenAPI document: to every endpoint, as it asks for them and otherwise. */
import * as fc from 'fast-check';
import { junk, objectFor, type Schema, type Stock, valueFor } from './from-schema.ts';

interface Parameter {
  readonly name: string;
  readonly in: 'path' | 'query' | 'header';
  readonly required: boolean;
  readonly schema: Schema;
}

interface Operation {
  readonly parameters: readonly Parameter[];
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema: Schema }>> };
}

export interface ApiDocument {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
}

export interface FuzzRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE' | 'OPTIONS' | 'PATCH';
  /** As it stands in the document. */
  readonly path: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** Some request to some endpoint of the document. */
export function requestsFrom(document: ApiDocument, stock: Omit<Stock, 'spoilt'>): fc.Arbitrary<FuzzRequest> {
  const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
  );
  // To build what makes values takes far longer than to make one.
  const known = new Map<string, fc.Arbitrary<FuzzRequest>>();
  return fc
    .tuple(fc.constantFrom(...operations), fc.constantFrom(0, 0, 4, 12, 60))
    .chain(([{ path, method, operation }, spoilt]) => {
      const name = `${method} ${path} ${spoilt}`;
      const made = known.get(name) ?? (method === 'get' ? getOf : postOf)(path, operation, { ...stock, spoilt });
      known.set(name, made);
      return made;
    });
}

function getOf(path: string, operation: Operation, stock: Stock): fc.Arbitrary<FuzzRequest> {
  const query = operation.parameters.filter((one) => one.in === 'query');
  const format = fc.constantFrom('', '', '', '', 'text', 'csv', 'html', 'docx', '\0');
  const odd = fc.constantFrom('', '', '', '', '', '&', '&limit=1&limit=2', '&text[]=a', '&__proto__=1', '&%zz', '?');
  const method = stock.spoilt > 50 ? fc.constantFrom('GET', 'PUT', 'DELETE', 'PATCH', 'OPTIONS') : fc.constant('GET');
  return fc
    .tuple(urlOf(path, operation, stock), objectFor(asObject(query), '', stock), format, odd, method)
    .map(([url, fields, shown, strange, verb]) => {
      const pairs = Object.entries(fields).map(([name, value]) => `${encoded(name)}=${encoded(textOf(value))}`);
      if (shown !== '') pairs.push(`format=${encoded(shown)}`);
      return { method: verb, path, url: `${url}?${pairs.join('&')}${strange}`, headers: {} };
    });
}

function asObject(parameters: readonly Parameter[]): Schema {
  return {
    type: 'object',
    properties: Object.fromEntries(parameters.map(({ name, schema }) => [name, schema])),
    required: parameters.filter(({ required }) => required).map(({ name }) => name),
  };
}

function postOf(path: string, operation: Operation, stock: Stock): fc.Arbitrary<FuzzRequest> {
  const contents = Object.entries(operation.requestBody?.content ?? {});
  const header = operation.parameters.find((one) => one.in === 'header');
  const key = header === undefined ? fc.constant(undefined) : valueFor(header.schema, header.name, stock);
  return fc.constantFrom(...contents).chain(([type, { schema }]) =>
    fc
      .tuple(
        urlOf(path, operation, stock),
        bodyOf(schema, stock),
        key,
        typeOf(type, stock),
        fc.integer({ max: 3, min: 0 }),
      )
      .map(([url, body, named, contentType, dice]) => {
        const isSendable = typeof named === 'string' && /^[\x20-\x7e]*$/.test(named) && dice === 0;
        const headers = { 'content-type': contentType, ...(isSendable && { 'idempotency-key': named }) };
        return { method: 'POST' as const, path, url, headers, body };
      }),
  );
}

/** Mostly the fields as JSON; where values are spoilt, at times another JSON, half of it, or none at all. */
function bodyOf(schema: Schema, stock: Stock): fc.Arbitrary<string> {
  const right = valueFor(schema, '', stock).map((value) => JSON.stringify(value));
  if (stock.spoilt === 0) return right;
  return fc.oneof(
    { weight: 20, arbitrary: right },
    { weight: 1, arbitrary: junk.map((value) => JSON.stringify(value)) },
    { weight: 1, arbitrary: right.map((text) => text.slice(0, text.length / 2)) },
    {
      weight: 1,
      arbitrary: fc.constantFrom('', '\0', 'null', '[]', '"', '\ufeff{}', '{"a":1,"a":2}', '{"__proto__":{}}'),
    },
  );
}

function typeOf(type: string, { spoilt }: Stock): fc.Arbitrary<string> {
  const others = ['text/plain', 'application/xml', 'application/json; charset=utf-16', 'multipart/form-data', '', 'x'];
  const forms = ['application/x-www-form-urlencoded', 'application/cloudevents-batch+json'];
  return spoilt < 10 ? fc.constant(type) : fc.constantFrom(...Array(20).fill(type), ...others, ...forms);
}

function urlOf(path: string, operation: Operation, stock: Stock): fc.Arbitrary<string> {
  const names = operation.parameters.filter((one) => one.in === 'path');
  const values = names.map(({ name, schema }) => valueFor(schema, name, stock).map(textOf));
  const odd =
    stock.spoilt < 50 ? fc.constant('') : fc.constantFrom('', '', '', '/', '//', '/..', '%2e%2e', '%E0%A4%A', ';');
  return fc.tuple(fc.tuple(...values), odd).map(([given, strange]) => {
    const filled = names.reduce(
      (url, { name }, index) => url.replace(`{${name}}`, () => encoded(given[index] ?? '')),
      path,
    );
    return filled + strange;
  });
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** Percent-encoded; what is no text at all goes as the bytes that a careless program would send. */
function encoded(text: string): string {
  try {
    return encodeURIComponent(text);
  } catch {
    return encodeURIComponent(text.toWellFormed()).replaceAll('%EF%BF%BD', '%ED%A0%80');
  }
}
