/** What an offer fits, as fields: the needs it is for, the size it is made for, how much somebody has to use it. */
import { Field, type Wrong } from './form.tsx';
import type { Known } from './known.ts';

type Fit = NonNullable<Known['offers'][number]['fits']>;
export type FitText = Readonly<Record<'needs' | 'sizeMin' | 'sizeMax' | 'unit' | 'usageMin' | 'usageMax', string>>;

/** The fields of what is known. */
export function fitText(fits: Fit | undefined): FitText {
  const text = (value: string | number | undefined) => (value === undefined ? '' : String(value));
  return {
    needs: (fits?.needs ?? []).join(', '),
    sizeMin: text(fits?.sizeMin),
    sizeMax: text(fits?.sizeMax),
    unit: text(fits?.unit),
    usageMin: text(fits?.usageMin),
    usageMax: text(fits?.usageMax),
  };
}

/** What the fields say; nothing where all are empty. What is no number is sent as it is, and refused by name. */
export function fitOf(text: FitText): Fit | undefined {
  const needs = text.needs.split(',').flatMap((need) => (need.trim() === '' ? [] : [need.trim()]));
  const { sizeMin, sizeMax, usageMin, usageMax } = text;
  const numbers = Object.entries({ sizeMin, sizeMax, usageMin, usageMax }).flatMap(([name, value]) =>
    value.trim() === '' ? [] : [[name, Number(value)] as const],
  );
  const unit = text.unit.trim();
  if (needs.length === 0 && numbers.length === 0 && unit === '') return undefined;
  return { needs, ...Object.fromEntries(numbers), ...(unit !== '' && { unit }) };
}

interface FitFieldsProps {
  readonly text: FitText;
  readonly onChange: (text: FitText) => void;
  readonly wrong: Wrong;
}

const numbers = [
  ['sizeMin', 'Made for at least'],
  ['sizeMax', 'Made for at most'],
  ['usageMin', 'Pays from use of'],
  ['usageMax', 'Up to use of'],
] as const;

export function FitFields({ text, onChange, wrong }: FitFieldsProps) {
  const set = (name: keyof FitText) => (value: string) => onChange({ ...text, [name]: value });
  return (
    <fieldset>
      <legend>What it fits</legend>
      <Field
        name="fits.needs"
        label="Needs, with commas"
        value={text.needs}
        onChange={set('needs')}
        wrong={wrong}
        does="Short names, like frozen-storage. Whoever is about to sell it for another need is told."
      />
      <Field
        name="fits.unit"
        label="Counted in"
        value={text.unit}
        onChange={set('unit')}
        wrong={wrong}
        does="Like rooms or seats."
      />
      <div className="fields">
        {numbers.map(([name, label]) => (
          <Field
            key={name}
            name={`fits.${name}`}
            label={label}
            value={text[name]}
            onChange={set(name)}
            wrong={wrong}
            type="number"
          />
        ))}
      </div>
    </fieldset>
  );
}
