/** How a run and its options stand in the address, and what is said of its counts. */

/** Options of the source stand in the address behind this, so that what was tried out is what is run. */
export const optionPrefix = 'option.';

/** The options of the source that stand in the address. */
export function optionsIn(fields: Readonly<Record<string, string | undefined>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(fields).flatMap(([name, value]) =>
      name.startsWith(optionPrefix) && value !== undefined ? [[name.slice(optionPrefix.length), value]] : [],
    ),
  );
}

/** `1 event`, `2,300 events`. */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${count.toLocaleString()} ${count === 1 ? one : many}`;
}
