/** Any number of promises as rows: only those in sight stand in the page, the next are fetched before they are needed. */
import { Link, useNavigate } from '@tanstack/react-router';
import { useVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, useEffect, useRef } from 'react';
import type { PromiseView } from '../../../api/promise-views.ts';
import { stateLooks } from '../../../documents/states.ts';
import { StateMark } from '../../parts/state-mark.tsx';
import { Due } from '../../parts/when.tsx';

interface TableProps {
  readonly rows: readonly PromiseView[];
  readonly count: number;
  readonly asOf: string;
  readonly group: string;
  readonly nameOf: (party: string) => string;
  readonly chosen: ReadonlyMap<string, PromiseView>;
  readonly pending: ReadonlySet<string>;
  readonly onToggle: (promise: PromiseView) => void;
  readonly onEnd: () => void;
}

const rowPixels = 44;
const rowsAhead = 30;

type Line = { readonly head: string; readonly size: number } | { readonly promise: PromiseView };

export function PromiseTable({ rows, count, group, nameOf, chosen, pending, onToggle, onEnd }: TableProps) {
  const frame = useRef<HTMLDivElement>(null);
  const lines = grouped(rows, group, nameOf);
  const virtual = useVirtualizer({
    count: lines.length,
    getScrollElement: () => frame.current,
    estimateSize: () => rowPixels,
    overscan: 12,
  });
  const shown = virtual.getVirtualItems();
  const last = shown.at(-1)?.index ?? 0;
  useEffect(() => {
    if (last >= lines.length - rowsAhead && rows.length < count) onEnd();
  });
  return (
    <div className="table-frame" ref={frame} tabIndex={0} role="region" aria-label="Promises found">
      <div role="table" aria-rowcount={count} aria-label="Promises">
        <div role="row" className="promise-line head">
          {['', 'State', 'Promise', 'Customer', 'By', 'To', 'Due'].map((title) => (
            <span role="columnheader" key={title}>
              {title === '' ? <span className="hidden">Choose</span> : title}
            </span>
          ))}
        </div>
        <div role="rowgroup" style={{ height: virtual.getTotalSize(), position: 'relative' }}>
          {shown.map(({ index, start, key }) => {
            const line = lines[index];
            if (line === undefined) return null;
            const style = { transform: `translateY(${start}px)`, height: rowPixels };
            if ('head' in line) {
              return (
                <div role="row" key={key} className="promise-line group" style={style}>
                  <span role="cell">
                    {line.head} <span className="count">{line.size}</span>
                  </span>
                </div>
              );
            }
            const { promise } = line;
            return (
              <PromiseLine
                key={promise.promiseId + promise.customerId}
                {...{ promise, nameOf, style, index, onToggle }}
                isChosen={chosen.has(promise.promiseId)}
                isPending={pending.has(promise.promiseId)}
              />
            );
          })}
        </div>
      </div>
    </div>
  );
}

interface LineProps {
  readonly promise: PromiseView;
  readonly nameOf: (party: string) => string;
  readonly style: { readonly transform: string; readonly height: number };
  readonly index: number;
  readonly isChosen: boolean;
  readonly isPending: boolean;
  readonly onToggle: (promise: PromiseView) => void;
}

function PromiseLine({ promise, nameOf, style, index, isChosen, isPending, onToggle }: LineProps) {
  const navigate = useNavigate();
  const words = promise.words ?? '[erased]';
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.target !== event.currentTarget) return;
    if (event.key === 'Enter') void navigate({ to: `/promises/${promise.promiseId}` });
    if (event.key === 'x') onToggle(promise);
  };
  return (
    <div
      role="row"
      aria-rowindex={index + 2}
      className={isPending ? 'promise-line pending' : 'promise-line'}
      style={style}
      data-row
      tabIndex={-1}
      onKeyDown={onKeyDown}
    >
      <span role="cell">
        <input type="checkbox" checked={isChosen} aria-label={`Choose ${words}`} onChange={() => onToggle(promise)} />
      </span>
      <span role="cell">
        <StateMark state={promise.state} />
      </span>
      <span role="cell" className="cut" title={words}>
        <Link to={`/promises/${promise.promiseId}`}>{words}</Link>
        {promise.missingBackers.length > 0 && promise.balancePart === 'open' && (
          <>
            {' '}
            <StateMark state="unbacked" />
          </>
        )}
      </span>
      <span role="cell" className="cut">
        <Link to={`/customers/${promise.customerId}`}>{promise.customerName ?? promise.customerId}</Link>
      </span>
      <span role="cell" className="cut">
        {nameOf(promise.byParty)}
      </span>
      <span role="cell" className="cut">
        {nameOf(promise.toParty)}
      </span>
      <span role="cell">
        <Due promise={promise} />
      </span>
    </div>
  );
}

/** The rows with a head above each group, in the order in which the groups first occur. */
function grouped(rows: readonly PromiseView[], group: string, nameOf: (party: string) => string): readonly Line[] {
  const named = {
    area: ({ byParty }: PromiseView) => nameOf(byParty),
    customer: ({ customerName, customerId }: PromiseView) => customerName ?? customerId,
    state: ({ state }: PromiseView) => stateLooks[state].word,
  };
  const headOf = named[group as keyof typeof named];
  if (headOf === undefined) return rows.map((promise) => ({ promise }));
  const groups = new Map<string, PromiseView[]>();
  for (const promise of rows) {
    const head = headOf(promise);
    const known = groups.get(head);
    if (known === undefined) groups.set(head, [promise]);
    else known.push(promise);
  }
  return [...groups].flatMap(([head, members]) => [
    { head, size: members.length },
    ...members.map((promise) => ({ promise })),
  ]);
}
