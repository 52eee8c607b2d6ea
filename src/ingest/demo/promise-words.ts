/** The words in which promises are made. `{by}` is when, `{thing}` what was bought. */
import { spokenDay } from './calendar.ts';
import type { Dice } from './dice.ts';

const promiseWords = {
  quote: [
    'You have our quote for {thing} in your inbox by {by}.',
    'I will send you the offer by {by}, with and without installation.',
    'Price and drawing for {thing} by {by}. You will not have to chase me.',
    'Give me until {by}, then you have a fixed price.',
    'I ring you by {by} with a number you can take to the bank.',
    'By {by} you get two variants of {thing}, side by side.',
    'The revised offer is with you by {by}.',
    'I will find out what the delivery time is and tell you by {by}.',
  ],
  install: [
    'Installed by {by}.',
    '{Thing} is up and running by {by}.',
    'By {by} you can put your goods in.',
    'We will have {thing} cold by {by}, word of honour.',
    'Everything stands, everything cools, by {by}.',
    'You can plan with it: {thing} works by {by}.',
    'Installation finished by {by}, including the hand-over.',
    'Before you open on {by} it will hum.',
    'We mount {thing} so that your kitchen is closed for one day only, done by {by}.',
  ],
  crew: [
    'Two fitters on site in time, {thing} handed over by {by}.',
    'My crew has it standing by {by}.',
    'You can tell the client {by}, we have the people.',
    'We finish there by {by} if the panels are in.',
    'Electrician and two fitters are booked, done by {by}.',
    'Commissioned and logged by {by}.',
  ],
  goods: [
    'Panels and unit are on site by {by}.',
    'The pallet for this one leaves in time and is there by {by}.',
    'Truck is booked, unloading by {by}.',
    'Compressor comes from the plant, with the client by {by}.',
    'All boxes complete at the site by {by}.',
  ],
  arrival: [
    'Your delivery arrives by {by}, between eight and twelve.',
    'The truck is with you by {by} and rings half an hour before.',
    '{Thing} arrives by {by}, unloaded where you want it.',
    'We deliver by {by}; somebody has to sign, that is all.',
    'It is on the lorry, you have it by {by}.',
  ],
  parts: [
    '{Thing}: with you by {by}.',
    'Goes out today, is with you by {by}.',
    'The parts are in stock, you have them by {by}.',
    'Express, so by {by} at the latest.',
  ],
  bill: [
    'You get one bill, with your order number on it, by {by}.',
    'The bill comes by {by} and matches the offer to the cent.',
    'We bill it to the new company name, by {by}.',
    'Final bill with the deposit taken off, by {by}.',
    'Bill by {by}, and the installation as its own line for your tax adviser.',
    'By {by} you have a bill you can book without phoning us.',
  ],
  pay: [
    'We pay by {by}.',
    'Money goes out with the next run, by {by}.',
    'You will have it on your account by {by}.',
    'Half is paid, the rest follows by {by}.',
    'My bookkeeper transfers it by {by}, I told her.',
  ],
  data: [
    'You get the floor plan from me by {by}.',
    'I measure the doorway and write to you by {by}.',
    'Our electrician sends the fuse plan by {by}.',
    'We clear the room by {by}, so your people can start.',
    'I will tell you by {by} who has the key.',
    'List of all products and temperatures by {by}.',
  ],
  callback: [
    'I call you back by {by}.',
    'Somebody who knows the machine rings you by {by}.',
    'You hear from me by {by}, even if I have no news.',
    'I ask Operations and call you by {by}.',
    'We call back by {by}. Not a machine, me.',
  ],
  fix: [
    'It is fixed by {by}.',
    'A technician comes and stays until it works, by {by}.',
    'We replace the part by {by}, on us.',
    'By {by} you can trust the temperature again.',
    'We put it right by {by} and show you the log.',
    'New controller in by {by}, the old one goes to the lab.',
  ],
  report: [
    'You get the service report by {by}, with photos.',
    'I send you the temperature curve of the quarter by {by}.',
    'By {by} you have the paper for the food inspector.',
    'Summary of the visit with what is to be done, by {by}.',
    'I send the energy comparison by {by}, honest numbers.',
  ],
  visit: [
    'We check seals and fans by {by}.',
    'The yearly check is done by {by}.',
    'Somebody looks after the noise by {by}, no charge.',
    'I come by personally by {by} and we walk through everything.',
    'We recalibrate the sensors by {by}.',
  ],
  repair: [
    'We let you down there. By {by} it is put right, and I report to you personally.',
    'We make it good by {by}. If not, you need not pay for it.',
    'I take this over now. Done by {by}.',
    'By {by} you have what you should have had, and I bring it myself.',
    'We do it again, properly this time, by {by}.',
    'It is on my desk now and stays there until it is done: {by}.',
  ],
  ask: [
    'Can you show the new people how the alarm works, by {by}?',
    'We need a second key for the machine room by {by}.',
    'Could you move the shelf on the left by {by}?',
    'Please send somebody to look at the drain by {by}.',
    'We would like a spare sensor on loan by {by}.',
    'Can we have the manual in Turkish by {by}?',
    'Could the night shift get their own login by {by}?',
    'Can you take the old unit away by {by}?',
  ],
  favour: [
    'If you like, we check your old freezer for free by {by}.',
    'I could lend you a cool box for the street party, back by {by}.',
    'Shall I run the energy numbers for your second shop by {by}?',
    'We can do the door heater in the same visit, by {by}.',
    'I could train your weekend staff by {by}.',
  ],
} as const satisfies Readonly<Record<string, readonly string[]>>;

