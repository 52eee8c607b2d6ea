/** Sends requests at random to every endpoint, and holds each answer against the OpenAPI document. */
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import type { FastifyInstance } from 'fastify';
import * as fc from 'fast-check';
import type { Stock } from './from-schema.ts';
import { type ApiDocument, type FuzzRequest, requestsFrom } from './requests.ts';

export interface FuzzSummary {
  readonly requests: number;
  readonly byStatus: Readonly<Record<string, number>>;
  /** Endpoints that answered at least once with what they are for. */
  readonly answered: readonly string[];
}

interface Answer {
  readonly status: number;
  readonly type: string;
  readonly text: string;
}

/** Sends so many requests; throws with the shortest request whose answer is not as it should be, and its seed. */
export async function fuzz(
  server: FastifyInstance,
  { seed, runs }: { seed: number; runs: number },
): Promise<FuzzSummary> {
  const { paths, components } = JSON.parse((await server.inject('/openapi.json')).body);
  const validators = validatorsOf({ paths }, components.schemas.Problem);
  const requests = requestsFrom({ paths }, await prepare(server));
  const byStatus: Record<string, number> = {};
  const answered = new Set<string>();
  let sent = 0;
  await fc.assert(
    fc.asyncProperty(requests, async (request) => {
      sent += 1;
      // Guests' pages allow few requests from one address.
      const remoteAddress = `10.${sent >> 16}.${(sent >> 8) & 255}.${sent & 255}`;
      const { method, url, headers, body } = request;
      const response = await server.inject({
        method,
        url,
        headers: { ...headers },
        remoteAddress,
        ...(body !== undefined && { payload: body }),
      });
      const type = String(response.headers['content-type'] ?? '');
      const answer = { status: response.statusCode, type, text: response.body };
      const wrong = whatIsWrong(request, answer, validators);
      if (wrong !== null)
        throw new Error(`${wrong}\n${shortened(request)}\n${answer.status} ${answer.text.slice(0, 2_000)}`);
      byStatus[answer.status] = (byStatus[answer.status] ?? 0) + 1;
      if (answer.status === 200) answered.add(`${method} ${request.path}`);
    }),
    { seed, numRuns: runs },
  );
  const verification = (await server.inject('/ledger/verification')).json();
  if (verification.ok !== true) throw new Error(`What was recorded does not verify: ${JSON.stringify(verification)}`);
  return { requests: sent, byStatus, answered: [...answered] };
}

function shortened(request: FuzzRequest): string {
  return JSON.stringify(request).slice(0, 3_000);
}

function validatorsOf({ paths }: ApiDocument, problem: object): ReadonlyMap<string, ValidateFunction> {
  const ajv = new Ajv2020({ strict: false });
  addFormats.default(ajv);
  const validators = new Map([['problem', ajv.compile(problem)]]);
  for (const [path, methods] of Object.entries(paths)) {
    for (const [method, operation] of Object.entries(methods)) {
      const { responses } = operation as unknown as {
        responses: { 200: { content: Record<string, { schema: object }> } };
      };
      const schema = responses[200].content['application/json']?.schema ?? {};
      validators.set(`${method.toUpperCase()} ${path}`, ajv.compile(schema));
    }
  }
  return validators;
}

/** Why an answer is not as it should be, or null. */
function whatIsWrong(
  request: FuzzRequest,
  answer: Answer,
  validators: ReadonlyMap<string, ValidateFunction>,
): string | null {
  const { status, type, text } = answer;
  if (status >= 500) return 'The server failed';
  if (status >= 400) return wrongProblem(answer, validators.get('problem'));
  if (status !== 200) return [204, 302, 303].includes(status) ? null : `Nobody expects the status ${status}`;
  if (!type.startsWith('application/json')) return text.length > 0 ? null : 'The answer is empty';
  const validate = validators.get(`${request.method} ${request.path}`);
  if (validate === undefined || validate(JSON.parse(text))) return null;
  return `The answer is not what the document says: ${JSON.stringify(validate.errors)}`;
}

