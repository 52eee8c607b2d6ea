/** The door that every way in takes: check what was sent against the contract, run the operation, answer by the contract. */
import { contract } from '../api/contract.ts';
import type { Contract, Endpoint } from '../api/endpoint.ts';
import { type Problem, problemsOf } from '../domain/catalogue.ts';
import type { Context } from './context.ts';
import { operations } from './operations.ts';
import { refusalOf } from './refusals.ts';
import { Refused } from './refused.ts';

type Handle = (context: Context, input: unknown) => Promise<unknown>;

export interface Named {
  readonly group: string;
  readonly name: string;
  readonly endpoint: Endpoint;
}

// Each handler takes the input of its own endpoint; `ask` hands it what that endpoint has parsed.
const handlers = operations as unknown as Readonly<Record<string, Readonly<Record<string, Handle>>>>;

/** Every endpoint of the contract with its name. */
export const endpoints: readonly Named[] = Object.entries(contract as Contract).flatMap(([group, members]) =>
  Object.entries(members).map(([name, endpoint]) => ({ group, name, endpoint })),
);

/** Runs an endpoint with what a caller sent. Throws `Refused` naming every field at fault, or what the operation throws. */
export async function ask(context: Context, asked: Named, sent: Sent): Promise<unknown> {
  return answer(context, asked, checked(asked, sent));
}

/** Runs an endpoint with what was checked. */
export async function answer(context: Context, { endpoint, group, name }: Named, input: unknown): Promise<unknown> {
  const handle = handlers[group]?.[name];
  if (handle === undefined) throw new Error(`${group}.${name} is in the contract but nothing handles it`);
  return endpoint.output.parse(await handle(context, input));
}

export type Sent = Readonly<Record<string, unknown>>;

/** What a caller sent, as the input of an endpoint. Throws `Refused` naming every field at fault. */
export function checked({ endpoint }: Named, sent: Sent): Readonly<Record<string, unknown>> {
  const known = Object.keys(endpoint.input.shape);
  const unknown = Object.keys(sent).filter((field) => !known.includes(field));
  const parsed = endpoint.input.safeParse(sent);
  const problems = [
    ...unknown.map((field) => ({
      field: field === '' ? '(a field without a name)' : field,
      value: sent[field],
      reason: `is not a field of this request; its fields are ${known.join(', ') || 'none'}`,
    })),
    ...(parsed.success ? unstorable(sent) : problemsOf(parsed.error, sent)),
  ];
  if (problems.length > 0 || !parsed.success) throw new Refused(refusalOf(problems), problems);
  return parsed.data;
}

/** Fields with the one character that PostgreSQL cannot even compare. */
function unstorable(sent: Readonly<Record<string, unknown>>): readonly Problem[] {
  return Object.entries(sent).flatMap(([field, value]) =>
    typeof value === 'string' && value.includes('\0')
      ? [{ field, value, reason: 'must not contain the character NUL' }]
      : [],
  );
}
