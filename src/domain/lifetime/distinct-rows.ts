/** Equal rows taken together: what is computed once need not be computed for every customer. */

export interface DistinctRows {
  /** For every row, the number of its group. */
  readonly group: Uint32Array;
  /** For every group, its first row. */
  readonly first: Uint32Array;
}

/**
 * Groups rows that are equal in all columns; groups are numbered in the order in which they appear.
 *
 * @example distinctRows([Float64Array.of(1, 2, 1)]).group // [0, 1, 0]
 */
export function distinctRows(columns: readonly Float64Array[]): DistinctRows {
  const rows = columns[0]?.length ?? 0;
  const group = new Uint32Array(rows);
  let first: number[] = rows === 0 ? [] : [0];
  for (const column of columns) {
    const seen = first.map(() => new Map<number, number>());
    first = [];
    for (let row = 0; row < rows; row += 1) {
      const among = seen[group[row] ?? 0];
      const value = column[row] ?? 0;
      let found = among?.get(value);
      if (found === undefined) {
        found = first.length;
        first.push(row);
        among?.set(value, found);
      }
      group[row] = found;
    }
  }
  return { group, first: Uint32Array.from(first) };
}

/** How much each group weighs: the sum over its rows, each row counting once when no weights are given. */
export function weightsOfGroups({ group, first }: DistinctRows, weights: ArrayLike<number> | null): Float64Array {
  const sums = new Float64Array(first.length);
  for (let row = 0; row < group.length; row += 1) {
    const at = group[row] ?? 0;
    sums[at] = (sums[at] ?? 0) + (weights === null ? 1 : (weights[row] ?? 0));
  }
  return sums;
}

/** The values of a column at the first row of each group. */
export function valuesOfGroups({ first }: DistinctRows, column: Float64Array): Float64Array {
  return Float64Array.from(first, (row) => column[row] ?? 0);
}
