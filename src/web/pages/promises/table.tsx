/** Promises as the lines of a table that may be as long as it likes. */
import { Link, useNavigate } from '@tanstack/react-router';
import type { KeyboardEvent } from 'react';
import type { OutputOf, RequestOf } from '../../../api/endpoint.ts';
import { promises as contract } from '../../../api/promises.ts';
import type { PromiseView } from '../../../api/promise-views.ts';
import { stateLooks } from '../../../documents/states.ts';
import { StateMark } from '../../parts/state-mark.tsx';
import { type Group, type Place, VirtualTable } from '../../parts/virtual-table.tsx';
import { Due } from '../../parts/when.tsx';

type List = typeof contract.list;
type Input = RequestOf<List>;
type Count = OutputOf<typeof contract.counts>['groups'][number];

const list = { endpoint: contract.list, rowsOf: ({ promises }: OutputOf<List>) => promises };
const columns = [
  { title: 'Choose', isHidden: true },
  ...['State', 'Promise', 'Customer', 'By', 'To', 'Due'].map((title) => ({ title })),
];

/** What promises can be grouped by. */
export const groupings = ['area', 'customer', 'state'] as const;
export type Grouping = (typeof groupings)[number];

interface TableProps {
  readonly groups: readonly Group<List>[];
  readonly kept: readonly PromiseView[];
  readonly isWaiting: boolean;
  readonly nameOf: (party: string) => string;
  readonly chosen: ReadonlyMap<string, PromiseView>;
  readonly pending: ReadonlyMap<string, unknown>;
  /** The state with a move that is under way. */
  readonly stateOf: (promise: PromiseView) => PromiseView['state'];
  readonly onToggle: (promise: PromiseView) => void;
}

export function PromiseTable({ groups, kept, isWaiting, nameOf, chosen, pending, stateOf, onToggle }: TableProps) {
  return (
    <VirtualTable label="Promises" layout="promise-line" {...{ list, groups, columns, kept, isWaiting }}>
      {(promise, place) => (
        <PromiseLine
          key={promise.promiseId + promise.customerId}
          {...{ promise, nameOf, place, onToggle }}
          isChosen={chosen.has(promise.promiseId)}
          isPending={pending.has(promise.promiseId)}
          state={stateOf(promise)}
        />
      )}
    </VirtualTable>
  );
}

interface LineProps {
  readonly promise: PromiseView;
  readonly nameOf: (party: string) => string;
  readonly place: Place;
  readonly isChosen: boolean;
  readonly isPending: boolean;
  readonly state: PromiseView['state'];
  readonly onToggle: (promise: PromiseView) => void;
}

function PromiseLine({ promise, nameOf, place, isChosen, isPending, state, onToggle }: LineProps) {
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
      className={`line promise-line${isPending ? ' pending' : ''}`}
      data-row
      tabIndex={-1}
      onKeyDown={onKeyDown}
      {...place}
    >
      <span role="cell">
        <input type="checkbox" checked={isChosen} aria-label={`Choose ${words}`} onChange={() => onToggle(promise)} />
      </span>
      <span role="cell">
        <StateMark state={state} />
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

/** A group as the list that it is: the same filters, and what its promises have in common. */
export function groupOf(input: Input, per: Grouping, { key, name, count }: Count, nameOf: (party: string) => string) {
  const shared = { area: { by: key }, customer: { customer: key }, state: { state: key } }[per];
  const head = { area: nameOf(key), customer: name ?? key, state: stateLooks[key as keyof typeof stateLooks]?.word }[
    per
  ];
  return { head: head ?? key, count, input: { ...input, ...shared } as Input };
}
