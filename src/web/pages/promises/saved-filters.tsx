/** Sets of filters under a name: some that everybody has, and those that this browser was told to keep. */
import { type FormEvent, useState } from 'react';
import { recall, remember } from '../../kept.ts';
import { say } from '../../parts/toasts.tsx';
import { type Fields, filterNames, given } from './filter-names.ts';

interface SavedFiltersProps {
  readonly fields: Fields;
  readonly change: (changed: Fields) => void;
}

type Sets = Readonly<Record<string, Fields>>;

const shipped: Sets = {
  'Due this week': { due: 'week' },
  Unbacked: { unbacked: 'true' },
  Imposed: { imposed: 'true' },
  Broken: { part: 'broken' },
};
const names = [...filterNames, 'view', 'group'];
const nothing = Object.fromEntries(names.map((name) => [name, undefined]));
const nameLengthMax = 40;
const keptMax = 30;

export function SavedFilters({ fields, change }: SavedFiltersProps) {
  const [saved, setSaved] = useState<Sets>(readSaved);
  const keep = (next: Sets) => {
    setSaved(next);
    remember('promise-filters', JSON.stringify(next));
  };
  const current = given(fields, names);
  const isFiltered = Object.keys(current).length > 0;
  const forget = (name: string) => {
    const { [name]: forgotten, ...others } = saved;
    keep(others);
    say(`Forgot the filters “${name}”`, { undo: () => keep({ ...others, [name]: forgotten ?? {} }) });
  };
  return (
    <div className="saved">
      {Object.entries(shipped).map(([name, filters]) => (
        <Set key={name} {...{ name, filters, current, change }} />
      ))}
      {Object.entries(saved).map(([name, filters]) => (
        <span key={name} className="pair">
          <Set {...{ name, filters, current, change }} />
          <button type="button" aria-label={`Forget the filters “${name}”`} onClick={() => forget(name)}>
            ×
          </button>
        </span>
      ))}
      {isFiltered && (
        <>
          <button type="button" onClick={() => change(nothing)}>
            Clear
          </button>
          {Object.keys(saved).length < keptMax && <Keep onKeep={(name) => keep({ ...saved, [name]: current })} />}
        </>
      )}
    </div>
  );
}

interface SetProps {
  readonly name: string;
  readonly filters: Fields;
  readonly current: Fields;
  readonly change: (changed: Fields) => void;
}

function Set({ name, filters, current, change }: SetProps) {
  const isShown = names.every((field) => (filters[field] ?? '') === (current[field] ?? ''));
  return (
    <button type="button" aria-pressed={isShown} onClick={() => change({ ...nothing, ...filters })}>
      {name}
    </button>
  );
}

/** A name for the filters that are set, asked for in place. */
function Keep({ onKeep }: { readonly onKeep: (name: string) => void }) {
  const [name, setName] = useState<string | null>(null);
  if (name === null) {
    return (
      <button type="button" onClick={() => setName('')}>
        Keep…
      </button>
    );
  }
  const send = (event: FormEvent) => {
    event.preventDefault();
    if (name.trim() !== '') onKeep(name.trim());
    setName(null);
  };
  return (
    <form onSubmit={send}>
      <input
        autoFocus
        aria-label="Name for these filters"
        placeholder="Name for these filters"
        maxLength={nameLengthMax}
        value={name}
        onChange={({ target }) => setName(target.value)}
        onKeyDown={({ key }) => {
          if (key === 'Escape') setName(null);
        }}
      />
      <button type="submit">Keep</button>
    </form>
  );
}

function readSaved(): Sets {
  try {
    const kept: unknown = JSON.parse(recall('promise-filters') ?? '{}');
    return typeof kept === 'object' && kept !== null ? (kept as Sets) : {};
  } catch {
    return {};
  }
}
