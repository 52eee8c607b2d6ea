/** The filters of promises: each in the address; sets of them can be kept under a name in this browser. */
import { useEffect, useState } from 'react';
import { steps } from '../../../domain/process.ts';
import { promiseStates } from '../../../domain/promises/machine.ts';
import { stateLooks } from '../../../documents/states.ts';
import { recall, remember } from '../../kept.ts';
import { useAreas } from '../../names.ts';

type Fields = Readonly<Record<string, string | undefined>>;

interface FiltersProps {
  readonly fields: Fields;
  readonly change: (changed: Fields) => void;
}

const typingMilliseconds = 250;
const shipped: Readonly<Record<string, Fields>> = {
  Late: { due: 'late' },
  'Due this week': { due: 'week' },
  Unbacked: { unbacked: 'true' },
  Imposed: { imposed: 'true' },
  Broken: { part: 'broken' },
};
const names = [
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
  'group',
];
const nothing = Object.fromEntries(names.map((name) => [name, undefined]));

export function Filters({ fields, change }: FiltersProps) {
  const { areas, people } = useAreas();
  const parties = [{ value: 'customer', label: 'The customer' }, ...areas.map((one) => option(one.area, one.name))];
  return (
    <search className="filters">
      <Words value={fields['text'] ?? ''} onChange={(text) => change({ text })} />
      <Choice label="By" name="by" options={parties} {...{ fields, change }} />
      <Choice label="To" name="to" options={parties} {...{ fields, change }} />
      <Choice
        label="State"
        name="state"
        options={promiseStates
          .filter((state) => state !== 'none')
          .map((state) => option(state, stateLooks[state].word))}
        {...{ fields, change }}
      />
      <Choice label="At step" name="step" options={steps.map((step) => option(step, step))} {...{ fields, change }} />
      <Choice
        label="Due"
        name="due"
        options={['late', 'today', 'tomorrow', 'week'].map((due) => option(due, due))}
        {...{ fields, change }}
      />
      {people.length > 0 && (
        <Choice
          label="Person"
          name="person"
          options={people.map(({ personId, name }) => option(personId, name ?? personId))}
          {...{ fields, change }}
        />
      )}
      <Choice
        label="Group by"
        name="group"
        options={[option('area', 'area'), option('customer', 'customer'), option('state', 'state')]}
        {...{ fields, change }}
      />
      <Saved fields={fields} change={change} />
    </search>
  );
}

function option(value: string, label: string) {
  return { value, label };
}

/** Words are looked for once the reader stops typing. */
function Words({ value, onChange }: { readonly value: string; readonly onChange: (text: string) => void }) {
  const [text, setText] = useState(value);
  useEffect(() => {
    if (text === value) return undefined;
    const timer = setTimeout(() => onChange(text), typingMilliseconds);
    return () => clearTimeout(timer);
  });
  return (
    <label>
      Words
      <input type="search" value={text} placeholder="Words or id" onChange={({ target }) => setText(target.value)} />
    </label>
  );
}

interface ChoiceProps extends FiltersProps {
  readonly label: string;
  readonly name: string;
  readonly options: readonly { readonly value: string; readonly label: string }[];
}

function Choice({ label, name, options, fields, change }: ChoiceProps) {
  return (
    <label>
      {label}
      <select value={fields[name] ?? ''} onChange={({ target }) => change({ [name]: target.value })}>
        <option value="">any</option>
        {options.map((one) => (
          <option key={one.value} value={one.value}>
            {one.label}
          </option>
        ))}
      </select>
    </label>
  );
}

function Saved({ fields, change }: FiltersProps) {
  const [saved, setSaved] = useState<Readonly<Record<string, Fields>>>(readSaved);
  const keep = (next: Readonly<Record<string, Fields>>) => {
    setSaved(next);
    remember('promise-filters', JSON.stringify(next));
  };
  const current = Object.fromEntries(names.flatMap((name) => (fields[name] ? [[name, fields[name]]] : [])));
  const save = () => {
    const name = prompt('Keep these filters under which name?')?.trim();
    if (name) keep({ ...saved, [name]: current });
  };
  return (
    <div className="saved">
      {Object.entries({ ...shipped, ...saved }).map(([name, filters]) => (
        <button key={name} type="button" onClick={() => change({ ...nothing, ...filters })}>
          {name}
        </button>
      ))}
      {Object.keys(current).length > 0 && (
        <>
          <button type="button" onClick={() => change(nothing)}>
            Clear
          </button>
          <button type="button" onClick={save}>
            Keep…
          </button>
        </>
      )}
    </div>
  );
}

function readSaved(): Readonly<Record<string, Fields>> {
  try {
    const kept: unknown = JSON.parse(recall('promise-filters') ?? '{}');
    return typeof kept === 'object' && kept !== null ? (kept as Record<string, Fields>) : {};
  } catch {
    return {};
  }
}
