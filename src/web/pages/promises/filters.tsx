/** The filters of promises: each in the address. */
import { useEffect, useState } from 'react';
import { steps } from '../../../domain/process.ts';
import { promiseStates } from '../../../domain/promises/machine.ts';
import { stateLooks } from '../../../documents/states.ts';
import { useAreas } from '../../names.ts';
import type { Fields } from './filter-names.ts';
import { SavedFilters } from './saved-filters.tsx';

interface FiltersProps {
  readonly fields: Fields;
  readonly change: (changed: Fields) => void;
  /** Changes filters within the view that is shown. */
  readonly narrow: (changed: Fields) => void;
}

const typingMilliseconds = 250;
export function Filters({ fields, change, narrow }: FiltersProps) {
  const { areas, everybody, offers } = useAreas();
  const parties = [{ value: 'customer', label: 'The customer' }, ...areas.map((one) => option(one.area, one.name))];
  return (
    <search className="filters">
      <Words value={fields['text'] ?? ''} onChange={(text) => narrow({ text })} />
      <Choice label="By" name="by" options={parties} fields={fields} change={narrow} />
      <Choice label="To" name="to" options={parties} fields={fields} change={narrow} />
      <Choice
        label="State"
        name="state"
        options={promiseStates
          .filter((state) => state !== 'none')
          .map((state) => option(state, stateLooks[state].word))}
        fields={fields}
        change={narrow}
      />
      <Choice
        label="At step"
        name="step"
        options={steps.map((step) => option(step, step))}
        fields={fields}
        change={narrow}
      />
      <Choice
        label="Due"
        name="due"
        options={['late', 'today', 'tomorrow', 'week'].map((due) => option(due, due))}
        fields={fields}
        change={narrow}
      />
      {everybody.length > 0 && (
        <Choice
          label="Person"
          name="person"
          options={everybody.map(({ personId, name, leftAt }) =>
            option(personId, `${name ?? personId}${leftAt === null ? '' : ' (left)'}`),
          )}
          fields={fields}
          change={narrow}
        />
      )}
      {offers.length > 0 && (
        <Choice
          label="Offer"
          name="offer"
          options={offers.map(({ offerId, name }) => option(offerId, name))}
          fields={fields}
          change={narrow}
        />
      )}
      <Choice
        label="Group by"
        name="group"
        unchosen="nothing"
        options={[option('area', 'area'), option('customer', 'customer'), option('state', 'state')]}
        {...{ fields, change }}
      />
      <SavedFilters fields={fields} change={change} />
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

interface ChoiceProps extends Omit<FiltersProps, 'narrow'> {
  readonly label: string;
  readonly name: string;
  /** What it is called to choose none. */
  readonly unchosen?: string;
  readonly options: readonly { readonly value: string; readonly label: string }[];
}

function Choice({ label, name, unchosen = 'any', options, fields, change }: ChoiceProps) {
  return (
    <label>
      {label}
      <select value={fields[name] ?? ''} onChange={({ target }) => change({ [name]: target.value })}>
        <option value="">{unchosen}</option>
        {options.map((one) => (
          <option key={one.value} value={one.value}>
            {one.label}
          </option>
        ))}
      </select>
    </label>
  );
}
