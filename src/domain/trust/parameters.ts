/** The settings of the trust method: what a kept promise earns, what a broken one costs, how long things count. */
import * as z from 'zod';
import { severities } from './outcome.ts';

const SeverityCost = z.object({
  /** Weight of the broken part in the bad evidence. */
  weight: z.number().min(1),
  /** Share of all earlier good evidence that the breach takes away. */
  forfeiture: z.number().min(0).max(1),
});

/**
 * The policy of a company for its trust scores. Every field has a default; `TrustParameters.parse({})` gives them all.
 *
 * Loss aversion 2.25 is the median of Tversky and Kahneman (1992), taken as a visible convention, not as a measurement.
 * The axioms of the method hold only while a graver breach costs no less than a milder one, which is checked.
 */
export const TrustParameters = z.strictObject({
  /** W: how much evidence weighs as much as knowing nothing. */
  priorWeight: z.number().positive().default(2),
  /** a: the score without evidence, the willingness to trust somebody new. Policy, never learned from other customers. */
  willingness: z.number().min(0.5).max(0.8).default(0.5),
  /** λ: how many times more a broken promise weighs than a kept one. */
  lossAversion: z.number().gt(1).default(2.25),
  /** H: days of silence, beyond the grace, in which good evidence loses half its weight. */
  halfLifeDays: z.number().positive().default(365),
  /** G: days without a kept promise before good evidence begins to fade. */
  graceDays: z.number().min(0).default(90),
  /** ρ: share of a breach that a full repair takes back; below 1, for nothing is forgotten. */
  repairCredit: z.number().min(0).lt(1).default(0.5),
  /** Days within which a breach with the same cause counts as the same thing happening again. */
  recurrenceDays: z.number().min(0).default(180),
  /** p: exponent of the journey's power mean; the more negative, the more the weakest area decides. */
  journeyPower: z.number().min(-20).max(1).default(-4),
  severities: z
    .object({
      minor: SeverityCost.default({ weight: 1, forfeiture: 0 }),
      major: SeverityCost.default({ weight: 2, forfeiture: 0.25 }),
      critical: SeverityCost.default({ weight: 4, forfeiture: 0.6 }),
      betrayal: SeverityCost.default({ weight: 8, forfeiture: 1 }),
    })
    .prefault({})
    .refine(risesWithSeverity, { error: 'a graver breach must cost at least as much as a milder one' }),
});
export type TrustParameters = z.output<typeof TrustParameters>;

export const defaultTrustParameters: TrustParameters = TrustParameters.parse({});

function risesWithSeverity(costs: Record<(typeof severities)[number], z.output<typeof SeverityCost>>): boolean {
  let previous = { weight: 0, forfeiture: 0 };
  for (const severity of severities) {
    const cost = costs[severity];
    if (cost.weight < previous.weight || cost.forfeiture < previous.forfeiture) return false;
    previous = cost;
  }
  return true;
}
