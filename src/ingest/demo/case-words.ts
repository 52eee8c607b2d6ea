/** What customers say when something is wrong, what is tried, and how it ends; and what they say when they buy or leave. */

export interface Trouble {
  readonly nature: string;
  readonly topic: string;
  readonly words: readonly string[];
}

/** What goes wrong by itself, by what was bought. */
export const troubles: Readonly<Record<'project' | 'subscription' | 'parts', readonly Trouble[]>> = {
  project: [
    {
      nature: 'defect',
      topic: 'door-leak',
      words: ['There is a puddle under the door every morning.', 'The door does not close on its own any more.'],
    },
    {
      nature: 'defect',
      topic: 'compressor-stops',
      words: [
        'It stops when it gets hot outside, which is when we need it.',
        'The unit trips the fuse about twice a week.',
      ],
    },
    {
      nature: 'mis-set-expectation',
      topic: 'too-small',
      words: [
        'We were told two pallets fit in. One and a half do.',
        'The salesman said it runs on our old fuse. It does not.',
      ],
    },
    {
      nature: 'misuse',
      topic: 'iced-up',
      words: ['The evaporator is one block of ice.', 'It gets slower and slower, now there is ice everywhere.'],
    },
    { nature: 'unknown', topic: 'too-warm', words: ['At five in the morning it says 9 degrees. Nobody knows why.'] },
  ],
  subscription: [
    {
      nature: 'defect',
      topic: 'false-alarm',
      words: ['Third false alarm this week, at three in the night.', 'The alarm rings and everything is cold.'],
    },
    {
      nature: 'service-failure',
      topic: 'slow-technician',
      words: ['Four hours, you said. He came the next day.', 'We waited the whole Saturday for your technician.'],
    },
    { nature: 'unknown', topic: 'log-gaps', words: ['There are holes in the log and the inspector saw them.'] },
  ],
  parts: [
    {
      nature: 'lost-in-transit',
      topic: 'wrong-part',
      words: ['The seals fit a different model.', 'The box was open and half empty.'],
    },
    {
      nature: 'defect',
      topic: 'part-broken',
      words: ['The new fan was dead on arrival.', 'Hinge broke on the second day.'],
    },
  ],
};

/** What customers report about a promise that was not kept, by the area that made it. */
export const complaints: Readonly<Record<string, Omit<Trouble, 'topic'>>> = {
  sales: {
    nature: 'mis-set-expectation',
    words: [
      'We were promised a date and built our opening around it.',
      'Was it ever true, or did you just want the order?',
    ],
  },
  operations: {
    nature: 'late',
    words: ['Nobody came. My staff stood there from six.', 'Half installed, and since then silence.'],
  },
  distribution: {
    nature: 'lost-in-transit',
    words: ['The truck stood at our old shop. Again.', 'Where is our delivery? The tracking says delivered.'],
  },
  accounting: {
    nature: 'wrong-bill',
    words: [
      'The bill is wrong again. I have better things to do than your bookkeeping.',
      'You bill us for something we sent back in spring.',
      'A reminder for a bill that we never got!',
    ],
  },
  'customer-service': {
    nature: 'service-failure',
    words: ['I have now told the whole story to the third person.', 'Nobody called back. Nobody.'],
  },
  marketing: {
    nature: 'mis-set-expectation',
    words: ['Your brochure says it never mists. Come and look.', 'A third less energy? Our meter says otherwise.'],
  },
};

/** What is tried, by the area that tries it. */
export const tryWords: Readonly<Record<string, readonly string[]>> = {
  operations: [
    'Reset the controller and watched it for an hour',
    'Replaced the seal',
    'Swapped the sensor',
    'Defrosted, cleaned, set the clock',
    'Tightened the hinges, changed the closer',
  ],
  distribution: ['Sent a replacement by courier', 'Found the truck, brought it over the same evening'],
  accounting: ['Wrote a new bill and cancelled the old one', 'Talked to their tax adviser'],
  sales: ['Went there and looked at it together', 'Offered the larger model at the old price'],
  'customer-service': [
    'Talked it through on the phone',
    'Reset it from afar',
    'Asked for photos and explained the settings',
  ],
};

export const handOffWords: readonly string[] = [
  'Over to Operations, we cannot see it from here',
  'Accounting has to decide that',
  'Needs the refrigeration engineer',
  'Passed on to the weekend team',
];

export const reopeningWords: readonly string[] = ['It is back', 'Worked for four days, now the same again'];

/** Who bears the burden after a look at it, and why. */
export const attributions: readonly { readonly shares: Readonly<Record<string, number>>; readonly why: string }[] = [
  { shares: { sales: 0.7, operations: 0.3 }, why: 'Sold for a use it was not built for' },
  { shares: { sales: 1 }, why: 'The offer promised what the unit cannot do' },
  { shares: { sales: 0.5, operations: 0.5 }, why: 'Both had a different drawing' },
  { shares: { operations: 0.8, distribution: 0.2 }, why: 'Seal was fitted wrong, and the box had a dent before' },
  { shares: { operations: 0.5, 'customer-service': 0.5 }, why: 'Nobody told the customer to defrost' },
  { shares: { accounting: 0.8, sales: 0.2 }, why: 'The discount was agreed by phone and never written down' },
];

export const closingWords = {
  satisfied: [
    'Works now, thank you.',
    'You took it seriously, that counts.',
    'In the end it was fine.',
    'Good. Quick, too.',
  ],
  dissatisfied: [
    'I have given up on it.',
    'It still leaks. We hung a towel there.',
    'Keep your voucher.',
    'We will see a lawyer about the spoiled goods.',
  ],
} as const;

export const pitchWords: readonly string[] = [
  'Met at the trade fair, wants to replace two old rooms',
  'Came by recommendation',
  'Asked for a visit after the heat wave',
  'Compares us with two others',
  'Wants to grow into catering',
  'Inspector gave them three months',
  'Showed the reference kitchen next door',
];

export const hopeWords: readonly string[] = [
  'No more thrown-away fish on Mondays',
  'Sleep through the night',
  'A lower electricity bill',
  'Pass the inspection without sweating',
  'Open the second shop in spring',
  'Cook on Friday for Sunday',
  'Less running to the cellar',
  'Goods that look as fresh at six as at nine',
  'Not to think about it any more',
];

export const benefitWords = {
  realised: [
    'Yes. We throw away almost nothing now.',
    'The inspector had nothing to say.',
    'It pays for itself.',
    'I sleep again.',
  ],
  partly: ['Better, but not in summer.', 'The cold is good, the bill for power is not.', 'Half of what we hoped.'],
  not: ['Nothing has changed for us, except the money is gone.', 'We still run to the cellar.'],
} as const;

export const lostWords: Readonly<Record<string, readonly string[]>> = {
  price: ['Somebody else was a fifth cheaper.', 'Not in this year’s budget.'],
  trust: [
    'They did not believe the date any more.',
    '“You could not even send the quote in time.”',
    'They said they are tired of reminding us.',
  ],
  timing: ['Put off until next year.', 'The building permit did not come.'],
  fit: ['The room is too small for what we build.', 'They wanted a rental model.'],
  silence: ['No answer to three calls.'],
};
