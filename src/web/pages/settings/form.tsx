/** The form of a setting: each field with its label, what it does and what is wrong with it; saved once, then said. */
import { type ReactNode, type SubmitEvent, useEffect, useId, useRef } from 'react';
import type { Endpoint, RequestOf } from '../../../api/endpoint.ts';
import type { Problem } from '../../client.ts';
import { focusWithin } from '../../parts/focus.ts';
import { say } from '../../parts/toasts.tsx';
import { useWrite } from '../../query.ts';

/** What is wrong with a form: from the server, or seen here before it was sent. */
export type Wrong = Pick<Problem, 'message' | 'remedy' | 'field'> | null;

/** Saves by an endpoint: a request sent again is the same request, and what was saved is said. */
export function useSaving<E extends Endpoint>(endpoint: E) {
  const write = useWrite(endpoint);
  const key = useRef(crypto.randomUUID());
  /** Nothing is said where what comes then says it. */
  const save = (input: RequestOf<E>, said: string | null, then: () => void) => {
    write.mutate(Object.assign({ idempotencyKey: key.current }, input), {
      onSuccess: () => {
        key.current = crypto.randomUUID();
        if (said !== null) say(said);
        then();
      },
    });
  };
  return { save, wrong: write.error as Wrong, isSaving: write.isPending, reset: write.reset };
}

const suggestionsMax = 20;

interface FieldProps {
  readonly name: string;
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  /** What it does, in a plain sentence. */
  readonly does?: ReactNode;
  readonly wrong?: Wrong;
  readonly type?: 'text' | 'number';
  readonly options?: readonly { readonly value: string; readonly label: string }[];
  /** Values that are suggested, not demanded. */
  readonly suggestions?: readonly string[];
  readonly lines?: number;
  readonly autoFocus?: boolean;
}

export function Field({ name, label, value, onChange, does, wrong, suggestions, ...more }: FieldProps) {
  const id = useId();
  const isWrong = wrong != null && isAt(wrong.field, name);
  const common = {
    id,
    name,
    value,
    'aria-describedby': `${id}-does ${id}-wrong`,
    'aria-invalid': isWrong,
    onChange: ({ target }: { readonly target: { readonly value: string } }) => onChange(target.value),
  };
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <Control common={common} list={`${id}-list`} isSuggested={suggestions !== undefined} {...more} />
      {suggestions !== undefined && (
        <datalist id={`${id}-list`}>
          {suggestedFor(value, suggestions).map((one) => (
            <option key={one} value={one} />
          ))}
        </datalist>
      )}
      <small id={`${id}-does`}>{does}</small>
      <small id={`${id}-wrong`} className="bad" role={isWrong ? 'alert' : undefined}>
        {isWrong && `${wrong.message}. ${wrong.remedy}.`}
      </small>
    </div>
  );
}

/** A few suggestions that hold what was typed: hundreds of them would weigh more than the page. */
function suggestedFor(value: string, suggestions: readonly string[]): readonly string[] {
  const typed = value.toLowerCase();
  return suggestions.filter((one) => one.toLowerCase().includes(typed)).slice(0, suggestionsMax);
}

interface ControlProps extends Pick<FieldProps, 'type' | 'options' | 'lines' | 'autoFocus'> {
  readonly common: {
    readonly id: string;
    readonly onChange: (event: { readonly target: { readonly value: string } }) => void;
  };
  readonly list: string;
  readonly isSuggested: boolean;
}

function Control({ common, list, isSuggested, type = 'text', options, lines, autoFocus = false }: ControlProps) {
  if (lines !== undefined) return <textarea rows={lines} {...common} />;
  if (options === undefined) {
    return (
      <input
        type={type}
        step="any"
        autoFocus={autoFocus}
        autoComplete="off"
        {...common}
        {...(isSuggested && { list })}
      />
    );
  }
  return (
    <select {...common}>
      {options.map((one) => (
        <option key={one.value} value={one.value}>
          {one.label}
        </option>
      ))}
    </select>
  );
}

/** Whether what the server names is this field, or a part of it. */
function isAt(field: string | null, name: string): boolean {
  return field === name || field?.startsWith(`${name}.`) === true;
}

interface SettingFormProps {
  readonly label: string;
  readonly action: string;
  readonly isSaving: boolean;
  readonly wrong: Wrong;
  /** Fields that show what is wrong with themselves. */
  readonly shown: readonly string[];
  readonly onSave: () => void;
  readonly onClose?: () => void;
  readonly isUnchanged?: boolean;
  readonly children: ReactNode;
}

export function SettingForm({ label, action, isSaving, wrong, shown, onSave, onClose, ...more }: SettingFormProps) {
  const form = useRef<HTMLFormElement>(null);
  // Closed, it gives the keyboard back to the row that it stood in for.
  useEffect(() => {
    const place = form.current?.closest('li, section') ?? null;
    return () => focusWithin(place);
  }, []);
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    onSave();
  };
  const isElsewhere = wrong !== null && !shown.some((name) => isAt(wrong.field, name));
  return (
    // What is wrong is said by the server, at the field, in the words of the product.
    <form className="setting" ref={form} noValidate aria-label={label} onSubmit={submit}>
      {more.children}
      {isElsewhere && (
        <p className="fault" role="alert">
          <strong>{wrong.message}</strong> {wrong.remedy}
        </p>
      )}
      <div className="actions">
        <button type="submit" className="main" disabled={isSaving || more.isUnchanged === true}>
          {action}
        </button>
        {onClose !== undefined && (
          <button type="button" onClick={onClose}>
            Cancel
          </button>
        )}
      </div>
    </form>
  );
}
