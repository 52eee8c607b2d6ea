/** One line of plain language that becomes a promise: what was understood stands below it, correctable, and Enter saves. */
import { type FormEvent, useDeferredValue, useRef, useState } from 'react';
import { customers } from '../../../api/customers.ts';
import type { OutputOf } from '../../../api/endpoint.ts';
import { promises } from '../../../api/promises.ts';
import { work } from '../../../api/work.ts';
import { useAddress } from '../../address.ts';
import { call, Problem } from '../../client.ts';
import { useAreas } from '../../names.ts';
import { sayRecorded } from '../../parts/last-move.ts';
import { say } from '../../parts/toasts.tsx';
import { useRead, useWrite } from '../../query.ts';
import { BeforePromise } from './before-promise.tsx';

type Understood = OutputOf<typeof work.capture>;

/** What the reader corrected; what they left alone follows the line. */
type Corrections = Readonly<Partial<Record<'words' | 'to' | 'due' | 'by' | 'byPerson' | 'toParty', string>>>;

interface CaptureProps {
  readonly given: string;
  /** Whose day it is: what they write is theirs. */
  readonly area: string;
  readonly person: string;
}

export function Capture({ given, area, person }: CaptureProps) {
  const { areas, people, nameOf } = useAreas();
  const [, change] = useAddress();
  const [line, setLine] = useState(given === '1' ? '' : given);
  const [corrected, setCorrected] = useState<Corrections>({});
  const [despite, setDespite] = useState('');
  const key = useRef(crypto.randomUUID());
  const input = useRef<HTMLInputElement>(null);
  const asked = useDeferredValue(line.trim());
  const { data, isPlaceholderData } = useRead(work.capture, { line: asked }, { enabled: asked.length > 2, keep: true });
  const make = useWrite(promises.make);
  const isOpen = line.trim().length > 2;
  const fieldsOf = (read: Understood | undefined) => ({
    words: corrected.words ?? read?.words ?? line,
    to: corrected.to ?? read?.customers[0]?.customerId ?? '',
    due: corrected.due ?? read?.due?.said ?? '',
    by: corrected.by ?? read?.area ?? (area === '' ? (areas[0]?.area ?? '') : area),
    toParty: corrected.toParty ?? 'customer',
  });
  const staffOf = (by: string) => people.filter((one) => one.area === by);
  const personIn = (by: string) => {
    const wanted = corrected.byPerson ?? person;
    return staffOf(by).find(({ personId }) => personId === wanted)?.personId;
  };
  const fields = fieldsOf(data);
  const correct = (name: keyof Corrections, value: string) => setCorrected({ ...corrected, [name]: value });
  const clear = () => {
    setLine('');
    setCorrected({});
    setDespite('');
    key.current = crypto.randomUUID();
    change({ capture: undefined });
    input.current?.focus();
  };
  const save = async () => {
    if (!isOpen || make.isPending) return;
    // Whoever is faster than the answer still promises what stands in the line, not what stood there before.
    const isUnderstood = data !== undefined && !isPlaceholderData && asked === line.trim();
    const meant = isUnderstood ? fields : fieldsOf(await call(work.capture, { line: line.trim() }));
    make.mutate(
      {
        ...meant,
        byPerson: personIn(meant.by) as `per_${string}` | undefined,
        ...(despite.trim() !== '' && { despite }),
        idempotencyKey: key.current,
      },
      {
        onSuccess: (written) => {
          sayRecorded(`Promised: ${meant.words}`, written);
          clear();
        },
      },
    );
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save().catch((error: unknown) => say(error instanceof Problem ? error.message : String(error)));
  };
  const wrong = make.error;
  return (
    <form className="capture" onSubmit={submit} aria-label="Write a promise">
      <div className="capture-line">
        <input
          id="capture"
          ref={input}
          value={line}
          autoFocus={given !== ''}
          maxLength={400}
          aria-label="A promise in one line"
          placeholder="Ship the replacement to Acme by Friday"
          autoComplete="off"
          onChange={({ target }) => {
            setLine(target.value);
            make.reset();
          }}
        />
        <button type="submit" className="main" disabled={!isOpen || make.isPending}>
          Promise <kbd>⏎</kbd>
        </button>
      </div>
      {isOpen && (
        <div className="capture-fields">
          <label className="wide">
            Words
            <input value={fields.words} onChange={({ target }) => correct('words', target.value)} />
          </label>
          <CustomerField
            value={fields.to}
            name={data?.customers.find(({ customerId }) => customerId === fields.to)?.name ?? null}
            onChange={(value) => correct('to', value)}
          />
          <label>
            Due
            <input
              value={fields.due}
              placeholder="friday, in 3 days, 2026-11-30"
              onChange={({ target }) => correct('due', target.value)}
            />
            <small>{data?.due?.dueDay ?? data?.due?.dueAt ?? ''}</small>
          </label>
          <label>
            By
            <select value={fields.by} onChange={({ target }) => correct('by', target.value)}>
              {areas.map((one) => (
                <option key={one.area} value={one.area}>
                  {one.name}
                </option>
              ))}
            </select>
          </label>
          {staffOf(fields.by).length > 0 && (
            <label>
              Person
              <select value={personIn(fields.by) ?? ''} onChange={({ target }) => correct('byPerson', target.value)}>
                <option value="">nobody in particular</option>
                {staffOf(fields.by).map(({ personId, name }) => (
                  <option key={personId} value={personId}>
                    {name ?? personId}
                  </option>
                ))}
              </select>
            </label>
          )}
          <label>
            To
            <select value={fields.toParty} onChange={({ target }) => correct('toParty', target.value)}>
              <option value="customer">{nameOf('customer')}</option>
              {areas.map((one) => (
                <option key={one.area} value={one.area}>
                  {one.name}
                </option>
              ))}
            </select>
          </label>
        </div>
      )}
      {isOpen && fields.toParty === 'customer' && (
        <BeforePromise
          customerId={fields.to}
          name={data?.customers.find(({ customerId }) => customerId === fields.to)?.name ?? null}
          line={asked}
          despite={despite}
          onDespite={setDespite}
        />
      )}
      {wrong !== null && (
        <p className="fault" role="alert">
          <strong>{wrong.field === 'to' ? 'Which customer is it for?' : wrong.message}</strong> {wrong.remedy}
        </p>
      )}
    </form>
  );
}

interface CustomerFieldProps {
  readonly value: string;
  readonly name: string | null;
  readonly onChange: (customerId: string) => void;
}

const offeredMax = 8;

/** A customer by name or id: what is typed is looked up. */
function CustomerField({ value, name, onChange }: CustomerFieldProps) {
  const [text, setText] = useState<string | null>(null);
  const asked = useDeferredValue(text ?? '');
  const { data } = useRead(
    customers.list,
    { text: asked, limit: offeredMax },
    { enabled: asked.length > 1, keep: true },
  );
  const shown = text ?? (name === null ? value : `${name} (${value})`);
  return (
    <label>
      Customer
      <input
        value={shown}
        list="capture-customers"
        placeholder="Name or id"
        onChange={({ target }) => {
          setText(target.value);
          const [, id = target.value] = /\((cus_[^)]+)\)$/.exec(target.value) ?? [];
          onChange(id);
        }}
      />
      <datalist id="capture-customers">
        {data?.customers.map((one) => (
          <option key={one.customerId} value={`${one.name ?? ''} (${one.customerId})`} />
        ))}
      </datalist>
    </label>
  );
}
