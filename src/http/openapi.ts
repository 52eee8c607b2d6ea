/** The OpenAPI 3.1 document, made from the contract: what is served is what is described. */
import * as z from 'zod';
import { type Endpoint, fileRowsMax } from '../api/endpoint.ts';
import { listingOf } from '../operations/all-rows.ts';
import type { Named } from '../operations/ask.ts';

type Schema = Record<string, unknown>;

const problemSchema: Schema = {
  type: 'object',
  description: 'RFC 9457 problem details',
  required: ['type', 'title', 'status', 'detail', 'code', 'remedy', 'instance'],
  properties: {
    type: { type: 'string' },
    title: { type: 'string' },
    status: { type: 'integer' },
    detail: { type: 'string', description: 'What is wrong, in a sentence' },
    code: { type: 'string' },
    remedy: { type: 'string', description: 'What to do about it' },
    instance: { type: 'string' },
    field: { type: ['string', 'null'], description: 'The field at fault' },
    value: { description: 'What was given for it' },
    problems: { type: 'array', items: { type: 'object' } },
  },
};

/** The document for all endpoints of the contract. */
export function openApi(endpoints: readonly Named[], version: string): Schema {
  const paths: Record<string, Record<string, unknown>> = {};
  for (const { endpoint, group, name } of endpoints) {
    const path = paths[endpoint.path] ?? {};
    path[endpoint.method] = operation(endpoint, `${group}.${name}`, group);
    paths[endpoint.path] = path;
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Troth',
      version,
      summary: 'The promise ledger for customer trust',
      description:
        'Promises made, kept and broken; trust in every relationship behind the sale. Amounts are whole minor units with an ISO 4217 currency; instants are RFC 3339; errors are problem+json.',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: '/' }],
    security: [{}, { token: [] }],
    paths,
    components: {
      schemas: { Problem: problemSchema },
      securitySchemes: { token: { type: 'http', scheme: 'bearer' } },
      responses: {
        Problem: {
          description: 'The request was refused or could not be carried out',
          content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
        },
      },
    },
  };
}

function operation(endpoint: Endpoint, operationId: string, tag: string): Schema {
  const input = jsonSchema(endpoint.input, 'input');
  const properties = (input['properties'] ?? {}) as Record<string, Schema>;
  const required = new Set((input['required'] ?? []) as readonly string[]);
  const inPath = [...endpoint.path.matchAll(/\{(\w+)\}/g)].map((match) => match[1] ?? '');
  const parameters: Schema[] = inPath.map((name) => parameter(name, 'path', properties[name] ?? {}, true));
  const others = Object.entries(properties).filter(([name]) => !inPath.includes(name) && name !== 'idempotencyKey');
  if (endpoint.method === 'get') {
    parameters.push(...others.map(([name, schema]) => parameter(name, 'query', schema, required.has(name))));
  } else if ('idempotencyKey' in properties) {
    parameters.push(parameter('Idempotency-Key', 'header', properties['idempotencyKey'] ?? {}, false));
  }
  return {
    operationId,
    tags: [tag],
    summary: endpoint.summary,
    ...(listingOf(endpoint) !== null && {
      description: `All rows as a file: GET ${endpoint.path}.csv with the same filters, up to ${fileRowsMax} rows, a column for each field`,
    }),
    parameters,
    ...(endpoint.method === 'post' && { requestBody: requestBody(endpoint, Object.fromEntries(others), required) }),
    responses: {
      200: {
        description: 'OK',
        content: { 'application/json': { schema: jsonSchema(endpoint.output, 'output') } },
      },
      default: { $ref: '#/components/responses/Problem' },
    },
  };
}

function requestBody(endpoint: Endpoint, properties: Record<string, Schema>, required: ReadonlySet<string>): Schema {
  const names = Object.keys(properties).filter((name) => required.has(name));
  const schema: Schema = {
    type: 'object',
    properties,
    additionalProperties: false,
    ...(names.length > 0 && { required: names }),
  };
  const events = properties['events'] as { items?: Schema } | undefined;
  const content: Schema = { 'application/json': { schema } };
  if (endpoint.cloudEvents === true && events?.items !== undefined) {
    content['application/cloudevents+json'] = { schema: events.items };
    content['application/cloudevents-batch+json'] = { schema: events };
  }
  return { required: names.length > 0, content };
}

function parameter(name: string, place: string, schema: Schema, required: boolean): Schema {
  const { description, ...rest } = schema;
  return { name, in: place, required, ...(description !== undefined && { description }), schema: rest };
}

function jsonSchema(schema: z.ZodType, io: 'input' | 'output'): Schema {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io, unrepresentable: 'any' }) as Schema;
  return rest;
}
