/** A table of any length: only the lines in sight stand in the page, and only the pages around them are asked for. */
import './virtual-table.css';
import { useVirtualizer } from '@tanstack/react-virtual';
import { type CSSProperties, type ReactNode, useEffect, useRef, useSyncExternalStore } from 'react';
import type { Endpoint, RequestOf } from '../../api/endpoint.ts';
import { type ListOf, useRowsAt } from '../query.ts';

/** Rows that stand together: all of a list, or those of a group with its head above them. */
export interface Group<E extends Endpoint> {
  readonly head: string | null;
  readonly count: number;
  readonly input: RequestOf<E>;
}

export interface Column {
  readonly title: string;
  /** Said to those who cannot see what stands below it. */
  readonly isHidden?: boolean;
  readonly isNumber?: boolean;
}

/** What the element of a row needs to stand where it belongs. */
export interface Place {
  readonly style: CSSProperties;
  readonly 'aria-rowindex': number;
}

interface VirtualTableProps<E extends Endpoint, Row> {
  readonly label: string;
  readonly list: ListOf<E, Row>;
  readonly groups: readonly Group<E>[];
  readonly columns: readonly Column[];
  /** The class that lays out the cells of a line. */
  readonly layout: string;
  /** Rows to show at the beginning while those of a changed list are under way. */
  readonly kept?: readonly Row[];
  readonly isWaiting?: boolean;
  readonly children: (row: Row, place: Place) => ReactNode;
}

const linePixels = 44;
/** On a phone the cells of a row stand below each other. */
const stackedPixels = 92;
const phone = matchMedia('(max-width: 48rem)');

function useIsPhone(): boolean {
  return useSyncExternalStore(
    (reader) => {
      phone.addEventListener('change', reader);
      return () => phone.removeEventListener('change', reader);
    },
    () => phone.matches,
  );
}

const linesAround = 12;

export function VirtualTable<E extends Endpoint, Row>(props: VirtualTableProps<E, Row>) {
  const { label, list, groups, columns, layout, kept = [], isWaiting = false } = props;
  const frame = useRef<HTMLDivElement>(null);
  const isPhone = useIsPhone();
  const starts = startsOf(groups);
  const lines = starts.at(-1) ?? 0;
  const virtual = useVirtualizer({
    count: lines,
    getScrollElement: () => frame.current,
    estimateSize: (line) => (isPhone && placeOf(groups, starts, line)?.row !== null ? stackedPixels : linePixels),
    overscan: linesAround,
  });
  useEffect(() => virtual.measure(), [virtual, isPhone]);
  const shown = virtual.getVirtualItems().flatMap(({ index, start, size, key }) => {
    const place = placeOf(groups, starts, index);
    const style = { transform: `translateY(${start}px)`, height: size };
    return place === null ? [] : [{ ...place, key, at: { style, 'aria-rowindex': index + 2 } }];
  });
  const rows = useRowsAt(
    list,
    shown.map(({ group, row }) => (row === null ? null : { input: group.input, place: row })),
  );
  return (
    <div
      className={isWaiting ? 'table-frame waiting' : 'table-frame'}
      ref={frame}
      tabIndex={0}
      role="region"
      aria-label={`${label}, in a frame that scrolls`}
    >
      <div role="table" aria-rowcount={lines + 1} aria-label={label}>
        <div role="row" aria-rowindex={1} className={`line head ${layout}`}>
          {columns.map(({ title, isHidden = false, isNumber = false }) => (
            <span role="columnheader" key={title} {...(isNumber && { className: 'number' })}>
              {isHidden ? <span className="hidden">{title}</span> : title}
            </span>
          ))}
        </div>
        <div role="rowgroup" style={{ height: virtual.getTotalSize(), position: 'relative' }}>
          {shown.map(({ group, row, key, at }, index) => {
            if (row === null)
              return <Head key={key} head={group.head ?? ''} count={group.count} at={at} layout={layout} />;
            const known = rows[index] ?? (groups.length === 1 ? kept[row] : undefined);
            return known === undefined ? <UnderWay key={key} at={at} layout={layout} /> : props.children(known, at);
          })}
        </div>
      </div>
    </div>
  );
}

interface LineProps {
  readonly at: Place;
  readonly layout: string;
}

function Head({ head, count, at, layout }: LineProps & { readonly head: string; readonly count: number }) {
  return (
    <div role="row" className={`line group ${layout}`} {...at}>
      <span role="cell">
        {head} <span className="count">{count.toLocaleString()}</span>
      </span>
    </div>
  );
}

/** Holds the place of a row that was asked for. */
function UnderWay({ at, layout }: LineProps) {
  return (
    <div role="row" className={`line under-way ${layout}`} {...at}>
      <span role="cell">
        <span className="hidden">under way</span>
      </span>
    </div>
  );
}

/** The line at which each group begins, and last, how many lines there are. */
function startsOf(groups: readonly Group<Endpoint>[]): readonly number[] {
  const starts = [0];
  for (const { head, count } of groups) starts.push((starts.at(-1) ?? 0) + count + (head === null ? 0 : 1));
  return starts;
}

/** The group of a line, and which of its rows it is; null for its head. Found by halving: there may be thousands of groups. */
function placeOf<E extends Endpoint>(groups: readonly Group<E>[], starts: readonly number[], line: number) {
  let [low, high] = [0, groups.length - 1];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((starts[middle] ?? 0) <= line) low = middle;
    else high = middle - 1;
  }
  const group = groups[low];
  if (group === undefined) return null;
  const within = line - (starts[low] ?? 0) - (group.head === null ? 0 : 1);
  return { group, row: within < 0 ? null : within };
}
