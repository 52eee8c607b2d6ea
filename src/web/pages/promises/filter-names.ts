/** The fields of the address by which promises are found, and how they are grouped. */
export const filterNames = [
  'text',
  'customer',
  'by',
  'to',
  'person',
  'offer',
  'state',
  'part',
  'due',
  'unbacked',
  'imposed',
  'waitingFor',
  'topic',
  'step',
  'segment',
] as const;

export type Fields = Readonly<Record<string, string | undefined>>;

/** Those fields of an address that are given. */
export function given(fields: Fields, names: readonly string[]): Readonly<Record<string, string>> {
  return Object.fromEntries(names.flatMap((name) => (fields[name] ? [[name, fields[name]]] : [])));
}
