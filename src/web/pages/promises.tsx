/** Promises: searched, filtered, grouped, moved together, exported; every one of them in one list that scrolls. */
import { useState } from 'react';
import type { RequestOf } from '../../api/endpoint.ts';
import { promises as contract } from '../../api/promises.ts';
import type { PromiseView } from '../../api/promise-views.ts';
import { type MoveName, moveNames, movesFrom } from '../../domain/promises/machine.ts';
import { useAddress, useAsOf } from '../address.ts';
import { addressIn } from '../client.ts';
import { moveLabels, useAreas } from '../names.ts';
import { Empty, Fault, Page, Skeleton } from '../parts/page.tsx';
import { useMove } from '../parts/use-move.ts';
import { usePages } from '../query.ts';
import { Filters } from './promises/filters.tsx';
import { PromiseTable } from './promises/table.tsx';

const pageRows = 200;
/** Promises moved together at most: each is a request of its own. */
const chosenMax = 100;
const filterNames = [
  'text',
  'customer',
  'by',
  'to',
  'person',
  'state',
  'part',
  'due',
  'unbacked',
  'imposed',
  'topic',
  'step',
];

export default function PromisesPage() {
  const [fields, change] = useAddress();
  const asOf = useAsOf();
  const { nameOf } = useAreas();
  const chosenFilters = Object.fromEntries(
    filterNames.flatMap((name) => (fields[name] === undefined ? [] : [[name, fields[name]]])),
  );
  const input = { ...chosenFilters, ...asOf, limit: pageRows } as RequestOf<typeof contract.list>;
  const read = usePages(contract.list, input);
  const { pending, move } = useMove();
  const [chosen, setChosen] = useState<ReadonlyMap<string, PromiseView>>(new Map());
  const rows = read.data?.pages.flatMap(({ promises }) => promises) ?? [];
  const count = read.data?.pages[0]?.count ?? 0;
  const toggle = (promise: PromiseView) => {
    const next = new Map(chosen);
    if (!next.delete(promise.promiseId) && next.size < chosenMax) next.set(promise.promiseId, promise);
    setChosen(next);
  };
  return (
    <Page
      title="Promises"
      subtitle={read.data === undefined ? ' ' : `${count.toLocaleString()} found, the soonest due first`}
      actions={
        <a className="button" href={addressIn(contract.list, { ...input, limit: 500 }, 'csv')} download="promises.csv">
          CSV (first 500)
        </a>
      }
    >
      <Filters fields={fields} change={change} />
      <BulkMoves
        chosen={[...chosen.values()]}
        onMove={(name) => {
          const ids = [...chosen.keys()];
          setChosen(new Map());
          move(
            ids.map((promiseId) => ({ promiseId, move: name })),
            `${moveLabels[name] ?? name}: ${ids.length} ${ids.length === 1 ? 'promise' : 'promises'}`,
          );
        }}
        onClear={() => setChosen(new Map())}
      />
      {read.error !== null && <Fault error={read.error} onRetry={() => void read.refetch()} />}
      {read.data === undefined && read.error === null && <Skeleton rows={12} />}
      {read.data !== undefined && count === 0 && <NothingFound isFiltered={Object.keys(chosenFilters).length > 0} />}
      {rows.length > 0 && (
        <PromiseTable
          rows={rows}
          count={count}
          asOf={read.data?.pages[0]?.asOf ?? ''}
          group={fields['group'] ?? ''}
          nameOf={nameOf}
          chosen={chosen}
          pending={pending}
          onToggle={toggle}
          onEnd={() => {
            if (read.hasNextPage && !read.isFetchingNextPage) void read.fetchNextPage();
          }}
        />
      )}
    </Page>
  );
}

function NothingFound({ isFiltered }: { readonly isFiltered: boolean }) {
  if (isFiltered) return <Empty>No promise is like that. Take a filter away, or look for fewer words.</Empty>;
  return (
    <Empty>
      <p>
        <strong>No promise was recorded yet.</strong>
      </p>
      <p>
        Press <kbd>c</kbd> and write the first one, or bring in what you have with <code>troth import</code>.
      </p>
    </Empty>
  );
}

interface BulkProps {
  readonly chosen: readonly PromiseView[];
  readonly onMove: (move: MoveName) => void;
  readonly onClear: () => void;
}

/** Moves that every chosen promise allows, and that need no more words. */
function BulkMoves({ chosen, onMove, onClear }: BulkProps) {
  if (chosen.length === 0) return null;
  const possible = moveNames.filter((name) => {
    const label = moveLabels[name];
    return (
      label !== undefined &&
      !label.endsWith('…') &&
      chosen.every(({ state }) => movesFrom(state).some(({ move, actor }) => move === name && actor !== 'system'))
    );
  });
  return (
    <div className="bulk" role="toolbar" aria-label="Chosen promises">
      <b>{chosen.length} chosen</b>
      {possible.map((name) => (
        <button key={name} type="button" onClick={() => onMove(name)}>
          {moveLabels[name]}
        </button>
      ))}
      {possible.length === 0 && <span className="quiet">They are in different states: no move fits them all.</span>}
      <button type="button" onClick={onClear}>
        Choose none
      </button>
    </div>
  );
}
