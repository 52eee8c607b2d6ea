/** The fields of the address by which promises are found: filters, the view they are found in, and how they are grouped. */
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

interface View {
  readonly name: string;
  readonly label: string;
  /** What it asks for, beside the filters. */
  readonly asks: Readonly<Record<string, string>>;
}

/** What is looked for most: one step away, and each with an address of its own. */
export const views: readonly View[] = [
  { name: 'open', label: 'Open', asks: { part: 'open' } },
  { name: 'late', label: 'Late', asks: { due: 'late' } },
  { name: 'waiting', label: 'Waiting for acceptance', asks: { waiting: 'true' } },
  { name: 'unbacked', label: 'Unbacked or imposed', asks: { unbackedOrImposed: 'true' } },
  { name: 'everything', label: 'Everything', asks: {} },
];

/** Filters that say which state promises are in, as a view does: with one of them there is no view but its own. */
export const filtersOfState = ['state', 'part', 'due', 'unbacked', 'imposed', 'waitingFor'] as const;

/** The view of an address: the one it names; what is open, where it asks for nothing; null where filters say it all. */
export function viewIn(fields: Fields): View | null {
  const named = views.find(({ name }) => name === fields['view']);
  const isFiltered = Object.keys(given(fields, filterNames)).length > 0;
  return named ?? (isFiltered ? null : (views[0] ?? null));
}

/** A change of filters, in the view that is shown: one that says which state stands alone. */
export function inView(fields: Fields, changed: Fields): Fields {
  const saysState = filtersOfState.some((name) => changed[name]);
  const shown = viewIn(fields)?.name;
  return { ...changed, view: saysState && shown !== undefined ? 'everything' : shown };
}

/** What the address asks the server for. */
export function askedOf(fields: Fields): Readonly<Record<string, string>> {
  return { ...viewIn(fields)?.asks, ...given(fields, filterNames) };
}
