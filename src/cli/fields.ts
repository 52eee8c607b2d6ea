/** The fields of an endpoint as positional words and options of a command line. */
import * as z from 'zod';
import type { Command, Endpoint } from '../api/endpoint.ts';

export interface Field {
  readonly name: string;
  /** `--due-day`. */
  readonly flag: string;
  readonly kind: 'text' | 'number' | 'whole' | 'switch' | 'list' | 'json';
  readonly required: boolean;
  readonly description: string;
  readonly choices: readonly string[];
}

interface PropertySchema {
  readonly type?: string | readonly string[];
  readonly enum?: readonly unknown[];
  readonly anyOf?: readonly PropertySchema[];
  readonly description?: string;
  readonly default?: unknown;
}

/** Every field of an endpoint but those that the command itself fixes. */
export function fieldsOf(endpoint: Endpoint, command: Command): readonly Field[] {
  const schema = z.toJSONSchema(endpoint.input, { io: 'input', unrepresentable: 'any' }) as {
    readonly properties?: Readonly<Record<string, PropertySchema>>;
    readonly required?: readonly string[];
  };
  return Object.entries(schema.properties ?? {})
    .filter(([name]) => !(name in (command.fixed ?? {})))
    .map(([name, property]) => ({
      name,
      flag: `--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`,
      kind: kindOf(property),
      required: schema.required?.includes(name) ?? false,
      description: describe(property),
      choices: choicesOf(property),
    }));
}

/** The value of a field as the contract takes it. What cannot be read stays text: the contract names it in its refusal. */
export function valueOf(field: Field, given: unknown): unknown {
  if (typeof given !== 'string') return given;
  switch (field.kind) {
    case 'whole':
      // 12400.00 said of whole cents would be a hundredth of what is meant.
      return /^-?\d+$/.test(given.trim()) ? Number(given) : given;
    case 'number':
      return given.trim() !== '' && Number.isFinite(Number(given)) ? Number(given) : given;
    case 'list':
      return given.split(',').map((part) => part.trim());
    case 'json':
      try {
        return JSON.parse(given) as unknown;
      } catch {
        return given;
      }
    case 'text':
    case 'switch':
      return given;
  }
}

/** Names of the positional fields of `move <promiseId> [move]`, with whether each must be given. */
export function positionals(usage: string): readonly { readonly name: string; readonly required: boolean }[] {
  return [...usage.matchAll(/<(\w+)>|\[(\w+)\]/g)].map((match) => ({
    name: match[1] ?? match[2] ?? '',
    required: match[1] !== undefined,
  }));
}

function kindOf(property: PropertySchema): Field['kind'] {
  const types = [property, ...(property.anyOf ?? [])].flatMap((schema) => schema.type ?? []);
  if (types.includes('boolean')) return 'switch';
  if (types.includes('array')) return 'list';
  if (types.includes('object')) return 'json';
  if (types.includes('number')) return 'number';
  if (types.includes('integer')) return 'whole';
  return 'text';
}

function choicesOf(property: PropertySchema): readonly string[] {
  return (property.enum ?? []).filter((choice) => typeof choice === 'string');
}

function describe(property: PropertySchema): string {
  const choices = choicesOf(property);
  return [
    property.description,
    choices.length > 0 && choices.length <= 12 && property.description === undefined ? choices.join(', ') : undefined,
    property.default === undefined || typeof property.default === 'object'
      ? undefined
      : `(default: ${String(property.default)})`,
  ]
    .filter((part) => part !== undefined)
    .join(' ');
}
