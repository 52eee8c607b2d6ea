/** Customers by segment and by how far they trust: one cell for each of both, so that totals of either are sums of cells. */
import type { HistoryColumns } from '../ledger/views/purchase-histories.ts';

export interface Grouping {
  /** The cell of each customer. */
  readonly group: Uint32Array;
  readonly groups: number;
  readonly segments: readonly string[];
}

/** Trust from the lowest on; the last are those whose trust is not known. */
export const trustBands = [
  'Trust below .50',
  'Trust .50 to .70',
  'Trust above .70',
  'No promise has come to an end',
] as const;
const [lowest, middle] = [0.5, 0.7];

const segmentsMax = 12;
const otherSegments = 'Other segments';
const noSegment = 'Without a segment';

/** Cells of customers: the largest segments by name, the others together. */
export function groupingOf({ customerIds, segments }: HistoryColumns, trust: ReadonlyMap<string, number>): Grouping {
  const counts = new Map<string, number>();
  for (const segment of segments) counts.set(segment ?? noSegment, (counts.get(segment ?? noSegment) ?? 0) + 1);
  const bySize = [...counts].sort(([one, ofOne], [other, ofOther]) => ofOther - ofOne || (one < other ? -1 : 1));
  const names = bySize.slice(0, segmentsMax).map(([name]) => name);
  const shown = bySize.length > segmentsMax ? [...names, otherSegments] : names;
  const placeOf = new Map(names.map((name, place) => [name, place]));
  const group = Uint32Array.from(customerIds, (id, row) => {
    const segment = placeOf.get(segments[row] ?? noSegment) ?? segmentsMax;
    return segment * trustBands.length + bandOf(trust.get(id));
  });
  return { group, groups: shown.length * trustBands.length, segments: shown };
}

function bandOf(trust: number | undefined): number {
  if (trust === undefined) return 3;
  return trust < lowest ? 0 : trust < middle ? 1 : 2;
}

/** The cells of a segment, and of a band. */
export function cellsOfSegment(segment: number): readonly number[] {
  return trustBands.map((_, band) => segment * trustBands.length + band);
}

export function cellsOfBand({ segments }: Grouping, band: number): readonly number[] {
  return segments.map((_, segment) => segment * trustBands.length + band);
}
