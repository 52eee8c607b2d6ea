/** The trust policy: how far a stranger is trusted, what a kept and a broken promise weigh, how long things count. */
import { severities } from '../../../domain/trust/outcome.ts';
import { defaultTrustParameters, type TrustParameters } from '../../../domain/trust/parameters.ts';
import { trustSettings, withTrustSettings } from '../../../domain/trust/settings.ts';
import type { Known } from './known.ts';
import { PolicyForm, type Setting, type Values } from './policy-form.tsx';
import { Preview } from './preview.tsx';

/** What each setting of the trust method does, in words for who decides it. */
const meanings: Readonly<Record<Exclude<keyof TrustParameters, 'severities'>, readonly [label: string, does: string]>> =
  {
    willingness: [
      'Willingness to trust',
      'Trust before anything was promised: what a stranger is given, from .5 to .8. Decided here, never learned from other customers.',
    ],
    priorWeight: [
      'Weight of knowing nothing',
      'How much evidence weighs as much as knowing nothing. The higher, the less a single promise moves trust.',
    ],
    lossAversion: ['A broken promise weighs', 'How many times more a broken promise takes than a kept one gives.'],
    graceDays: ['Quiet days', 'Days without a kept promise before the kept ones begin to fade.'],
    halfLifeDays: [
      'Half-life, days',
      'After the quiet days, kept promises lose half of their weight in so many days of silence. What was broken never fades.',
    ],
    repairCredit: [
      'Credit for a repair',
      'Share of the damage that a full repair takes back. Always below 1, for nothing is forgotten.',
    ],
    recurrenceDays: [
      'The same thing again, days',
      'A breach with the same cause within so many days counts as one grade graver.',
    ],
    journeyPower: [
      'Weakest link',
      'How much the weakest area decides the journey: 1 is the plain average; the more negative, the more the weakest decides.',
    ],
  };
const grades = {
  minor: 'A minor breach',
  major: 'A major breach',
  critical: 'A critical breach',
  betrayal: 'A betrayal',
} as const;

const shipped = trustSettings(defaultTrustParameters);
const settings: readonly Setting[] = [
  ...Object.entries(meanings).map(([name, [label, does]]) => setting(name, label, does)),
  ...severities.flatMap((severity) => [
    setting(
      `severities.${severity}.weight`,
      `${grades[severity]} weighs`,
      'How heavily it counts against trust; never less than a milder one.',
    ),
    setting(
      `severities.${severity}.forfeiture`,
      `${grades[severity]} forfeits`,
      'Share, from 0 to 1, of all that was earned before it.',
    ),
  ]),
];

function setting(path: string, label: string, does: string): Setting {
  return { name: `trust.${path}`, label, does: `${does} Shipped as ${shipped[path]}.`, isNumber: true };
}

/** The changed settings as the server takes them: those that were not touched are not sent. Breaches go together. */
function changesOf(changed: Values, known: TrustParameters): Readonly<Record<string, unknown>> {
  const numbers = Object.fromEntries(Object.entries(changed).map(([name, value]) => [pathOf(name), Number(value)]));
  const whole = Object.entries(withTrustSettings(known, numbers));
  const touched = Object.keys(numbers).map((path) => path.split('.')[0]);
  return Object.fromEntries(whole.filter(([name]) => touched.includes(name)));
}

/** The server names a setting of trust by where it stands in the policy. */
function pathOf(name: string): string {
  return name.replace('trust.', '');
}

export function Trust({ known: { policy } }: { readonly known: Known }) {
  return (
    <section aria-labelledby="trust">
      <h2 id="trust">Trust policy</h2>
      <p className="quiet">
        Trust is never typed in: it follows from what was promised and kept. What is decided here is how it follows, and
        it counts for everybody alike, for the past as well. Every change is recorded, and figures of an earlier day are
        answered by the policy of that day.
      </p>
      <PolicyForm
        label="Trust policy"
        settings={settings}
        values={Object.fromEntries(
          Object.entries(trustSettings(policy.trust)).map(([path, value]) => [`trust.${path}`, String(value)]),
        )}
        inputOf={(changed) => ({ trust: changesOf(changed, policy.trust) })}
        preview={(changed) => (
          <Preview
            changed={Object.fromEntries(Object.entries(changed).map(([name, value]) => [pathOf(name), value]))}
          />
        )}
      />
    </section>
  );
}
