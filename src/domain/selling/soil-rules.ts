/** The house rules of the soil: how often one may ask, how long a customer rests, how much is given back. */
import * as z from 'zod';

const asksMax = 1_000;
const daysMax = 3_650;
const giftsMax = 100;
const Days = z.number().min(0).max(daysMax);

export const SoilRules = z.object({
  /** Asks of one contact within the period, pitches among them. */
  asksMax: z.int().min(1).max(asksMax),
  askPeriodDays: Days,
  restAfterAskDays: Days,
  restAfterBreachDays: Days,
  /** Things given unasked for each ask, over a year. */
  giftsPerAsk: z.number().min(0).max(giftsMax),
  /** The same offer is not put to the same customer again for so long. */
  rotationDays: Days,
});
export type SoilRules = z.output<typeof SoilRules>;

export const defaultSoilRules: SoilRules = {
  asksMax: 3,
  askPeriodDays: 90,
  restAfterAskDays: 14,
  restAfterBreachDays: 30,
  giftsPerAsk: 0.5,
  rotationDays: 180,
};
