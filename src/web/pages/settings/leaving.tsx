/** Somebody leaves: what is still theirs, who takes each of it over, and all of it in one go that can be taken back. */
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { people as contract, type StillTheirs } from '../../../api/people.ts';
import { stateLooks } from '../../../documents/states.ts';
import { call, Problem } from '../../client.ts';
import { Answer } from '../../parts/page.tsx';
import { say } from '../../parts/toasts.tsx';
import { When } from '../../parts/when.tsx';
import { cache, renew, useRead } from '../../query.ts';
import { Field, SettingForm, useSaving } from './form.tsx';
import type { Known } from './known.ts';

type Person = Known['people'][number];
type Thing = StillTheirs['things'][number];
type PersonId = `per_${string}`;

interface LeavingProps {
  readonly known: Known;
  readonly person: Person;
  readonly onClose: () => void;
}

export function Leaving({ known, person, onClose }: LeavingProps) {
  const read = useRead(contract.stillTheirs, { personId: person.personId });
  return (
    <Answer read={read} rows={6}>
      {(theirs) => <HandOver {...{ known, theirs, onClose }} />}
    </Answer>
  );
}

/** Nobody in particular: it stays with its area. */
const area = '';

interface HandOverProps {
  readonly known: Known;
  readonly theirs: StillTheirs;
  readonly onClose: () => void;
}

function HandOver({ known, theirs, onClose }: HandOverProps) {
  const { things, reports } = theirs;
  const personId = theirs.personId as PersonId;
  const nameOf = (id: string) => known.people.find((one) => one.personId === id)?.name ?? id;
  const name = nameOf(personId);
  const areaOf = (id: string) => known.areas.find((one) => one.area === id)?.name ?? id;
  const [to, setTo] = useState(area);
  const [each, setEach] = useState<ReadonlyMap<string, string>>(new Map());
  const { save, wrong, isSaving } = useSaving(contract.left);
  const takers = [...new Set(things.flatMap((thing) => thing.takers))];
  const takerOf = (thing: Thing) => each.get(thing.id) ?? (thing.takers.includes(to) ? to : area);
  const leave = () =>
    save(
      {
        personId,
        ...(to !== area && { to }),
        each: [...each].map(([id, taker]) => ({
          id: id as `prm_${string}`,
          ...(taker !== area && { to: taker as PersonId }),
        })),
      },
      null,
      () => {
        onClose();
        say(`${name} has left; ${handed(things.length)}`, { undo: () => void giveBack(personId, name) });
      },
    );
  const choices = (ids: readonly string[], left: string) => [
    { value: area, label: left },
    ...ids.map((id) => ({ value: id, label: nameOf(id) })),
  ];
  return (
    <SettingForm
      label={`${name} has left`}
      action={things.length === 0 ? `${name} has left` : `${name} has left: hand over ${things.length}`}
      shown={[]}
      onSave={leave}
      {...{ isSaving, wrong, onClose }}
    >
      <p>
        {things.length === 0
          ? 'Nothing is open under this name: no promise, no repair, no case.'
          : `Still theirs: ${countsOf(theirs)}. A promise is its area’s and stays so; who keeps it changes. Only people of that area can take it over, for nobody can promise for another.`}{' '}
        {name} is no longer offered where people are named, and stays in everything that happened.
      </p>
      {reports.length > 0 && (
        <p className="warning">
          {reports.map(nameOf).join(', ')} report{reports.length === 1 ? 's' : ''} to {name}: say under “Change…” to
          whom from now on.
        </p>
      )}
      {takers.length > 0 && (
        <Field
          name="to"
          label="Everything goes to"
          value={to}
          onChange={(value) => {
            setTo(value);
            setEach(new Map());
          }}
          options={choices(takers, 'nobody in particular: to its area')}
          does="What they may not take stays with its area. Each line can be given to somebody else."
        />
      )}
      {things.length > 0 && (
        <ul className="rows hand-over" aria-label={`Still ${name}’s`}>
          {things.map((thing) => (
            <li key={`${thing.kind} ${thing.id} ${thing.customerId}`}>
              <ThingLine thing={thing} areaName={areaOf(thing.area)} />
              <Field
                name={thing.id}
                label="Goes to"
                value={takerOf(thing)}
                onChange={(value) => setEach(new Map([...each, [thing.id, value]]))}
                options={choices(thing.takers, thing.kind === 'case' ? 'nobody in particular' : areaOf(thing.area))}
              />
            </li>
          ))}
        </ul>
      )}
    </SettingForm>
  );
}

function ThingLine({ thing, areaName }: { readonly thing: Thing; readonly areaName: string }) {
  const { kind, id, customerId, customerName, words, state, due, late } = thing;
  const word = stateLooks[state as keyof typeof stateLooks]?.word ?? state;
  return (
    <span>
      {kind === 'promise' ? (
        <Link to={`/promises/${id}`}>{words ?? '[erased]'}</Link>
      ) : (
        <Link to={`/customers/${customerId}`}>{words ?? 'A case without words'}</Link>
      )}
      <small>
        {customerName ?? customerId} · {kind === 'case' ? 'open case' : `${areaName} · ${late ? 'late' : word}`}
        {due !== null && (
          <>
            {' · due '}
            <When at={due} />
          </>
        )}
      </small>
    </span>
  );
}

/** Takes back that somebody left, with everything that was handed over then. Outlives the dialog that it was said in. */
export async function giveBack(personId: string, name: string): Promise<void> {
  try {
    await call(contract.returned, { personId });
    say(`${name} has not left: what was handed over is theirs again`);
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    say(`Not taken back: ${error.message}`, { remedy: error.remedy });
  } finally {
    await renew(cache, null);
  }
}

function countsOf({ promises, repairs, cases }: StillTheirs): string {
  const parts = [
    promises === 1 ? '1 promise' : `${promises} promises`,
    ...(repairs > 0 ? [`${repairs} of them broken with a repair owed`] : []),
    ...(cases > 0 ? [cases === 1 ? '1 open case' : `${cases} open cases`] : []),
  ];
  return parts.join(', ');
}

function handed(count: number): string {
  return count === 0 ? 'nothing was open' : count === 1 ? 'one thing was handed over' : `${count} were handed over`;
}
