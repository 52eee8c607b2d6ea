/** What happens around promises: purchases, refunds, cases, what the company decides, corrections, erasure, the clock. */
import { defaultTrustParameters } from '../../src/domain/trust/parameters.ts';
import { daysLater } from '../../src/domain/instants.ts';
import type { Written } from '../../src/api/endpoint.ts';
import type { Planned } from './decide.ts';
import { type Act, someArea, someCustomer, someOf, sometime, withoutUndefined } from './acts.ts';
import { type Fields, retracted, textOf } from './recorded.ts';
import {
  agree,
  answerOf,
  count,
  customersOf,
  Disagreement,
  fresh,
  live,
  run,
  standing,
  streamOf,
  type World,
} from './world.ts';

export const addCustomer: Act = async (world) => {
  const stream = customersOf(world).length < 6 ? fresh(world, 'cus') : someCustomer(world);
  const fields = { kind: world.dice.pick(['business', 'person', 'unidentified']), name: `Name ${world.made}` };
  const plan = () => [{ type: 'customer.described', fields }] as const;
  const operation = ['customers', 'add'] as const;
  await live(world, {
    what: 'customer',
    stream,
    operation,
    input: { customerId: stream, ...fields },
    introduces: true,
    plan,
  });
  return stream;
};

/** One fact of some kinds about some customer. */
export const happen =
  (kinds: readonly Happening[]): Act =>
  async (world) => {
    const stream = someCustomer(world);
    const { type, name, fields } = world.dice.pick(kinds)(world, stream);
    const given = withoutUndefined(fields);
    const plan = (): readonly Planned[] => [{ type, fields: given }];
    const input = { customerId: stream, ...given };
    const occurredAt = sometime(world);
    await live(world, { what: type, stream, operation: ['process', name], input, occurredAt, plan });
    return stream;
  };

export type Happening = (
  world: World,
  stream: string,
) => { readonly type: Planned['type']; readonly name: string; readonly fields: Fields };

function purchaseOf(world: World, stream: string): string | undefined {
  const names = standing(world, stream).purchases.map(({ fields }) => textOf(fields, 'purchaseId') ?? '');
  return someOf(world, names, 'pur');
}

function caseOf(world: World, stream: string): string | undefined {
  return someOf(
    world,
    standing(world, stream).cases.map(({ id }) => id),
    'cas',
  );
}

/** Facts of the revenue process. */
export const happenings: readonly Happening[] = [
  (world) => ({
    type: 'purchase.made',
    name: 'purchase',
    fields: {
      purchaseId: fresh(world, 'pur'),
      amount: world.dice.whole(0, 5_000),
      currency: world.dice.pick(['EUR', 'EUR', 'JPY']),
    },
  }),
  (world, stream) => ({
    type: 'refund.paid',
    name: 'refund',
    fields: {
      refundId: fresh(world, 'ref'),
      amount: world.dice.whole(0, 2_000),
      currency: world.dice.pick(['EUR', 'EUR', 'JPY']),
      purchaseId: purchaseOf(world, stream),
      caseId: caseOf(world, stream),
    },
  }),
  (world, stream) => ({
    type: 'case.opened',
    name: 'openCase',
    fields: {
      caseId: fresh(world, 'cas'),
      nature: world.dice.pick(['defect', 'misuse', 'flood', 'unknown']),
      purchaseId: purchaseOf(world, stream),
      amount: world.dice.chance(0.3) ? world.dice.whole(0, 3_000) : undefined,
      currency: world.dice.chance(0.3) ? world.dice.pick(['EUR', 'JPY']) : undefined,
      issue: 'It stops',
    },
  }),
  (world, stream) => ({
    type: 'case.attempted',
    name: 'attempt',
    fields: {
      caseId: caseOf(world, stream) ?? 'cas_none',
      by: someArea(world),
      attempt: world.dice.pick(['try', 'hand-off', 'reopening']),
    },
  }),
  (world, stream) => ({
    type: 'case.attributed',
    name: 'attribute',
    fields: { caseId: caseOf(world, stream) ?? 'cas_none', shares: { [someArea(world)]: 1 }, why: 'So it was' },
  }),
  (world, stream) => ({
    type: 'case.closed',
    name: 'closeCase',
    fields: {
      caseId: caseOf(world, stream) ?? 'cas_none',
      verdict: world.dice.weighted({ satisfied: 3, dissatisfied: 1, unknown: 1 }),
    },
  }),
  (world, stream) => ({
    type: 'delivery.made',
    name: 'deliver',
    fields: { deliveryId: fresh(world, 'del'), purchaseId: purchaseOf(world, stream) },
  }),
  (world, stream) => ({
    type: 'feedback.given',
    name: 'feedback',
    fields: {
      feedbackId: fresh(world, 'fbk'),
      measure: 'effort',
      value: world.dice.whole(1, 5),
      caseId: caseOf(world, stream),
    },
  }),
];