export type PromiseSort = keyof typeof promiseWords;

/** The same, in the voice of the one who asks for it. */
const askedWords: Partial<Record<PromiseSort, readonly string[]>> = {
  quote: [
    'Please send us a quote for {thing} by {by}.',
    'What would {thing} cost? We need a number by {by}.',
    'Can we have the drawing and the price by {by}?',
  ],
  install: [
    'Can you have {thing} running by {by}? We open then.',
    'We need {thing} by {by}, not a day later.',
    'Please install it by {by}, that week our kitchen is closed anyway.',
  ],
  crew: [
    'Can your crew have it standing by {by}?',
    'I need two fitters there, done by {by}. Can you say yes to that?',
    'The client was told the date: commissioned by {by}. Is that possible?',
  ],
  goods: ['I need everything on site by {by}.', 'Can the panels be there by {by}? The crew is booked behind it.'],
  bill: [
    'Please put our order number on the bill. We need it by {by}.',
    'Can we have the bill by {by}, made out to the new company?',
  ],
  data: [
    'Please send us the floor plan by {by}.',
    'Can your electrician send the fuse plan by {by}?',
    'Please tell us by {by} who has the key.',
  ],
  report: [
    'Can we have the service report by {by}?',
    'The inspector comes. Please send us the temperature curve by {by}.',
  ],
  visit: ['Could somebody look at the seals by {by}?', 'The fan is loud. Can you come by {by}?'],
};

export const doneWhenWords: Partial<Record<PromiseSort, readonly string[]>> = {
  install: [
    '2 °C held for 24 hours, hand-over signed',
    'Hand-over sheet signed',
    'Door closes, alarm tested, floor clean',
  ],
  crew: ['Commissioning sheet in the system', 'Hand-over sheet uploaded'],
  goods: ['Delivery note signed at the site', 'All boxes scanned at the site'],
  fix: ['48 hours without an alarm', 'The client says that it works'],
  bill: ['Order number on the bill, amount as in the offer'],
  repair: ['The client says that it is good'],
};

/** Words for a promise of a sort, with what and by when said the way people say it; `isAsked`: by the one who wants it. */
export function wordsFor(
  dice: Dice,
  sort: PromiseSort,
  thing: string,
  due: { readonly dueDay: number; readonly saidOn: number },
  isAsked = false,
): string {
  const asked = isAsked ? askedWords[sort] : undefined;
  return filled(dice, dice.pick<string>(asked ?? promiseWords[sort]), thing, due.dueDay, due.saidOn);
}

/** Fills `{by}`, `{thing}` and `{Thing}`. */
export function filled(dice: Dice, words: string, thing: string, dueDay: number, saidOn: number): string {
  return words
    .replace('{by}', spokenDay(dice, dueDay, saidOn))
    .replace('{thing}', thing)
    .replace('{Thing}', thing.charAt(0).toUpperCase() + thing.slice(1));
}