/** A problem follows its schema, and one that refuses a field says which, what it was given, and what to do. */
function wrongProblem({ type, text }: Answer, validate: ValidateFunction | undefined): string | null {
  if (type.startsWith('text/html')) return text.includes('<h1') ? null : 'A page says nothing';
  if (!type.startsWith('application/problem+json')) return `A problem came as ${type}`;
  const problem = JSON.parse(text) as Readonly<Record<string, unknown>>;
  if (validate?.(problem) !== true)
    return `The problem is not what the document says: ${JSON.stringify(validate?.errors)}`;
  if (String(problem['remedy']).length < 8 || String(problem['detail']).length < 8)
    return 'The problem says too little';
  if (problem['code'] !== 'invalid') return null;
  return typeof problem['field'] === 'string' && problem['field'] !== '' && 'value' in problem
    ? null
    : 'The refusal does not say which field, or with which value';
}

/** Something to ask about, and the names of it. */
async function prepare(server: FastifyInstance): Promise<Omit<Stock, 'spoilt'>> {
  const post = async (url: string, payload: object) => (await server.inject({ method: 'POST', url, payload })).json();
  await post('/customers', { customerId: 'acme', name: 'Acme Ltd' });
  await post('/customers', { customerId: 'bolt', name: 'Bolt AB' });
  const eventIds: string[] = [];
  const promiseIds: string[] = [];
  const tokens: string[] = [];
  const linkIds: string[] = [];
  for (const customer of ['acme', 'bolt']) {
    await post(`/customers/${customer}/contacts`, { contactId: `con_${customer}`, name: 'Anna' });
    await post(`/customers/${customer}/purchases`, { purchaseId: `pur_${customer}`, amount: 90_000, currency: 'EUR' });
    await post(`/customers/${customer}/cases`, {
      caseId: `cas_${customer}`,
      purchaseId: `pur_${customer}`,
      nature: 'defect',
    });
    for (const due of ['tomorrow', 'friday', 'in 3 working days']) {
      const made = await post('/promises', { words: 'It runs', to: customer, by: 'sales', due });
      eventIds.push(made.events[0].eventId);
      promiseIds.push(made.events[0].names.promiseId);
    }
    const link = await post(`/customers/${customer}/links`, { contactId: `con_${customer}` });
    linkIds.push(link.linkId);
    tokens.push(String(link.path).replace('/p/', ''));
  }
  const { kinds } = (await server.inject('/event-kinds')).json();
  const areas = ['sales', 'operations', 'customer-service', 'accounting', 'customer'];
  const customers = ['acme', 'bolt', 'cus_acme', 'nobody'];
  return {
    examples: Object.fromEntries(kinds.map((kind: { type: string; example: object }) => [kind.type, kind.example])),
    names: {
      customerId: customers,
      customer: customers,
      to: customers,
      subject: ['cus_acme', 'cus_bolt', 'company', 'cus_new'],
      promiseId: promiseIds,
      repairs: promiseIds,
      backs: promiseIds,
      promise: promiseIds,
      purchaseId: ['pur_acme', 'pur_bolt'],
      caseId: ['cas_acme', 'cas_bolt'],
      contactId: ['con_acme', 'con_bolt'],
      eventId: eventIds,
      linkId: linkIds,
      token: tokens,
      idempotencyKey: ['key-1', 'key-2'],
      'Idempotency-Key': ['key-1', 'key-2'],
      by: areas,
      toParty: areas,
      area: areas,
      into: areas,
      needs: areas,
      waitingFor: areas,
      truster: [...areas, 'client'],
      trustee: areas,
      due: ['tomorrow', 'friday', '2026-12-24', 'today', 'week', 'late'],
      time: ['2026-11-01T09:00:00Z'],
      specversion: ['1.0'],
      currency: ['EUR', 'JPY', 'BHD'],
      occurredAt: ['2026-11-20T09:00:00Z', '2026-11-21T12:00:00Z'],
      zone: ['Europe/Berlin', 'UTC'],
      measure: ['trust', 'effort'],
      figure: ['balance.kept', 'balance.broken', 'trust.client'],
      asOf: ['2026-11-21T12:00:00Z', '2026-12-01T00:00:00Z'],
      since: ['2026-01-01'],
      until: ['2026-12-31'],
    },
  };
}
