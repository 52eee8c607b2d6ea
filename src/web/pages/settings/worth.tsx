/** What lifetime value counts: margin, later money, and how far ahead it looks. */
import type { Known } from './known.ts';
import { PolicyForm, type Setting } from './policy-form.tsx';

const settings: readonly Setting[] = [
  {
    name: 'marginShare',
    label: 'Margin, 0 to 1',
    does: 'What is left of a sale after its costs. At 1 lifetime value counts sales, not profit.',
    isNumber: true,
  },
  {
    name: 'discountYearly',
    label: 'Later money, a year, 0 to 1',
    does: 'What money that comes a year later is worth less: 0.15 is 15 %.',
    isNumber: true,
  },
  {
    name: 'valueYears',
    label: 'Years ahead',
    does: 'How far lifetime value looks. What lies beyond counts for nothing.',
    isNumber: true,
  },
];

export function Worth({ known: { policy } }: { readonly known: Known }) {
  const { marginShare, discountYearly, valueYears } = policy;
  const values = { marginShare, discountYearly, valueYears };
  return (
    <section aria-labelledby="worth">
      <h2 id="worth">Lifetime value</h2>
      <p className="quiet">
        They change what customers are shown to be worth, from the next look on. Nothing recorded moves.
      </p>
      <PolicyForm
        label="Lifetime value"
        settings={settings}
        values={Object.fromEntries(Object.entries(values).map(([name, value]) => [name, String(value)]))}
        inputOf={(changed) => Object.fromEntries(Object.entries(changed).map(([name, value]) => [name, Number(value)]))}
      />
    </section>
  );
}
