/** What people say when they move a promise on, and when they look back at a broken one. */
import type { MoveName } from '../../domain/promises/machine.ts';

/** Notes by move. A move that is not here goes without words. */
export const moveWords: Partial<Record<MoveName, readonly string[]>> = {
  promise: ['Yes, we can do that.', 'You can rely on it.', 'Agreed, I put it in the plan.'],
  counter: [
    'Not that day, but a few days later for certain.',
    'The crew is in Lübeck that week. This is the next honest date.',
    'We would need a little longer to do it properly.',
  ],
  accept: ['All right, let us do it that way.', 'Fine with us.', 'Good, we take that.'],
  decline: [
    'Sorry, we cannot do that.',
    'We would have to guess, so rather no.',
    'Thanks, not needed.',
    'Not this year.',
  ],
  withdraw: ['Has settled itself.', 'We found it in the drawer.', 'No longer needed, thanks.'],
  proposeChange: [
    'One of us is ill. We would rather tell you now.',
    'It will not hold that day. Can we move it?',
    'We need some more days, and I would like to say so before it is late.',
  ],
  askChange: [
    'Could it be later? We have a wedding that weekend.',
    'Our floor is not ready yet, sorry.',
    'Please not before the holidays.',
  ],
  agreeChange: ['Fine, thanks for telling us early.', 'All right.', 'Suits us even better.', 'Agreed.'],
  refuseChange: ['Sorry, no: the truck is booked.', 'That does not work for us.', 'We must stay with the date.'],
  declareComplete: ['Done.', 'Done as agreed.', 'Finished a bit before time.', 'That is settled.'],
  declareSatisfied: [
    'That is right.',
    'All good.',
    'Just as you said.',
    'Works, thank you.',
    'Yes, that was quick.',
    'Confirmed.',
  ],
  reject: ['No, that is not what we agreed.', 'Half of it is missing.', 'Wrong again. I do not know what to say.'],
  rework: ['You are right, we do it again.', 'That was not good enough. Second try.'],
  uphold: ['Delivery note and log show that it was done as agreed.', 'Looked at together on site: it is as agreed.'],
  overturn: ['The log shows it was never done.', 'The photos prove the client right.'],
  concede: ['You are right, we did not do it.', 'Our mistake, no excuse.', 'We checked: it was us.'],
  renege: [
    'We cannot keep this, I am sorry.',
    'We should never have promised that.',
    'No people left this month. We have to call it off.',
  ],
  release: [
    'Forget it, we do not need it any more.',
    'We have solved it ourselves.',
    'You need not, plans have changed.',
  ],
  promiseRepair: ['We put this right.', 'I take care of it myself.', 'This will be made good.'],
};

/** Notes that only one area makes, or gets, by the area that promised. */
export const moveWordsByArea: Readonly<Record<string, Partial<Record<MoveName, readonly string[]>>>> = {
  sales: {
    declareComplete: ['Sent, with the drawing.', 'It is in your inbox.', 'Brought it over myself.'],
    reject: ['The price is not the one you told me.', 'That came far too late to be of use.'],
  },
  operations: {
    proposeChange: [
      'The panels are stuck at the plant. May we come later?',
      'Our fitter has hurt his hand. Can we come on another day?',
    ],
    declareComplete: [
      'Everything runs, shown to the shift leader.',
      'Done, photos are in the folder.',
      'Cold since noon, log attached.',
    ],
    declareSatisfied: ['Perfect, even swept the floor.', 'Holds the temperature.'],
    reject: ['It says done, but nobody was here.', 'It leaks at the same place.', 'It is still 7 degrees in there.'],
    renege: ['The supplier has dropped the model.'],
  },
  distribution: {
    proposeChange: ['The truck is in the workshop. May we come later?'],
    declareComplete: ['Delivered, note is signed.', 'Unloaded at the back door.', 'Handed to the shift leader.'],
    reject: ['Delivered where? Not here.', 'Two of six boxes are missing.', 'It stood in the sun for an hour.'],
  },
  accounting: {
    proposeChange: ['Our bookkeeping moves to a new system that week. Later?'],
    declareComplete: ['Bill is out.', 'Sent to your bookkeeping.', 'Corrected and sent.'],
    reject: [
      'Our order number is missing. Again.',
      'The sum is not the one in the offer.',
      'It went to a colleague who left in spring.',
    ],
  },
  'customer-service': {
    declareComplete: ['Called, spoke with the manager.', 'Called twice, then reached her.', 'Sent with photos.'],
    reject: ['Nobody called.', 'She called, but knew nothing of the matter.'],
  },
  marketing: {
    declareComplete: ['Measured over eight weeks, figures attached.'],
    reject: ['Our meter says otherwise.', 'Come by on a Saturday and look.'],
  },
  customer: {
    proposeChange: ['Our bookkeeper is on leave. A week later, please?'],
    declareComplete: ['Transferred this morning.', 'Sent by mail, four pages.'],
    reject: ['Only half of it has arrived.', 'The plan is of the wrong floor.'],
  },
};

/** A release of a broken promise is forgiveness, and sounds different. */
export const forgivingWords: readonly string[] = [
  'It happens. Let us leave it at that.',
  'You told us openly, so we call it even.',
  'Forgiven, but please not again.',
];

export const assessmentWords: Readonly<Record<string, readonly string[]>> = {
  cannot: ['No crew was free that week.', 'The part was not to be had.', 'We had two people for five sites.'],
  'will-not': ['It was put behind a larger order on purpose.', 'Nobody wanted to pay for the second trip.'],
  'did-not-care': ['It sat in an inbox.', 'Everybody thought somebody else had it.', 'Forgotten, plainly.'],
  unclear: ['We meant shipped, they meant installed.', 'Nobody had written down which door.'],
  outside: ['The motorway was closed.', 'The customs office held the compressor.', 'Storm, no crane for two days.'],
};
