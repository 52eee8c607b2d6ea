/** A form for an endpoint, made of the endpoint's own fields: what it takes is declared once, in the contract. */
import { type FormEvent, type ReactNode, useState } from 'react';
import * as z from 'zod';
import type { Endpoint, OutputOf, RequestOf } from '../../api/endpoint.ts';
import { useWrite } from '../query.ts';

interface FieldSchema {
  readonly type?: string;
  readonly enum?: readonly string[];
  readonly format?: string;
  readonly default?: unknown;
  readonly maxLength?: number;
  readonly description?: string;
}

interface Known {
  readonly value: string;
  readonly label: string;
}

interface EndpointFormProps<E extends Endpoint> {
  readonly endpoint: E;
  /** Fields that the page fixes, like the customer. */
  readonly fixed: Readonly<Record<string, string>>;
  /** What a field may name, like the cases of the customer. */
  readonly known: Readonly<Record<string, readonly Known[]>>;
  /** What stands in a field at first. */
  readonly first: Readonly<Record<string, string | undefined>>;
  /** Told what stands in the form whenever it changes. */
  readonly onTyped?: (given: Readonly<Record<string, string>>) => void;
  /** What stands before the button: what speaks against it. */
  readonly before?: ReactNode;
  readonly onDone: (output: OutputOf<E>) => void;
}

const longText = 1_000;

export function EndpointForm<E extends Endpoint>({
  endpoint,
  fixed,
  known,
  first,
  onTyped,
  before,
  onDone,
}: EndpointFormProps<E>) {
  const write = useWrite(endpoint);
  const [key] = useState(() => crypto.randomUUID());
  const { properties = {}, required = [] } = z.toJSONSchema(endpoint.input, {
    io: 'input',
    unrepresentable: 'any',
  }) as {
    readonly properties?: Readonly<Record<string, FieldSchema>>;
    readonly required?: readonly string[];
  };
  // Objects have no field of their own here; the command line and the API take them.
  const names = Object.keys(properties).filter(
    (name) => !(name in fixed) && name !== 'idempotencyKey' && properties[name]?.type !== 'object',
  );
  const isFirst = (name: string) => required.includes(name) || (properties[name]?.maxLength ?? 0) > longText;
  const save = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const given = Object.fromEntries(new FormData(event.currentTarget)) as Record<string, string>;
    const filled = Object.entries(given).filter(([, value]) => value.trim() !== '');
    const input = Object.fromEntries(filled.map(([name, value]) => [name, valueOf(value, properties[name], given)]));
    write.mutate({ ...fixed, ...input, idempotencyKey: key } as unknown as RequestOf<E>, { onSuccess: onDone });
  };
  const problem = write.error;
  const show = (name: string) => (
    <Field
      key={name}
      name={name}
      schema={properties[name] ?? {}}
      isRequired={required.includes(name)}
      known={known[name] ?? []}
      first={first[name]}
      wrong={problem?.field === name ? problem.message : null}
    />
  );
  return (
    <form
      className="record-form"
      onSubmit={save}
      onChange={({ currentTarget }) =>
        onTyped?.(Object.fromEntries(new FormData(currentTarget)) as Record<string, string>)
      }
    >
      {names.filter(isFirst).map(show)}
      <details open={names.some((name) => !isFirst(name) && first[name] !== undefined)}>
        <summary>More</summary>
        {names.filter((name) => !isFirst(name)).map(show)}
      </details>
      {problem !== null && (
        <p className="fault" role="alert">
          <strong>{problem.message}</strong> {problem.remedy}
        </p>
      )}
      {before}
      <button type="submit" className="main" disabled={write.isPending}>
        Record
      </button>
    </form>
  );
}

interface FieldProps {
  readonly name: string;
  readonly schema: FieldSchema;
  readonly isRequired: boolean;
  readonly known: readonly Known[];
  readonly first: string | undefined;
  readonly wrong: string | null;
}

function Field({ name, schema, isRequired, known, first, wrong }: FieldProps) {
  const start = first ?? (schema.default === undefined ? '' : String(schema.default));
  const shared = { name, required: isRequired, defaultValue: start, 'aria-invalid': wrong !== null };
  return (
    <label>
      {labelOf(name)}
      {schema.enum !== undefined ? (
        <select {...shared}>
          {!isRequired && <option value="">not said</option>}
          {schema.enum.map((choice) => (
            <option key={choice}>{choice}</option>
          ))}
        </select>
      ) : (schema.maxLength ?? 0) > longText ? (
        <textarea {...shared} rows={3} maxLength={schema.maxLength} />
      ) : (
        <input
          {...shared}
          type={schema.format === 'date' ? 'date' : 'text'}
          inputMode={schema.type === 'integer' || schema.type === 'number' ? 'decimal' : undefined}
          list={known.length > 0 ? `known-${name}` : undefined}
        />
      )}
      {known.length > 0 && (
        <datalist id={`known-${name}`}>
          {known.map(({ value, label }) => (
            <option key={value} value={value} label={label} />
          ))}
        </datalist>
      )}
      {wrong !== null ? <small className="bad">{wrong}</small> : <small>{hintOf(name, schema)}</small>}
    </label>
  );
}

/** `scaleMax` as people read it: Scale max. */
function labelOf(name: string): string {
  const words = name.replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`).replace(/ id$/, '');
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}`;
}

function hintOf(name: string, { description }: FieldSchema): string {
  if (isMoney(description)) return 'In the currency, like 120.50';
  if (name === 'occurredAt') return 'When it was true, if not now, like 2026-11-21T09:30:00Z';
  return description ?? '';
}

/** What stands in a field as the contract takes it: money in whole minor units. What cannot be read stays as it is, and is refused by name. */
function valueOf(given: string, schema: FieldSchema | undefined, all: Readonly<Record<string, string>>) {
  const number = Number(given.replace(',', '.'));
  if ((schema?.type !== 'integer' && schema?.type !== 'number') || !Number.isFinite(number)) return given.trim();
  return isMoney(schema.description) ? Math.round(number * 10 ** digitsOf(all['currency'] ?? '')) : number;
}

/** Amounts say in the contract that they are minor units; people type them in the currency. */
function isMoney(description: string | undefined): boolean {
  return description?.includes('minor units') === true;
}

function digitsOf(currency: string): number {
  try {
    return new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2;
  } catch {
    return 2;
  }
}
