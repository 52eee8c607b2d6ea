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
  decline: ['Sorry, we cannot do that.', 'We would have to guess, so rather no.', 'Thanks, not needed.', 'Not this year.'],
  withdraw: ['Has settled itself.', 'We found it in the drawer.', 'No longer needed, thanks.'],
  proposeChange: [
    'The panels are stuck at the plant. May we come later?',
    'One of our fitters is ill. We would rather tell you now.',
    'It will not hold that day. Can we move it?',
    'We need three more days, and I would like to say so before it is late.',
  ],
  askChange: ['Could it be later? We have a wedding that weekend.', 'Our floor is not ready yet, sorry.', 'Please not before the holidays.'],
  agreeChange: ['Fine, thanks for telling us early.', 'All right.', 'Suits us even better.', 'Agreed.'],
  refuseChange: ['Sorry, no: the truck is booked.', 'That does not work for us.', 'We must stay with the date.'],
  declareComplete: [
    'Done.',
    'Done, photos are in the folder.',
    'Finished a bit before time.',
    'Sent.',
    'Handed over to the shift leader.',
    'Everything runs.',
    'As agreed.',
  ],
  declareSatisfied: [
    'That is right.',
    'All good.',
    'Just as you said.',
    'Works, thank you.',
    'Yes, that was quick.',
    'Confirmed.',
    'Perfect, even swept the floor.',
  ],
  reject: [
    'No, that is not what we agreed.',
    'It says done, but nobody was here.',
    'Half of it is missing.',
    'It leaks at the same place.',
    'That came far too late to be of use.',
    'Wrong again. I do not know what to say.',
  ],
  rework: ['You are right, we do it again.', 'That was not good enough. Second try.'],
  uphold: ['Delivery note and log show that it was done as agreed.', 'Looked at together on site: it is as agreed.'],
  overturn: ['The log shows it was never done.', 'The photos prove the client right.'],
  concede: ['You are right, we did not do it.', 'Our mistake, no excuse.', 'We checked: it was us.'],
  renege: [
    'We cannot keep this, I am sorry.',
    'The supplier has dropped the model.',
    'We should never have promised that.',
    'No people left this month. We have to call it off.',
  ],
  release: ['Forget it, we do not need it any more.', 'We have solved it ourselves.', 'You need not, plans have changed.'],
  promiseRepair: ['We put this right.', 'I take care of it myself.', 'This will be made good.'],
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
