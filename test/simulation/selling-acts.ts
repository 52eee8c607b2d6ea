/** What is asked of customers, given to them, pitched and drawn, and what the company offers, improves and signs. */
import { dayOf, shiftDay } from '../../src/domain/instants.ts';
import { steps } from '../../src/domain/process.ts';
import { type Act, someArea, someOf, sometime } from './acts.ts';
import type { Happening } from './process-acts.ts';
import { textOf } from './recorded.ts';
import { companyOf, fresh, live, standing, type World } from './world.ts';

function offerOf(world: World): string | undefined {
  return someOf(world, companyOf(world).offers, 'off');
}

/** A name that was not used before, seldom one that was. */
function nameOf(world: World, stream: string, names: 'asks' | 'decisions', field: string, prefix: string): string {
  const known = standing(world, stream)[names].map(({ fields }) => textOf(fields, field) ?? '');
  return known.length > 0 && world.dice.chance(0.15) ? world.dice.pick(known) : fresh(world, prefix);
}

/** Facts of selling about some customer. */
export const sellings: readonly Happening[] = [
  (world, stream) => ({
    type: 'ask.made',
    name: 'ask',
    fields: {
      askId: nameOf(world, stream, 'asks', 'askId', 'ask'),
      ask: world.dice.pick(['meeting', 'upsell', 'referral', 'favour']),
      offerId: offerOf(world),
      by: world.dice.chance(0.5) ? someArea(world) : undefined,
      words: 'May we?',
    },
  }),
  (world) => ({
    type: 'gift.given',
    name: 'gift',
    fields: { giftId: fresh(world, 'gif'), gift: world.dice.pick(['advice', 'help', 'sample']), what: 'A hint' },
  }),
  (world) => ({
    type: 'pitch.made',
    name: 'pitch',
    fields: {
      pitchId: fresh(world, 'pit'),
      offerId: offerOf(world),
      size: world.dice.chance(0.5) ? world.dice.whole(0, 20) : undefined,
      usage: world.dice.chance(0.5) ? world.dice.whole(0, 20) : undefined,
      by: world.dice.chance(0.5) ? someArea(world) : undefined,
    },
  }),
  (world) => ({
    type: 'deal.lost',
    name: 'lose',
    fields: {
      dealId: fresh(world, 'dea'),
      step: world.dice.pick(steps),
      amount: 900,
      currency: 'EUR',
      reason: 'price',
    },
  }),
  (world) => ({
    type: 'counsel.given',
    name: 'counsel',
    fields: { counselId: fresh(world, 'cns'), advised: 'less', offerId: offerOf(world), why: 'Two are enough' },
  }),
  (world, stream) => ({
    type: 'decision.made',
    name: 'decide',
    fields: {
      decisionId: nameOf(world, stream, 'decisions', 'decisionId', 'dec'),
      trigger: world.dice.pick(['refund', 'quote']),
      chosen: world.dice.pick(['right', 'other']),
      right: 'A new one',
      choice: 'A new one at once',
    },
  }),
  (world, stream) => ({
    type: 'decision.judged',
    name: 'judge',
    fields: {
      decisionId: nameOf(world, stream, 'decisions', 'decisionId', 'dec'),
      best: world.dice.pick(['both', 'us']),
    },
  }),
  (world) => ({
    type: 'lot.drawn',
    name: 'draw',
    fields: { trial: `trial-${world.dice.whole(1, 3)}`, by: world.dice.chance(0.3) ? someArea(world) : undefined },
  }),
];

/** The company publishes an offer, begins and ends an improvement, or signs an audit. */
export const improve: Act = async (world) => {
  const { dice } = world;
  const stream = 'company';
  const kind = dice.weighted({ offer: 3, start: 2, finish: 2, sign: 1 });
  if (kind === 'sign') {
    await sign(world);
    return null;
  }
  const occurredAt = sometime(world);
  if (kind === 'offer') {
    const fields = {
      offerId: `off_${dice.whole(1, 3)}`,
      name: `Offer ${world.made}`,
      limits: ['Not below zero'],
      fits: { sizeMax: dice.whole(1, 20) },
    };
    const plan = () => [{ type: 'offer.published', fields }] as const;
    await live(world, { what: kind, stream, operation: ['company', 'publishOffer'], input: fields, occurredAt, plan });
    return null;
  }
  const programmeId = `prg_${dice.whole(1, 3)}`;
  if (kind === 'start') {
    const fields = { programmeId, area: someArea(world), title: 'Call first', measure: dice.pick(['kept', 'cases']) };
    const plan: Parameters<typeof live>[1]['plan'] = ({ company }) =>
      company.areas.includes(fields.area) ? [{ type: 'programme.started', fields }] : 'unknown_area';
    await live(world, {
      what: kind,
      stream,
      operation: ['company', 'startProgramme'],
      input: fields,
      occurredAt,
      plan,
    });
    return null;
  }
  const fields = { programmeId };
  const plan: Parameters<typeof live>[1]['plan'] = ({ company }) =>
    company.programmes.includes(programmeId) ? [{ type: 'programme.finished', fields }] : 'invalid';
  await live(world, { what: kind, stream, operation: ['company', 'finishProgramme'], input: fields, occurredAt, plan });
  return null;
};

/** Somebody stands by the audit and promises the next one, seldom for a day that is over. */
async function sign(world: World): Promise<void> {
  const zone = textOf(companyOf(world).policy, 'zone') ?? 'UTC';
  const nextBy = shiftDay(dayOf(world.now, zone), world.dice.weighted({ ahead: 5, over: 1 }) === 'ahead' ? 30 : -1);
  const plan: Parameters<typeof live>[1]['plan'] = () =>
    nextBy < dayOf(world.now, zone) ? 'invalid' : [{ type: 'audit.signed', fields: { nextBy } }];
  const input = { signer: 'Kim Berg', nextBy };
  await live(world, { what: 'sign', stream: 'company', operation: ['audit', 'sign'], input, plan });
}
