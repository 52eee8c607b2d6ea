/** The moves that may be made now, each with who may make it; one that needs words asks for them first. */
import { type FormEvent, useState } from 'react';
import { capitalised } from '../../../api/promise-phrases.ts';
import type { PromiseConversation } from '../../../api/promise-views.ts';
import { promises } from '../../../api/promises.ts';
import type { MoveName } from '../../../domain/promises/machine.ts';
import { useAddress } from '../../address.ts';
import { moveLabels } from '../../names.ts';
import { focusPage } from '../../parts/focus.ts';
import { sayRecorded } from '../../parts/last-move.ts';
import { move, usePending } from '../../parts/use-move.ts';
import { useWrite } from '../../query.ts';

interface MovesProps {
  readonly conversation: PromiseConversation;
  readonly nameOf: (party: string) => string;
}

export function Moves({ conversation: { promise, possible }, nameOf }: MovesProps) {
  const [{ move: asked }, change] = useAddress();
  const { pending } = usePending();
  const parties: Readonly<Record<string, string>> = {
    promisor: nameOf(promise.byParty),
    promisee: nameOf(promise.toParty),
    adjudicator: 'a referee',
  };
  const byParty = [...new Set(possible.map(({ by }) => by))].map(
    (party) => [party, possible.filter(({ by }) => by === party)] as const,
  );
  const moveNow: typeof move = (inputs, said) => {
    // The buttons go away until it is recorded.
    focusPage();
    move(inputs, said);
  };
  const open = possible.find((row) => row.move === asked);
  const choose = (name: string) => {
    const label = moveLabels[name as MoveName] ?? name;
    if (label.endsWith('…')) change({ move: name });
    else moveNow([{ promiseId: promise.promiseId, move: name as MoveName }], `${label}: ${promise.words ?? ''}`);
  };
  const moving = pending.get(promise.promiseId);
  if (moving !== undefined) {
    return (
      <p className="quiet" role="status">
        {(moveLabels[moving] ?? moving).replace('…', '')}: recorded in a moment. <kbd>z</kbd> takes it back.
      </p>
    );
  }
  if (possible.length === 0) return <p className="quiet">Nothing more can be done about it.</p>;
  return (
    <section className="moves" aria-label="Moves">
      {byParty.map(([party, rows]) => (
        <div key={party}>
          <span className="quiet">{capitalised(parties[party] ?? party)} can now</span>
          {rows.map((row) => (
            <button key={row.move} type="button" aria-expanded={row.move === asked} onClick={() => choose(row.move)}>
              {moveLabels[row.move as MoveName] ?? row.move}
            </button>
          ))}
        </div>
      ))}
      {open !== undefined && (
        <MoveForm
          key={open.move}
          promiseId={promise.promiseId}
          words={promise.words}
          move={open.move as MoveName}
          onClose={() => change({ move: undefined })}
        />
      )}
    </section>
  );
}

const withTerms: ReadonlySet<MoveName> = new Set<MoveName>(['counter', 'proposeChange', 'askChange', 'promiseRepair']);
const severities = promises.move.input.shape.severity.unwrap().options;
const causes = promises.move.input.shape.cause.unwrap().options;

interface MoveFormProps {
  readonly promiseId: string;
  readonly words: string | null;
  readonly move: MoveName;
  readonly onClose: () => void;
}

function MoveForm({ promiseId, words, move, onClose }: MoveFormProps) {
  const write = useWrite(promises.move);
  const [key] = useState(() => crypto.randomUUID());
  const label = (moveLabels[move] ?? move).replace('…', '');
  const save = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const given = Object.fromEntries(new FormData(event.currentTarget)) as Record<string, string>;
    const filled = Object.fromEntries(Object.entries(given).filter(([, value]) => value.trim() !== ''));
    write.mutate(
      { promiseId, move, idempotencyKey: key, ...filled },
      {
        onSuccess: (written) => {
          sayRecorded(words === null ? label : `${label}: ${words}`, written);
          focusPage();
          onClose();
        },
      },
    );
  };
  return (
    <form className="move-form" onSubmit={save} aria-label={label}>
      {withTerms.has(move) ? (
        <>
          <label>
            {move === 'promiseRepair' ? 'What will make it good' : 'New words'}
            <input name="words" required={move === 'promiseRepair'} autoFocus />
          </label>
          <label>
            {move === 'promiseRepair' ? 'By when' : 'New due time'}
            <input name="due" placeholder="friday, in 3 days, 2026-11-30" required={move === 'promiseRepair'} />
          </label>
        </>
      ) : (
        <>
          <Choice label="How grave" name="severity" options={severities} />
          <Choice label="Why" name="cause" options={causes} />
        </>
      )}
      <label>
        What is to be said about it
        <input name="note" />
      </label>
      <div className="actions">
        <button type="submit" className="main" disabled={write.isPending}>
          {label}
        </button>
        <button
          type="button"
          onClick={() => {
            focusPage();
            onClose();
          }}
        >
          Cancel
        </button>
      </div>
      {write.error !== null && (
        <p className="fault" role="alert">
          <strong>{write.error.message}</strong> {write.error.remedy}
        </p>
      )}
    </form>
  );
}

interface ChoiceProps {
  readonly label: string;
  readonly name: string;
  readonly options: readonly string[];
}

function Choice({ label, name, options }: ChoiceProps) {
  return (
    <label>
      {label}
      <select name={name}>
        <option value="">not said</option>
        {options.map((value) => (
          <option key={value} value={value}>
            {value.replaceAll('-', ' ')}
          </option>
        ))}
      </select>
    </label>
  );
}
