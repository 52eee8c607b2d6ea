/** What the demo company sells: cold rooms, chillers, counters, their monitoring, their care, and parts. */

interface Claim {
  readonly claimId: string;
  readonly area: string;
  readonly words: string;
  /** How often it turns out true. */
  readonly trueShare: number;
  readonly topic: string;
}

export interface Offer {
  readonly offerId: string;
  readonly name: string;
  readonly kind: 'project' | 'subscription' | 'parts';
  /** What people call it. */
  readonly things: readonly string[];
  /** Whole euros. */
  readonly price: readonly [from: number, to: number];
  readonly claims: readonly Claim[];
  readonly benefits: readonly string[];
  readonly limits: readonly string[];
  /** What it fits, for the guard against selling too much. */
  readonly fits?: {
    readonly needs: readonly string[];
    readonly sizeMin?: number;
    readonly sizeMax?: number;
    readonly unit: string;
    readonly usageMin?: number;
  };
}

const energyClaim = {
  claimId: 'clm_third-less-energy',
  area: 'marketing',
  words: 'Uses a third less energy than the cold room it replaces',
  trueShare: 0.5,
  topic: 'energy-claim',
};
const mistClaim = {
  claimId: 'clm_never-mists',
  area: 'marketing',
  words: 'The glass never mists, not even on a busy Saturday',
  trueShare: 0.55,
  topic: 'mist-claim',
};
const paperClaim = {
  claimId: 'clm_no-paper',
  area: 'marketing',
  words: 'No more paper lists for the food inspector',
  trueShare: 0.93,
  topic: 'paper-claim',
};
const chillClaim = {
  claimId: 'clm_ninety-minutes',
  area: 'marketing',
  words: 'From 70 °C to 3 °C in ninety minutes, fully loaded',
  trueShare: 0.88,
  topic: 'chill-claim',
};
const alarmClaim = {
  claimId: 'clm_five-minutes',
  area: 'customer-service',
  words: 'An alarm reaches a human being within five minutes, day and night',
  trueShare: 0.95,
  topic: 'alarm-claim',
};
const siteClaim = {
  claimId: 'clm_four-hours',
  area: 'customer-service',
  words: 'A technician at your door within four hours',
  trueShare: 0.92,
  topic: 'four-hours-claim',
};
const nextDayClaim = {
  claimId: 'clm_next-day',
  area: 'distribution',
  words: 'Parts ordered by two are with you the next working day',
  trueShare: 0.9,
  topic: 'next-day-claim',
};

export const offers: readonly Offer[] = [
  {
    offerId: 'off_cold-room',
    name: 'Cold Room Complete',
    kind: 'project',
    things: ['the cold room', 'the new walk-in', 'the cold room behind the kitchen', 'the two-door cold room'],
    price: [19_000, 62_000],
    claims: [energyClaim],
    benefits: ['Less spoilage', 'Lower energy bill', 'Room to buy in bulk'],
    limits: ['Floor must carry 500 kg per square metre', 'Not below -25 °C'],
    fits: { needs: ['frozen', 'chilled'], sizeMin: 8, sizeMax: 120, unit: 'square metres' },
  },
  {
    offerId: 'off_blast-chiller',
    name: 'Blast Chiller',
    kind: 'project',
    things: ['the blast chiller', 'the chiller for the kitchen', 'the big chiller'],
    price: [9_500, 23_000],
    claims: [chillClaim],
    benefits: ['Cook a day ahead', 'Passes the inspection'],
    limits: ['Needs three-phase power'],
    fits: { needs: ['cook-chill'], sizeMin: 20, unit: 'kg a load', usageMin: 20 },
  },
  {
    offerId: 'off_display-line',
    name: 'Display Line',
    kind: 'project',
    things: ['the display counter', 'the glass counter', 'the counter in the shop', 'the wall chiller'],
    price: [7_000, 21_000],
    claims: [mistClaim, energyClaim],
    benefits: ['Goods that look fresh all day'],
    limits: ['Not in direct sunlight'],
    fits: { needs: ['display', 'chilled'], sizeMax: 7, unit: 'square metres' },
  },
  {
    offerId: 'off_watch',
    name: 'Watch: monitoring day and night',
    kind: 'subscription',
    things: ['the monitoring', 'the sensors', 'the alarm', 'the temperature log'],
    price: [1_500, 6_400],
    claims: [alarmClaim, paperClaim],
    benefits: ['Sleep through the night', 'No paper for the inspector'],
    limits: ['Needs a mobile network on site'],
  },
  {
    offerId: 'off_care-plan',
    name: 'Care Plan',
    kind: 'subscription',
    things: ['the care plan', 'the yearly check', 'the service'],
    price: [900, 3_800],
    claims: [siteClaim],
    benefits: ['No surprise repairs'],
    limits: ['Within 120 km of our workshop'],
  },
  {
    offerId: 'off_parts',
    name: 'Parts and small works',
    kind: 'parts',
    things: ['the door seals', 'the shelves', 'the spare sensors', 'the strip curtain', 'the fan', 'the hinges'],
    price: [140, 2_300],
    claims: [nextDayClaim],
    benefits: ['Back to work tomorrow'],
    limits: ['While in stock'],
  },
];
