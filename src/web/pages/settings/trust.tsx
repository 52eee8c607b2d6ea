/** The trust policy: how far a stranger is trusted, what a kept and a broken promise weigh, how long things count. */
import { severities } from '../../../domain/trust/outcome.ts';
import { defaultTrustParameters, type TrustParameters } from '../../../domain/trust/parameters.ts';
import type { Known } from './known.ts';
import { PolicyForm, type Setting, type Values } from './policy-form.tsx';

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

const shipped = valuesOf(defaultTrustParameters);
const settings: readonly Setting[] = [
  ...Object.entries(meanings).map(([name, [label, does]]) => setting(`trust.${name}`, label, does)),
  ...severities.flatMap((severity) => [
    setting(
      `trust.severities.${severity}.weight`,
      `${grades[severity]} weighs`,
      'How heavily it counts against trust; never less than a milder one.',
    ),
    setting(
      `trust.severities.${severity}.forfeiture`,
      `${grades[severity]} forfeits`,
      'Share, from 0 to 1, of all that was earned before it.',
    ),
  ]),
];

function setting(name: string, label: string, does: string): Setting {
  return { name, label, does: `${does} Shipped as ${shipped[name]}.`, isNumber: true };
}

/** The settings as texts, by the names under which the server knows them. */
function valuesOf({ severities: costs, ...numbers }: TrustParameters): Values {
  return Object.fromEntries([
    ...Object.entries(numbers).map(([name, value]) => [`trust.${name}`, String(value)]),
    ...severities.flatMap((severity) =>
      Object.entries(costs[severity]).map(([part, value]) => [`trust.severities.${severity}.${part}`, String(value)]),
    ),
  ]);
}

/** The changed settings as the server takes them; the grades of breaches go together, for one must not cost less than a milder one. */
function trustOf(changed: Values, known: TrustParameters): Readonly<Record<string, unknown>> {
  const trust: Record<string, unknown> = {};
  const costs: Record<string, Record<string, number>> = structuredClone(known.severities);
  for (const [path, value] of Object.entries(changed)) {
    const [, name = '', severity, part] = path.split('.');
    if (severity === undefined || part === undefined) trust[name] = Number(value);
    else {
      costs[severity] = { ...costs[severity], [part]: Number(value) };
      trust['severities'] = costs;
    }
  }
  return trust;
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
        values={valuesOf(policy.trust)}
        inputOf={(changed) => ({ trust: trustOf(changed, policy.trust) })}
      />
    </section>
  );
}
