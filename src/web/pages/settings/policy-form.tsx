/** Some settings of the policy in one form: only what was changed is sent, and what the server refuses stands at its field. */
import { type ReactNode, useState } from 'react';
import { company } from '../../../api/company.ts';
import type { RequestOf } from '../../../api/endpoint.ts';
import { Field, SettingForm, useSaving, type Wrong } from './form.tsx';

export interface Setting {
  /** As the server names it. */
  readonly name: string;
  readonly label: string;
  readonly does: string;
  /** Left out: text. */
  readonly isNumber?: boolean;
  readonly suggestions?: readonly string[];
}

export type Values = Readonly<Record<string, string>>;

interface PolicyFormProps {
  readonly label: string;
  readonly settings: readonly Setting[];
  readonly values: Values;
  readonly inputOf: (changed: Values) => RequestOf<typeof company.setPolicy>;
  /** What the change would do, shown before it is saved. */
  readonly preview?: (changed: Values) => ReactNode;
}

export function PolicyForm({ label, settings, values, inputOf, preview }: PolicyFormProps) {
  const [typed, setTyped] = useState<Values>({});
  const { save, wrong, isSaving, reset } = useSaving(company.setPolicy);
  const changed = Object.fromEntries(Object.entries(typed).filter(([name, value]) => value.trim() !== values[name]));
  const emptied = settings.find(({ name }) => changed[name]?.trim() === '');
  const shownWrong: Wrong =
    emptied === undefined
      ? wrong
      : { field: emptied.name, message: 'It is empty', remedy: `Write a value, or ${values[emptied.name]} as it was` };
  const count = Object.keys(changed).length;
  const clear = () => {
    setTyped({});
    reset();
  };
  return (
    <SettingForm
      label={label}
      action={count > 1 ? `Save ${count} changes` : 'Save'}
      wrong={shownWrong}
      shown={settings.map(({ name }) => name)}
      isUnchanged={count === 0 || emptied !== undefined}
      onSave={() => save(inputOf(changed), 'The policy is set', clear)}
      {...{ isSaving, ...(count > 0 && { onClose: clear }) }}
    >
      <div className="fields">
        {settings.map(({ name, isNumber, ...setting }) => (
          <Field
            key={name}
            name={name}
            value={typed[name] ?? values[name] ?? ''}
            onChange={(value) => {
              setTyped({ ...typed, [name]: value });
              if (wrong !== null) reset();
            }}
            wrong={shownWrong}
            type={isNumber === true ? 'number' : 'text'}
            {...setting}
          />
        ))}
      </div>
      {count > 0 && emptied === undefined && preview?.(changed)}
    </SettingForm>
  );
}
