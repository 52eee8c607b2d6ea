/** Rows of the database as the contract names their fields: `made_at` is `madeAt`. */

const camelNames = new Map<string, string>();

function camelName(column: string): string {
  const known = camelNames.get(column);
  if (known !== undefined) return known;
  const name = column.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
  camelNames.set(column, name);
  return name;
}

/** A row with its columns named in camel case; values stay as they are. */
export function camelRow(row: object): Record<string, unknown> {
  return Object.fromEntries(Object.entries(row).map(([column, value]) => [camelName(column), value]));
}
