/** People: who works in which area, and who manages whom. They are named for what they promise, never ranked. */
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { company } from '../../../api/company.ts';
import { Dialog } from '../../parts/dialog.tsx';
import { Empty } from '../../parts/page.tsx';
import { When } from '../../parts/when.tsx';
import { Field, SettingForm, useSaving } from './form.tsx';
import { freeName, type Known, shortName } from './known.ts';
import { giveBack, Leaving } from './leaving.tsx';

type Person = Known['people'][number];

/** People shown before the rest is asked for. */
const shownAtFirst = 30;

export function People({ known }: { readonly known: Known }) {
  const [open, setOpen] = useState<string | null>(null);
  const [isWhole, setWhole] = useState(false);
  const nameOf = (area: string) => known.areas.find((one) => one.area === area)?.name ?? area;
  const managerOf = (manager: string) => known.people.find(({ personId }) => personId === manager)?.name ?? manager;
  const [leaving, setLeaving] = useState<Person | null>(null);
  const staying = known.people.filter(({ leftAt }) => leftAt === null);
  const shown = isWhole ? staying : staying.slice(0, shownAtFirst);
  const close = () => setOpen(null);
  return (
    <section aria-labelledby="people">
      <h2 id="people">
        People <span className="count">{staying.length}</span>
      </h2>
      <p className="quiet">
        A promise can name the person who gave it. People are shown beside what they promised; they are never compared
        or ranked.
      </p>
      {known.people.length === 0 && open === null && (
        <Empty>
          <strong>No person was added yet.</strong> Areas can promise without people. Add those who want to see their
          own promises under Today.
        </Empty>
      )}
      <ul className="rows">
        {shown.map((person) =>
          open === person.personId ? (
            <li key={person.personId}>
              <PersonForm known={known} person={person} onClose={close} />
            </li>
          ) : (
            <li key={person.personId} className="setting-row">
              <span>
                {person.name ?? person.personId}
                <small>
                  {nameOf(person.area)}
                  {person.manager !== null && ` · reports to ${managerOf(person.manager)}`}
                  {' · '}
                  <Link
                    to="/promises"
                    search={{ person: person.personId, part: 'open' }}
                    aria-label={`Open promises of ${person.name ?? person.personId}`}
                  >
                    open promises
                  </Link>
                </small>
              </span>
              <span className="actions">
                <button
                  type="button"
                  aria-label={`Change ${person.name ?? person.personId}`}
                  onClick={() => setOpen(person.personId)}
                >
                  Change…
                </button>
                <button
                  type="button"
                  aria-label={`${person.name ?? person.personId} has left`}
                  onClick={() => setLeaving(person)}
                >
                  Has left…
                </button>
              </span>
            </li>
          ),
        )}
      </ul>
      {shown.length < staying.length && (
        <button type="button" className="add" onClick={() => setWhole(true)}>
          Show all {staying.length}
        </button>
      )}
      {open === '' ? (
        <PersonForm known={known} person={null} onClose={close} />
      ) : (
        <button type="button" className="add" onClick={() => setOpen('')}>
          Add a person…
        </button>
      )}
      <WhoLeft known={known} />
      <Dialog title={`${leaving?.name ?? ''} has left`} isOpen={leaving !== null} onClose={() => setLeaving(null)}>
        {leaving !== null && <Leaving known={known} person={leaving} onClose={() => setLeaving(null)} />}
      </Dialog>
    </section>
  );
}

/** Who left: no longer named for anything new, and still there in what happened. */
function WhoLeft({ known }: { readonly known: Known }) {
  const gone = known.people.filter(({ leftAt }) => leftAt !== null);
  if (gone.length === 0) return null;
  return (
    <details>
      <summary>
        Have left <span className="count">{gone.length}</span>
      </summary>
      <ul className="rows">
        {gone.map(({ personId, name, leftAt }) => (
          <li key={personId} className="setting-row">
            <span>
              {name ?? personId}
              <small>
                left <When at={leftAt ?? ''} /> ·{' '}
                <Link to="/promises" search={{ person: personId }}>
                  what they promised
                </Link>
              </small>
            </span>
            <button
              type="button"
              aria-label={`${name ?? personId} has not left`}
              onClick={() => void giveBack(personId, name ?? personId)}
            >
              Take it back
            </button>
          </li>
        ))}
      </ul>
    </details>
  );
}

interface PersonFormProps {
  readonly known: Known;
  readonly person: Person | null;
  readonly onClose: () => void;
}

function PersonForm({ known, person, onClose }: PersonFormProps) {
  const areas = known.areas.filter(({ mergedInto, area }) => mergedInto === null || area === person?.area);
  const others = known.people.filter(
    ({ personId, leftAt }) => personId !== person?.personId && (leftAt === null || personId === person?.manager),
  );
  const [name, setName] = useState(person?.name ?? '');
  const [area, setArea] = useState(person?.area ?? areas[0]?.area ?? '');
  const [manager, setManager] = useState(person?.manager ?? '');
  const { save, wrong, isSaving } = useSaving(company.addPerson);
  const taken = known.people.map((one) => one.personId.replace('per_', ''));
  const personId =
    `per_${person?.personId.replace('per_', '') ?? freeName(shortName(name) || 'person', taken)}` as const;
  return (
    <SettingForm
      label={person === null ? 'Add a person' : `Change ${person.name ?? person.personId}`}
      action={person === null ? 'Add' : 'Save'}
      shown={['name', 'area', 'manager']}
      isUnchanged={name.trim() === ''}
      onSave={() =>
        save(
          { personId, area, name, ...(manager !== '' && { manager: manager as `per_${string}` }) },
          person === null ? `${name} was added` : `${name} was changed`,
          onClose,
        )
      }
      {...{ isSaving, wrong, onClose }}
    >
      <Field name="name" label="Name" value={name} onChange={setName} wrong={wrong} autoFocus />
      <Field
        name="area"
        label="Works in"
        value={area}
        onChange={setArea}
        wrong={wrong}
        options={areas.map((one) => ({ value: one.area, label: one.name }))}
        does="Who moves to another area takes nothing along: what they promised before stays with the area they promised for."
      />
      <Field
        name="manager"
        label="Reports to"
        value={manager}
        onChange={setManager}
        wrong={wrong}
        options={[
          { value: '', label: 'nobody' },
          ...others.map((one) => ({ value: one.personId, label: one.name ?? one.personId })),
        ]}
      />
    </SettingForm>
  );
}
