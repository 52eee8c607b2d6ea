/** The causes that come back, as data: whose they are, when they break how often, and how the promises sound. */

interface Run {
  readonly fromDaysAgo: number;
  readonly toDaysAgo: number;
  readonly broken: number;
  readonly kept: number;
}

export interface Series {
  readonly topic: string;
  readonly area: string;
  readonly severity: 'minor' | 'major';
  /** Whom it hits: those that Accounting gets wrong, those with several branches, or anybody. */
  readonly hits: 'badly-billed' | 'with-branches' | 'anybody';
  readonly runs: readonly Run[];
  readonly words: readonly string[];
}

/** The last six quarters, oldest first, with room at their edges: a count never slips into the next one. */
function byQuarter(broken: readonly number[], kept: number): readonly Run[] {
  return broken.map((count, index) => {
    const last = (broken.length - 1 - index) * quarterDays;
    return { fromDaysAgo: last + quarterDays - edgeDays, toDaysAgo: last + edgeDays, broken: count, kept };
  });
}

const quarterDays = 91;
const edgeDays = 9;

function once(fromDaysAgo: number, toDaysAgo: number, broken: number, kept: number): Run {
  return { fromDaysAgo, toDaysAgo, broken, kept };
}

export const series: readonly Series[] = [
  {
    topic: 'wrong-address',
    area: 'distribution',
    severity: 'minor',
    hits: 'with-branches',
    runs: byQuarter([6, 9, 12, 14, 18, 4], 10),
    words: [
      'We deliver to the cold store at gate three, not to the office, by {by}.',
      'The new address is in the system, it goes to the Harbour Road by {by}.',
      'It goes to the branch, not to head office: {by}.',
      'By {by}, to the back entrance, the driver has your number.',
    ],
  },
  {
    topic: 'late-bill',
    area: 'accounting',
    severity: 'minor',
    hits: 'badly-billed',
    runs: byQuarter([8, 12, 13, 14, 14, 21], 5),
    words: [
      'The quarterly bill is with you by {by}, so that you can close your books.',
      'You get the corrected bill by {by}.',
      'The credit note comes by {by}, I release it myself.',
      'Statement of all open items by {by}.',
    ],
  },
  {
    topic: 'no-call-back',
    area: 'customer-service',
    severity: 'minor',
    hits: 'anybody',
    runs: byQuarter([5, 6, 7, 6, 6, 11], 13),
    words: [
      'I find out who is responsible and call you by {by}.',
      'My colleague rings you by {by} about the extension.',
      'You get a call by {by} with a date for the visit.',
      'I check that with the workshop and call back by {by}.',
    ],
  },
  {
    topic: 'cold-chain-gap',
    area: 'distribution',
    severity: 'major',
    hits: 'with-branches',
    runs: [once(480, 300, 1, 8), once(262, 236, 13, 2), once(200, 20, 1, 8)],
    words: [
      'The vaccine fridge travels cooled, without a gap, by {by}.',
      'Cooled transport door to door, there by {by}, with the log.',
    ],
  },
  {
    topic: 'door-seal',
    area: 'operations',
    severity: 'minor',
    hits: 'anybody',
    runs: [once(490, 420, 7, 5)],
    words: ['The seal is changed by {by}, and stays tight.'],
  },
  {
    topic: 'missing-manual',
    area: 'operations',
    severity: 'minor',
    hits: 'anybody',
    runs: [once(480, 390, 6, 5)],
    words: ['The manual in your language comes by {by}.'],
  },
  {
    topic: 'old-price-list',
    area: 'sales',
    severity: 'minor',
    hits: 'anybody',
    runs: [once(485, 430, 5, 6)],
    words: ['You get last year’s prices, in writing by {by}.'],
  },
  {
    topic: 'lost-return-label',
    area: 'distribution',
    severity: 'minor',
    hits: 'anybody',
    runs: [once(470, 380, 6, 5)],
    words: ['The return label is in your mail by {by}.'],
  },
  {
    topic: 'double-booking',
    area: 'operations',
    severity: 'minor',
    hits: 'anybody',
    runs: [once(490, 440, 6, 5), once(300, 270, 4, 3)],
    words: [
      'The technician is yours alone, all of the day, {by}.',
      'Nobody else is in the plan for {by}; it is yours.',
    ],
  },
  {
    topic: 'unsigned-handover',
    area: 'operations',
    severity: 'minor',
    hits: 'anybody',
    runs: [once(470, 350, 6, 6)],
    words: ['You get the signed hand-over sheet by {by}.'],
  },
  {
    topic: 'wrong-contact',
    area: 'sales',
    severity: 'minor',
    hits: 'anybody',
    runs: [once(460, 330, 5, 8)],
    words: ['From now on we write to your new manager only, from {by} on.'],
  },
  {
    topic: 'dunning-in-error',
    area: 'accounting',
    severity: 'minor',
    hits: 'badly-billed',
    runs: [once(450, 340, 7, 3), once(222, 196, 4, 2)],
    words: ['The reminder is taken back by {by}, with an apology.'],
  },
  {
    topic: 'password-reset',
    area: 'customer-service',
    severity: 'minor',
    hits: 'anybody',
    runs: [once(440, 330, 5, 9)],
    words: ['Your shift leaders can log in again by {by}.'],
  },
  {
    topic: 'noisy-fan',
    area: 'operations',
    severity: 'minor',
    hits: 'anybody',
    runs: [once(490, 460, 4, 4), once(330, 300, 3, 3)],
    words: ['The fan is quiet by {by}; your neighbours will thank you.'],
  },
  {
    topic: 'brochure-photo',
    area: 'marketing',
    severity: 'minor',
    hits: 'anybody',
    runs: [once(490, 370, 5, 6)],
    words: ['We take the photo of your shop off the brochure by {by}.'],
  },
];
