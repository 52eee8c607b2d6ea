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
  /** How the field is headed, where its name says it to programs only. */
  readonly title?: string;
  /** What a list or a record holds. */
  readonly items?: { readonly type?: string };
  readonly additionalProperties?: { readonly type?: string };
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
  // Objects other than numbers by name have no field here; the command line and the API take them.
  const names = Object.keys(properties).filter(
    (name) =>
      !(name in fixed) &&
      name !== 'idempotencyKey' &&
      (properties[name]?.type !== 'object' || isNumbersByName(properties[name])),
  );
  const isFirst = (name: string) => required.includes(name) || (properties[name]?.maxLength ?? 0) > longText;
  const save = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const given = Object.fromEntries(new FormData(event.currentTarget)) as Record<string, string>;
    const input = inputOf(given, properties);
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
  if (isNumbersByName(schema)) return <NumbersByName {...{ name, known, wrong }} hint={hintOf(name, schema)} />;
  const start = first ?? (schema.default === undefined ? '' : String(schema.default));
  const shared = { name, required: isRequired, defaultValue: start, 'aria-invalid': wrong !== null };
  return (
    <label>
      {schema.title ?? labelOf(name)}
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

/** Numbers by name, like the shares of areas: a field for each name that is known. */
function NumbersByName({ name, known, wrong, hint }: NumbersProps) {
  return (
    <fieldset className="numbers-by-name">
      <legend>{labelOf(name)}</legend>
      {known.map(({ value, label }) => (
        <label key={value}>
          {label}
          <input name={`${name}${partMark}${value}`} type="text" inputMode="decimal" />
        </label>
      ))}
      {wrong !== null ? <small className="bad">{wrong}</small> : <small>{hint}</small>}
    </fieldset>
  );
}

interface NumbersProps {
  readonly name: string;
  readonly known: readonly Known[];
  readonly wrong: string | null;
  readonly hint: string;
}

/** Stands between a field that holds numbers by name and one of the names: no field of the contract has it. */
const partMark = '.';

function isNumbersByName(schema: FieldSchema | undefined): boolean {
  return schema?.type === 'object' && schema.additionalProperties?.type === 'number';
}

/** What was typed, as the input of the endpoint. */
function inputOf(given: Readonly<Record<string, string>>, properties: Readonly<Record<string, FieldSchema>>) {
  const input: Record<string, unknown> = {};
  for (const [field, value] of Object.entries(given)) {
    if (value.trim() === '') continue;
    const [name = '', part] = field.split(partMark);
    if (part === undefined) input[name] = valueOf(value, properties[name], given);
    else input[name] = { ...(input[name] as object | undefined), [part]: valueOf(value, { type: 'number' }, given) };
  }
  return input;
}

/** `scaleMax` as people read it: Scale max. */
function labelOf(name: string): string {
  const words = name.replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`).replace(/ id$/, '');
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}`;
}

function hintOf(name: string, schema: FieldSchema): string {
  const { description } = schema;
  if (isMoney(description)) return 'In the currency, like 120.50';
  if (isNumbersByName(schema)) return 'Parts of one, like 0.5 and 0.5; together they come to 1';
  if (schema.type === 'array') return description ?? 'Several, with a comma between';
  if (name === 'occurredAt') return 'When it was true, if not now, like 2026-11-21T09:30:00Z';
  return description ?? '';
}

/** What stands in a field as the contract takes it: money in whole minor units. What cannot be read stays as it is, and is refused by name. */
function valueOf(given: string, schema: FieldSchema | undefined, all: Readonly<Record<string, string>>) {
  if (schema?.type === 'array') return given.split(',').map((one) => one.trim());
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
