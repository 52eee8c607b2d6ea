/** House rules for asking: how often, how long a customer rests, how much is given back. */
import type { Known } from './known.ts';
import { PolicyForm, type Setting } from './policy-form.tsx';

const settings: readonly Setting[] = [
  {
    name: 'soil.asksMax',
    label: 'Asks at most',
    does: 'Of one contact within the period below. A pitch is an ask.',
    isNumber: true,
  },
  { name: 'soil.askPeriodDays', label: 'Period of asks, days', does: 'How far back asks count.', isNumber: true },
  {
    name: 'soil.restAfterAskDays',
    label: 'Rest after an ask, days',
    does: 'For so long the customer is shown as resting to whoever is about to ask again.',
    isNumber: true,
  },
  {
    name: 'soil.restAfterBreachDays',
    label: 'Rest after a breach, days',
    does: 'After a broken promise; longer while it is not put right.',
    isNumber: true,
  },
  {
    name: 'soil.giftsPerAsk',
    label: 'Gifts for each ask',
    does: 'What is given unasked over a year, counsel among it. 0.5 is one for every two asks.',
    isNumber: true,
  },
  {
    name: 'soil.rotationDays',
    label: 'The same offer again, days',
    does: 'For so long the same offer is not put to the same customer again.',
    isNumber: true,
  },
];

export function Soil({ known: { policy } }: { readonly known: Known }) {
  return (
    <section aria-labelledby="soil">
      <h2 id="soil">Asking and resting</h2>
      <p className="quiet">
        Land that has to bring its richest crop every year is burnt. These rules warn and block nothing; whoever goes on
        all the same says why.
      </p>
      <PolicyForm
        label="Asking and resting"
        settings={settings}
        values={Object.fromEntries(Object.entries(policy.soil).map(([name, value]) => [`soil.${name}`, String(value)]))}
        inputOf={(changed) => ({
          soil: Object.fromEntries(
            Object.entries(changed).map(([name, value]) => [name.replace('soil.', ''), Number(value)]),
          ),
        })}
      />
    </section>
  );
}
