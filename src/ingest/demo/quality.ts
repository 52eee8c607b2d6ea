/** How good each area is, and when: the truth behind the demo that an audit has to find. */
import { dayAt } from './calendar.ts';
import type { Fate } from './promises.ts';
import type { Story } from './story.ts';

/** The bad quarter of Operations, in days from the start. */
const badQuarter = { from: 190, to: 281 } as const;
const quarterDays = 91;

/** Distribution got better quarter by quarter until it was good. */
const distributionByQuarter = [0.72, 0.79, 0.86, 0.91, 0.94, 0.95];
const steady: Readonly<Record<string, number>> = {
  marketing: 0.85,
  sales: 0.95,
  'customer-service': 0.96,
  customer: 0.88,
};
const letDown = 0.8;

/** How likely an area keeps its word to this customer at this time, from 0 to 1. */
export function keepChance(story: Story, area: string, at: number): number {
  const { customer, calendar } = story;
  const sinceStart = dayAt(at) - calendar.start;
  const chance = areaChance(area, sinceStart, customer.isBilledBadly);
  return customer.isLetDown && area !== 'customer' ? chance * letDown : chance;
}

function areaChance(area: string, sinceStart: number, isBilledBadly: boolean): number {
  switch (area) {
    case 'operations':
      return sinceStart >= badQuarter.from && sinceStart < badQuarter.to ? 0.55 : 0.92;
    case 'distribution':
      return (
        distributionByQuarter[Math.min(distributionByQuarter.length - 1, Math.floor(sinceStart / quarterDays))] ?? 0.9
      );
    case 'accounting':
      return isBilledBadly ? 0.28 : 0.8;
    default:
      return steady[area] ?? 0.9;
  }
}

/** A fate that fits the chance. `mild` misses are mostly late, seldom broken. */
export function drawFate(story: Story, chance: number, isMild: boolean): Fate {
  const { dice, customer } = story;
  if (dice.chance(chance)) {
    return dice.weighted<Fate>({
      kept: 78 * customer.answers,
      keptBySilence: 78 * (1 - customer.answers),
      renegotiated: 7,
      movedOnRequest: 3,
      changeRefused: 2,
      upheld: 1,
      released: 3,
    });
  }
  return dice.weighted<Fate>({
    keptLate: isMild ? 60 : 26,
    keptLateBySilence: 12,
    renegotiatedLate: 5,
    reworked: 8,
    forgotten: isMild ? 6 : 24,
    reneged: isMild ? 4 : 9,
    rejectedLate: isMild ? 1 : 8,
    conceded: isMild ? 2 : 7,
    overturned: isMild ? 0 : 2,
  });
}
