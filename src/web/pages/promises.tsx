/** Promises: searched, filtered, grouped, moved together, exported; every one of them in one list that scrolls. */
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { fileRowsMax, type RequestOf } from '../../api/endpoint.ts';
import { promises as contract } from '../../api/promises.ts';
import type { PromiseView } from '../../api/promise-views.ts';
import { type MoveName, moveNames, movesFrom } from '../../domain/promises/machine.ts';
import { asOfIn, type Fields, useAddress } from '../address.ts';
import { addressOfAll } from '../client.ts';
import { moveLabels, useAreas } from '../names.ts';
import { Empty, Fault, Page, Skeleton } from '../parts/page.tsx';
import { focusPage } from '../parts/focus.ts';
import { move, usePending } from '../parts/use-move.ts';
import { pageAt, type Reads, reading, useRead } from '../query.ts';
import { askedOf, inView, viewIn } from './promises/filter-names.ts';
import { Filters } from './promises/filters.tsx';
import { groupings, groupOf, PromiseTable } from './promises/table.tsx';
import { Views } from './promises/views.tsx';

/** Promises moved together at most: each is a request of its own. */
const chosenMax = 100;

function askedIn(fields: Fields): RequestOf<typeof contract.list> {
  return { ...askedOf(fields), ...asOfIn(fields) };
}

/** What the address asks for: the promises, how many there are, and where it groups them, how many of each. */
function usePromises(nameOf: (party: string) => string) {
  const [fields] = useAddress();
  const input = askedIn(fields);
  const first = useRead(contract.list, pageAt<typeof contract.list>(input, 0), { keep: true });
  const per = groupings.find((known) => known === fields['group']);
  const counts = useRead(
    contract.counts,
    { ...(input as object), per: per ?? 'area' },
    { enabled: per !== undefined, keep: true },
  );
  const count = first.data?.count ?? 0;
  const groups =
    per === undefined || counts.data === undefined
      ? [{ head: null, count, input }]
      : counts.data.groups.map((group) => groupOf(input, per, group, nameOf));
  return {
    input,
    first,
    count,
    groups,
    fault: first.error ?? counts.error,
    isFiltered: fields['view'] !== undefined || viewIn(fields) === null,
  };
}

const reads: Reads = ({ fields }) => [reading(contract.list, pageAt<typeof contract.list>(askedIn(fields), 0))];

PromisesPage.reads = reads;

export default function PromisesPage() {
  const [fields, change] = useAddress();
  const { nameOf } = useAreas();
  const { input, first, count, groups, fault, isFiltered } = usePromises(nameOf);
  const { pending, stateOf } = usePending();
  const [chosen, setChosen] = useState<ReadonlyMap<string, PromiseView>>(new Map());
  const toggle = (promise: PromiseView) => {
    const next = new Map(chosen);
    if (!next.delete(promise.promiseId) && next.size < chosenMax) next.set(promise.promiseId, promise);
    setChosen(next);
  };
  return (
    <Page
      title="Promises"
      subtitle={first.data === undefined ? ' ' : `${count.toLocaleString()} found, the soonest due first`}
      actions={
        count > fileRowsMax ? (
          <span className="quiet">CSV: take a filter, a file holds {fileRowsMax.toLocaleString()}</span>
        ) : (
          <a className="button" href={addressOfAll(contract.list, input)} download="promises.csv">
            CSV
          </a>
        )
      }
    >
      <Views fields={fields} />
      <Filters fields={fields} change={change} narrow={(changed) => change(inView(fields, changed))} />
      <BulkMoves
        chosen={[...chosen.values()]}
        onMove={(name) => {
          const ids = [...chosen.keys()];
          setChosen(new Map());
          focusPage();
          move(
            ids.map((promiseId) => ({ promiseId, move: name })),
            `${moveLabels[name] ?? name}: ${ids.length} ${ids.length === 1 ? 'promise' : 'promises'}`,
          );
        }}
        onClear={() => {
          setChosen(new Map());
          focusPage();
        }}
      />
      {fault !== null && <Fault error={fault} onRetry={() => void first.refetch()} />}
      {first.data === undefined && fault === null && <Skeleton rows={12} />}
      {first.data !== undefined && count === 0 && <NothingFound isFiltered={isFiltered} />}
      {count > 0 && fault === null && (
        <PromiseTable
          groups={groups}
          kept={first.data?.promises ?? []}
          isWaiting={first.isPlaceholderData}
          {...{ nameOf, chosen, pending, stateOf }}
          onToggle={toggle}
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
        <strong>No promise is open.</strong>
      </p>
      <p>
        Press <kbd>c</kbd> and write one, bring in what you have with <Link to="/imports">Import</Link>, or look at{' '}
        <Link to="/promises" search={{ view: 'everything' }}>
          everything that was ever promised
        </Link>
        .
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
