/** Areas: renamed, added, made part of another; none can be left out. */
import { useState } from 'react';
import { company } from '../../../api/company.ts';
import { plainName } from '../../../api/promise-phrases.ts';
import { Dialog } from '../../parts/dialog.tsx';
import { Field, SettingForm, useSaving, type Wrong } from './form.tsx';
import { type Known, shortName } from './known.ts';

type Area = Known['areas'][number];

export function Areas({ known }: { readonly known: Known }) {
  const [renamed, setRenamed] = useState<string | null>(null);
  const [merged, setMerged] = useState<Area | null>(null);
  const [isAdding, setAdding] = useState(false);
  const standing = known.areas.filter(({ mergedInto }) => mergedInto === null);
  const absorbed = known.areas.filter(({ mergedInto }) => mergedInto !== null);
  return (
    <section aria-labelledby="areas">
      <h2 id="areas">Areas</h2>
      <p className="quiet">
        Every area of the company is part of what the customer lives through, so none can be left out of the journey. An
        area can get another name, or become part of another one; what it promised is never lost.
      </p>
      <ul className="rows">
        {standing.map((area) =>
          renamed === area.area ? (
            <li key={area.area}>
              <Rename area={area} onClose={() => setRenamed(null)} />
            </li>
          ) : (
            <li key={area.area} className="setting-row">
              <span>
                {area.name}
                {plainName(area.area) !== area.name && <small>{area.area}</small>}
              </span>
              <span className="actions">
                <button type="button" aria-label={`Rename ${area.name}`} onClick={() => setRenamed(area.area)}>
                  Rename…
                </button>
                {standing.length > 1 && (
                  <button type="button" aria-label={`Merge ${area.name}`} onClick={() => setMerged(area)}>
                    Merge…
                  </button>
                )}
              </span>
            </li>
          ),
        )}
        {absorbed.map((area) => (
          <Absorbed key={area.area} area={area} areas={known.areas} />
        ))}
      </ul>
      {isAdding ? (
        <Add areas={known.areas} onClose={() => setAdding(false)} />
      ) : (
        <button type="button" className="add" onClick={() => setAdding(true)}>
          Add an area…
        </button>
      )}
      <Dialog title={`Merge ${merged?.name ?? ''}`} isOpen={merged !== null} onClose={() => setMerged(null)}>
        {merged !== null && <Merge area={merged} areas={standing} onClose={() => setMerged(null)} />}
      </Dialog>
    </section>
  );
}

function Rename({ area, onClose }: { readonly area: Area; readonly onClose: () => void }) {
  const [name, setName] = useState(area.name);
  const { save, wrong, isSaving } = useSaving(company.addArea);
  return (
    <SettingForm
      label={`Rename ${area.name}`}
      action="Rename"
      shown={['name']}
      isUnchanged={name === area.name}
      onSave={() => save({ area: area.area, name }, `${area.name} is now called ${name}`, onClose)}
      {...{ isSaving, wrong, onClose }}
    >
      <Field name="name" label="Name" value={name} onChange={setName} wrong={wrong} autoFocus />
    </SettingForm>
  );
}

interface AddProps {
  readonly areas: readonly Area[];
  readonly onClose: () => void;
}

function Add({ areas, onClose }: AddProps) {
  const [name, setName] = useState('');
  const [chosen, setChosen] = useState<string | null>(null);
  const { save, wrong, isSaving } = useSaving(company.addArea);
  const area = chosen ?? shortName(name);
  const taken = areas.find((one) => one.area === area);
  // Describing an area that exists would rename it, which is not what was asked for here.
  const clash: Wrong =
    taken === undefined
      ? null
      : { field: 'area', message: `${taken.name} has this short name`, remedy: 'Rename that area, or choose another' };
  return (
    <SettingForm
      label="Add an area"
      action="Add"
      shown={['name', 'area']}
      wrong={clash ?? wrong}
      isUnchanged={name.trim() === '' || clash !== null}
      onSave={() => save({ area, name }, `${name} is an area now`, onClose)}
      {...{ isSaving, onClose }}
    >
      <Field name="name" label="Name" value={name} onChange={setName} wrong={wrong} autoFocus />
      <Field
        name="area"
        label="Short name"
        value={area}
        onChange={setChosen}
        wrong={clash ?? wrong}
        does="What files and programs call it. It stays when the area gets another name."
      />
    </SettingForm>
  );
}

interface MergeProps extends AddProps {
  readonly area: Area;
}

function Merge({ area, areas, onClose }: MergeProps) {
  const others = areas.filter((one) => one.area !== area.area);
  const [into, setInto] = useState(others[0]?.area ?? '');
  const { save, wrong, isSaving } = useSaving(company.mergeArea);
  const name = others.find((one) => one.area === into)?.name ?? into;
  return (
    <SettingForm
      label={`Merge ${area.name}`}
      action={`Merge ${area.name} into ${name}`}
      shown={['into']}
      onSave={() => save({ area: area.area, into }, `${area.name} is part of ${name} now`, onClose)}
      {...{ isSaving, wrong, onClose }}
    >
      <Field
        name="into"
        label="It becomes part of"
        value={into}
        onChange={setInto}
        wrong={wrong}
        options={others.map((one) => ({ value: one.area, label: one.name }))}
      />
      <p>
        Everything {area.name} ever promised then counts for {name}, in today’s figures as well, and trust is counted
        over both together. No promise is changed, and {area.name} can be made an area of its own again.
      </p>
    </SettingForm>
  );
}

function Absorbed({ area, areas }: { readonly area: Area; readonly areas: readonly Area[] }) {
  const { save, wrong, isSaving } = useSaving(company.addArea);
  const whole = areas.find((one) => one.area === area.mergedInto)?.name ?? area.mergedInto ?? '';
  return (
    <li className="setting-row">
      <span>
        {area.name}
        <small>part of {whole}: its promises count there</small>
        {wrong !== null && (
          <small className="bad" role="alert">
            {wrong.message}. {wrong.remedy}.
          </small>
        )}
      </span>
      <span className="actions">
        <button
          type="button"
          disabled={isSaving}
          onClick={() =>
            save({ area: area.area, name: area.name }, `${area.name} is an area of its own again`, () => {})
          }
        >
          Make it an area of its own again
        </button>
      </span>
    </li>
  );
}
