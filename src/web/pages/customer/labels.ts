/** What stands on the lines of the diagram, and where, so that nothing covers anything else. */
import { formatTrust } from '../../../documents/format.ts';
import { box, type Line, type Party, type Point } from './layout.ts';
import { shortTrendOf } from './trust-link.tsx';

export interface Label extends Point {
  readonly line: Line;
  readonly text: string;
  readonly width: number;
}

export const labelHeight = 22;
const letterWidth = 8.5;
/** Parts of the way at which a label may stand, the best first. */
const parts = [0.5, 0.42, 0.58, 0.34, 0.66, 0.26, 0.74, 0.18, 0.82];

/** Every line's label at the first part of its way that is free; short lines, which have the least room, choose first. */
export function labelsOf(lines: readonly Line[], parties: readonly Party[]): readonly Label[] {
  const placed: Label[] = [];
  for (const line of [...lines].sort((left, right) => lengthOf(left) - lengthOf(right))) {
    const text = textOf(line);
    const size = { line, text, width: 12 + text.length * letterWidth };
    const places = parts.map((part): Label => ({ ...size, ...along(line, part) }));
    const free = places.find(
      (place) =>
        placed.every((other) => !isOver(place, other, other.width, labelHeight)) &&
        parties.every((party) => !isOver(place, party, box.width, box.height)),
    );
    const label = free ?? places[0];
    if (label !== undefined) placed.push(label);
  }
  return placed;
}

function textOf({ edge }: Line): string {
  if (edge.outcomes === 0) return '?';
  const trend = shortTrendOf(edge);
  const direction = trend.startsWith('+') ? ' ▲' : trend.startsWith('−') ? ' ▼' : '';
  return `${formatTrust(edge.score)}${direction}${edge.openBurdens > 0 ? ' ●' : ''}`;
}

function isOver(label: Label, other: Point, width: number, height: number): boolean {
  return (
    Math.abs(label.x - other.x) < (label.width + width) / 2 && Math.abs(label.y - other.y) < (labelHeight + height) / 2
  );
}

function lengthOf({ start, end }: Line): number {
  return Math.hypot(end.x - start.x, end.y - start.y);
}

/** The point at a part of the way along a line. */
function along({ start, turn, end }: Line, part: number): Point {
  const at = (axis: 'x' | 'y') =>
    (1 - part) ** 2 * start[axis] + 2 * part * (1 - part) * turn[axis] + part ** 2 * end[axis];
  return { x: at('x'), y: at('y') };
}
