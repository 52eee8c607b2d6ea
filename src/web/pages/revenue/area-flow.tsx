/** What went out, what stays and what is at risk now, each flowing to the area whose promise broke or that bears the burden. */
import { Link } from '@tanstack/react-router';
import { area, curveBumpX } from 'd3-shape';
import type { AuditReport } from '../../../api/audit-report.ts';
import { formatMoney } from '../../../documents/format.ts';
import { FigureLink } from '../../parts/figure-link.tsx';
import { Stripes } from '../../parts/stripes.tsx';

type Revenue = AuditReport['revenue'][number];

const width = 900;
const height = 280;
const left = 210;
const right = 600;
const top = 12;
const gap = 14;
const kinds = ['out', 'stays', 'atRisk'] as const;
const kindWords = { out: 'Out', stays: 'Stays', atRisk: 'At risk now' } as const;

interface Node {
  readonly key: string;
  readonly name: string;
  readonly amount: number;
  readonly y: number;
}

interface FlowProps {
  readonly revenue: Revenue;
  /** The filters that the figures were computed with: each opens with them. */
  readonly filters: Readonly<Record<string, string>>;
}

export function AreaFlow({ revenue, filters }: FlowProps) {
  const { currency } = revenue;
  const columns = columnsOf(revenue);
  const all = columns.reduce((sum, { amounts }) => sum + sumOf(amounts), 0);
  const present = kinds.filter((kind) => revenue[kind] > 0);
  if (all === 0 || present.length === 0) return null;
  const rows = Math.max(columns.length, present.length);
  const scale = (height - 2 * top - gap * (rows - 1)) / all;
  const sources = stacked(
    present.map((kind) => ({ key: kind, name: kindWords[kind], amount: sumKind(columns, kind) })),
    scale,
  );
  const targets = stacked(
    columns.map(({ area: key, name, amounts }) => ({ key, name, amount: sumOf(amounts) })),
    scale,
  );
  const money = (amount: number) => formatMoney({ amount, currency });
  const [first] = columns;
  const words = `Most of what was in question hangs on ${first?.name ?? ''}: ${money(sumOf(first?.amounts ?? {}))} of ${money(all)} that went out, stays after an issue or is at risk now.`;
  return (
    <figure className="chart">
      <figcaption>
        {words} By the area whose promise broke, or that bears the burden. A band opens what it is made of; an area, its
        broken promises.
      </figcaption>
      <div className="scroll-frame" role="region" aria-label={`Money by area in ${currency}`} tabIndex={0}>
        <svg viewBox={`0 0 ${width} ${height}`} role="group" aria-label={`${words} The table below has each area.`}>
          <Stripes id={`areas-${currency}`} />
          {ribbonsOf(columns, sources, targets, scale).map(({ key, kind, column, path }) => {
            const band = (
              <path
                key={key}
                className={`flow-band ${kind === 'atRisk' ? 'calm' : kind}`}
                d={path}
                {...(kind === 'stays' && { fill: `url(#areas-${currency})` })}
              >
                <title>{`${kindWords[kind]}, ${column.name}: ${money(column.amounts[kind] ?? 0)}`}</title>
              </path>
            );
            return column.figure === null ? (
              band
            ) : (
              <FigureLink key={key} name={`${column.figure}.${kind}`} filters={filters}>
                {band}
              </FigureLink>
            );
          })}
          {sources.map(({ key, name, amount, y }) => (
            <FigureLink key={key} name={`${revenue.figure}.${key}`} filters={filters}>
              <text x={left - 8} y={y + (amount * scale) / 2 + 4} textAnchor="end">
                {name} {money(amount)}
              </text>
            </FigureLink>
          ))}
          {targets.map(({ key, name, amount, y }) => {
            const text = (
              <text key={key} x={right + 8} y={y + (amount * scale) / 2 + 4}>
                {name} {money(amount)}
              </text>
            );
            return key === '' ? (
              text
            ) : (
              <Link key={key} to="/promises" search={{ by: key, part: 'broken' }}>
                {text}
              </Link>
            );
          })}
        </svg>
      </div>
    </figure>
  );
}

type Amounts = Readonly<Partial<Record<(typeof kinds)[number], number>>>;
interface Column {
  readonly area: string;
  readonly name: string;
  /** What its figures are called; null for what hangs on no area. */
  readonly figure: string | null;
  readonly amounts: Amounts;
}

/** Every area with something, the most first, and what hangs on no area that is known. */
function columnsOf(revenue: Revenue): readonly Column[] {
  const areas = revenue.areas.map(({ area: key, name, figure, out, stays, atRisk }) => ({
    area: key,
    name,
    figure,
    amounts: { out, stays, atRisk },
  }));
  const rest = Object.fromEntries(kinds.map((kind) => [kind, Math.max(0, revenue[kind] - sumKind(areas, kind))]));
  return [...areas, { area: '', name: 'no area known', figure: null, amounts: rest }]
    .filter(({ amounts }) => sumOf(amounts) > 0)
    .sort((one, other) => sumOf(other.amounts) - sumOf(one.amounts));
}

function sumOf(amounts: Amounts): number {
  return kinds.reduce((sum, kind) => sum + (amounts[kind] ?? 0), 0);
}

function sumKind(columns: readonly Column[], kind: (typeof kinds)[number]): number {
  return columns.reduce((sum, { amounts }) => sum + (amounts[kind] ?? 0), 0);
}

/** Nodes one below the other. */
function stacked(nodes: readonly Omit<Node, 'y'>[], scale: number): readonly Node[] {
  let y = top;
  return nodes.map((node) => {
    const placed = { ...node, y };
    y += node.amount * scale + gap;
    return placed;
  });
}

/** A ribbon from each kind of money to each area, in the order in which both are stacked. */
function ribbonsOf(columns: readonly Column[], sources: readonly Node[], targets: readonly Node[], scale: number) {
  const used = new Map<string, number>();
  const take = (side: string, node: Node, size: number): number => {
    const key = `${side} ${node.key}`;
    const from = used.get(key) ?? 0;
    used.set(key, from + size);
    return node.y + from;
  };
  return sources.flatMap((source) =>
    columns.flatMap((column) => {
      const { area: key, amounts } = column;
      const kind = source.key as (typeof kinds)[number];
      const target = targets.find((node) => node.key === key);
      const size = (amounts[kind] ?? 0) * scale;
      if (target === undefined || size === 0) return [];
      const ends = [
        { x: left, y: take('from', source, size) },
        { x: right, y: take('to', target, size) },
      ];
      const path =
        area<(typeof ends)[number]>(
          ({ x }) => x,
          ({ y }) => y,
          ({ y }) => y + size,
        ).curve(curveBumpX)(ends) ?? '';
      return [{ key: `${kind} ${key}`, kind, column, path }];
    }),
  );
}
