/** Periods of a promise, the time zone and the currency. */
import type { Known } from './known.ts';
import { PolicyForm, type Setting } from './policy-form.tsx';

const settings: readonly Setting[] = [
  {
    name: 'graceDays',
    label: 'Grace, days',
    does: 'After the due time a promise can still be kept late for so many days; then it is broken.',
    isNumber: true,
  },
  {
    name: 'silenceDays',
    label: 'Silence, days',
    does: 'What was declared done, and not disputed for so many days, counts as kept by silence.',
    isNumber: true,
  },
  {
    name: 'recoveryDays',
    label: 'Recovery, days',
    does: 'A broken promise for which no repair was promised within so many days stays unrepaired.',
    isNumber: true,
  },
  {
    name: 'leftAfterDays',
    label: 'Left, days',
    does: 'Who bought, and then bought nothing for so many days, counts as having left, and is called a former client. At least 90.',
    isNumber: true,
  },
  {
    name: 'zone',
    label: 'Time zone',
    does: 'Where a day ends for this company: a promise “by Friday” lasts until the end of Friday there.',
    suggestions: Intl.supportedValuesOf('timeZone'),
  },
  {
    name: 'currency',
    label: 'Currency',
    does: 'Of amounts that name none.',
    suggestions: ['EUR', 'USD', 'GBP', 'CHF', 'JPY'],
  },
];

export function Periods({ known: { policy } }: { readonly known: Known }) {
  const { graceDays, silenceDays, recoveryDays, leftAfterDays, zone, currency } = policy;
  const values = { graceDays, silenceDays, recoveryDays, leftAfterDays, zone, currency };
  return (
    <section aria-labelledby="periods">
      <h2 id="periods">Periods of a promise</h2>
      <p className="quiet">
        They count for promises made from now on. Earlier promises keep the periods they were made under, so today’s
        figures stay as they are.
      </p>
      <PolicyForm
        label="Periods of a promise"
        settings={settings}
        values={Object.fromEntries(Object.entries(values).map(([name, value]) => [name, String(value)]))}
        inputOf={(changed) =>
          Object.fromEntries(
            Object.entries(changed).map(([name, value]) => [
              name,
              name.endsWith('Days') ? Number(value) : value.trim(),
            ]),
          )
        }
      />
    </section>
  );
}
