/** The settings of the trust method one by one, each by its path, as forms and addresses name them. */
import { severities } from './outcome.ts';
import { defaultTrustParameters, type TrustParameters } from './parameters.ts';

/** Every setting by its path: `willingness`, `severities.minor.weight`. */
export function trustSettings({ severities: costs, ...numbers }: TrustParameters): Readonly<Record<string, number>> {
  const ofSeverities = severities.flatMap((severity) =>
    Object.entries(costs[severity]).map(([part, cost]) => [`severities.${severity}.${part}`, cost] as const),
  );
  return { ...numbers, ...Object.fromEntries(ofSeverities) };
}

/** The paths of all settings. */
export const trustPaths: readonly string[] = Object.keys(trustSettings(defaultTrustParameters));

/**
 * The settings with some of them changed, by path. Not checked yet, for a mild breach may now cost more than a grave one;
 * paths that are none are left out.
 */
export function withTrustSettings(
  known: TrustParameters,
  changed: Readonly<Record<string, number>>,
): Readonly<Record<keyof TrustParameters, unknown>> {
  const all = { ...trustSettings(known), ...changed };
  const costs = severities.map((severity) => [
    severity,
    { weight: all[`severities.${severity}.weight`], forfeiture: all[`severities.${severity}.forfeiture`] },
  ]);
  const numbers = Object.keys(known).map((name) => [name, all[name]]);
  return { ...Object.fromEntries(numbers), severities: Object.fromEntries(costs) };
}