/** The company adds, merges and sets. A policy with other settings of trust shows every customer anew. */
export const decideForCompany: Act = async (world) => {
  const { dice } = world;
  const occurredAt = sometime(world);
  const stream = 'company';
  const kind = dice.weighted({ area: 2, merge: 1, periods: 2, trust: 2, shares: 1 });
  if (kind === 'area') {
    const fields = { area: `area-${dice.whole(1, 4)}`, name: 'An area' };
    const plan = () => [{ type: 'area.described', fields }] as const;
    await live(world, { what: kind, stream, operation: ['company', 'addArea'], input: fields, occurredAt, plan });
    return null;
  }
  if (kind === 'merge') {
    const fields = { area: someArea(world), into: someArea(world) };
    const plan: Parameters<typeof live>[1]['plan'] = ({ company }) =>
      company.areas.includes(fields.area) && company.areas.includes(fields.into)
        ? [{ type: 'area.merged', fields }]
        : 'unknown_area';
    await live(world, { what: kind, stream, operation: ['company', 'mergeArea'], input: fields, occurredAt, plan });
    return null;
  }
  const input = settingOf(world, kind);
  const plan: Parameters<typeof live>[1]['plan'] = ({ company }) => {
    const before = (company.policy['trust'] ?? defaultTrustParameters) as Fields;
    const trust = input['trust'] === undefined ? {} : { trust: { ...before, ...(input['trust'] as Fields) } };
    return [{ type: 'policy.set', fields: { ...input, ...trust } }];
  };
  await live(world, { what: kind, stream, operation: ['company', 'setPolicy'], input, occurredAt, plan });
  return null;
};

function settingOf({ dice }: World, kind: 'periods' | 'trust' | 'shares'): Fields {
  if (kind === 'trust')
    return { trust: { willingness: dice.pick([0.5, 0.6, 0.7]), lossAversion: dice.pick([2, 2.25]) } };
  if (kind === 'shares') return { caseShares: { flood: { distribution: 1 } } };
  const zone = dice.pick(['UTC', 'Europe/Berlin', 'America/New_York']);
  return { graceDays: dice.whole(0, 5), silenceDays: dice.whole(0, 6), recoveryDays: dice.whole(0, 9), zone };
}

/** Somebody takes an event out, of a customer or of the company. */
export const retract: Act = async (world) => {
  const streams = [...customersOf(world), 'company'].filter((stream) => streamOf(world, stream).length > 0);
  if (streams.length === 0) return null;
  const stream = world.dice.pick(streams);
  const recorded = streamOf(world, stream);
  const { id, type } = world.dice.pick(recorded);
  if (id === '') return null;
  const plan: Parameters<typeof live>[1]['plan'] = () => {
    if (['event.retracted', 'event.restored', 'customer.erased'].includes(type)) return 'invalid';
    if (retracted(recorded).has(id)) return 'nothing_to_do';
    return [{ type: 'event.retracted', fields: { eventIds: [id], why: 'It was not so' } }];
  };
  const input = { eventId: id, why: 'It was not so' };
  await live(world, {
    what: 'retract',
    stream,
    operation: ['events', 'retract'],
    input,
    occurredAt: sometime(world),
    plan,
  });
  return stream;
};

export const erase: Act = async (world) => {
  const stream = someCustomer(world);
  const recorded = streamOf(world, stream);
  const expected =
    recorded.length === 0 ? 'unknown_customer' : recorded.some(({ hasText }) => hasText) ? null : 'nothing_to_do';
  const key = fresh(world, 'key');
  const input = { customerId: stream, why: 'Asked for', idempotencyKey: key };
  const { answer, code } = await answerOf(() => run(world, 'customers', 'erase', input));
  agree(`erasing ${stream}`, code, expected);
  count(world, code === null ? 'erase' : 'refused');
  if (code !== null) return null;
  for (const one of recorded) one.hasText = false;
  const id = (answer as Written).events[0]?.eventId ?? '';
  const origin = { actor: 'person:per_kim', source: 'simulation', sourceId: key };
  const fields = { textsErased: 0 };
  const erased = { id, stream, type: 'customer.erased' as const, at: world.now, ...origin };
  recorded.push({ ...erased, fields, given: fields, hasText: false });
  return stream;
};

/** Time goes on: a little, by days, or exactly to where the clock moves a promise, or just short of it. */
export const waitAWhile: Act = async (world) => {
  const { dice } = world;
  const kind = dice.weighted({ moment: 2, hours: 3, days: 3, clock: 4 });
  const clocks = customersOf(world).flatMap((stream) => standing(world, stream).nextAt ?? []);
  const soon = clocks.filter((at) => at > world.now && at < daysLater(world.now, 40)).toSorted()[0];
  if (kind === 'clock' && soon !== undefined) {
    const at = daysLater(soon, dice.pick([0, -1, 1]) / 86_400_000);
    if (at > world.now) world.now = at;
  } else {
    const hours = kind === 'moment' ? 0.001 : kind === 'hours' ? dice.whole(1, 12) : dice.whole(24, 24 * 6);
    world.now = daysLater(world.now, hours / 24);
  }
  count(world, 'wait');
  return null;
};

/** Sends again what was sent before, word for word: nothing new is recorded, and nothing is refused. */
export const sendAgain: Act = async (world) => {
  if (world.sent.length === 0) return null;
  const { stream, what, again } = world.dice.pick(world.sent);
  const { answer, code } = await answerOf(again);
  if (code !== null)
    throw new Disagreement(`Accepted once and refused when it is sent again: ${code}; ${what} of ${stream}`);
  agree('a request sent again', (answer as Written).replayed, true);
  count(world, 'sent again');
  return null;
};
