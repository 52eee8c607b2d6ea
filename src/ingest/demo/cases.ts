/** A case from the customer's first word to the last: call-backs, tries, hand-offs, the fix, the verdict, and the money. */
import { tellLikely, tellWithAftermath } from './aftermath.ts';
import { dayAt, minutesAfter, momentAfter } from './calendar.ts';
import {
  attributions,
  closingWords,
  complaints,
  handOffWords,
  reopeningWords,
  type Trouble,
  troubles,
  tryWords,
} from './case-words.ts';
import { termsOf } from './delivery.ts';
import { askFeedback } from './feedback.ts';
import type { Told } from './play.ts';
import { keepChance } from './quality.ts';
import type { Purchase, Story } from './story.ts';

export interface Case {
  readonly caseId: string;
  readonly at: number;
  readonly purchase: Purchase;
  /** Cents. */
  readonly amount: number;
  readonly nature: string;
}

const bearers: Readonly<Record<string, string>> = {
  'wrong-bill': 'accounting',
  'lost-in-transit': 'distribution',
  'service-failure': 'customer-service',
  'mis-set-expectation': 'sales',
};

/** Something is wrong with what was bought. */
export function openDefect(story: Story, purchase: Purchase, at: number): Case {
  const trouble = story.dice.pick<Trouble>(troubles[purchase.offer.kind]);
  return openCase(story, purchase, at, trouble);
}

/** A promise was not kept, and the customer says so. The promise's own topic says what it is about. */
export function openComplaint(story: Story, purchase: Purchase, broken: Told): Case {
  const trouble = complaints[broken.terms.by] ?? { nature: 'unknown', words: ['Something is not right here.'] };
  const at = momentAfter(story.dice, broken.settledAt, story.dice.whole(0, 5));
  return openCase(story, purchase, at, trouble, broken.promiseId);
}

function openCase(
  story: Story,
  purchase: Purchase,
  at: number,
  trouble: Omit<Trouble, 'topic'> & { readonly topic?: string },
  promiseId?: string,
): Case {
  const { dice } = story;
  const known = {
    caseId: story.newId('cas'),
    at,
    purchase,
    amount: Math.round((purchase.amount * dice.between(0.25, 1)) / 100) * 100,
    nature: trouble.nature,
  };
  story.record('case.opened', at, {
    caseId: known.caseId,
    nature: trouble.nature,
    purchaseId: purchase.purchaseId,
    promiseId,
    amount: known.amount,
    currency: 'EUR',
    severity: dice.weighted({ minor: 66, major: 34 }),
    topic: trouble.topic,
    segment: purchase.offer.kind,
    issue: dice.pick(trouble.words),
  });
  story.feel(at, -0.05);
  return known;
}

/** Tells the rest of a case that was opened. */
export function tellCase(story: Story, known: Case): void {
  const { dice } = story;
  const called = tellCallback(story, known);
  const fix = dice.chance(0.6) ? tellFix(story, known, called) : null;
  const tried = tellAttempts(story, known, called);
  if (known.nature !== 'service-failure' && dice.chance(0.28)) {
    story.record('case.attributed', momentAfter(dice, tried, 0), {
      caseId: known.caseId,
      ...dice.pick(attributions),
    });
  }
  const endAt = momentAfter(dice, Math.max(tried, fix?.settledAt ?? 0), dice.whole(0, 5));
  const isFixed = fix === null || fix.outcome === 'kept';
  const mood = story.moodAt(endAt);
  const unhappy = (isFixed ? 0.13 : 0.5) + 0.25 * (1 - mood);
  const verdict = dice.chance(unhappy) ? 'dissatisfied' : dice.chance(0.09) ? 'unknown' : 'satisfied';
  closeCase(story, known, endAt, verdict);
  if (verdict === 'dissatisfied' && dice.chance(0.75)) refund(story, known, endAt, dice.pick([0.2, 0.3, 0.5, 0.7, 1]));
  if (verdict === 'satisfied' && dice.chance(0.2)) refund(story, known, endAt, dice.pick([0.1, 0.2]));
  if (verdict === 'satisfied' && dice.chance(0.05)) tellReopening(story, known, endAt);
}

/** Closes a case with the customer's verdict, and asks how hard it was for them. */
function closeCase(story: Story, known: Case, at: number, verdict: 'satisfied' | 'dissatisfied' | 'unknown'): void {
  const words = verdict === 'unknown' || story.dice.chance(0.4) ? undefined : story.dice.pick(closingWords[verdict]);
  story.record('case.closed', at, { caseId: known.caseId, verdict, words });
  story.feel(at, { satisfied: 0.09, dissatisfied: -0.14, unknown: 0 }[verdict]);
  const about = { caseId: known.caseId, area: 'customer-service', step: 'rectify' };
  askFeedback(story, 'effort', momentAfter(story.dice, at, 1), about, verdict === 'satisfied' ? 0.08 : -0.12);
}

function tellCallback(story: Story, known: Case): number {
  const { dice } = story;
  const at = minutesAfter(known.at, dice.whole(10, 90));
  const terms = termsOf(story, 'callback', known.purchase.thing, {
    by: 'customer-service',
    to: 'customer',
    at,
    dueDay: dayAt(at) + dice.whole(1, 2),
    topic: 'no-call-back',
    severityIfBroken: 'minor',
    weight: 0.5,
    caseId: known.caseId,
    purchaseId: known.purchase.purchaseId,
  });
  const fate = dice.chance(story.customer.answers) ? 'kept' : 'keptBySilence';
  return tellWithAftermath(story, terms, fate).doneAt ?? at;
}

function tellFix(story: Story, known: Case, from: number): Told {
  const { dice } = story;
  const by = bearers[known.nature] ?? 'operations';
  const at = momentAfter(dice, from, dice.whole(0, 2));
  const usual = keepChance(story, by, at);
  return tellLikely(
    story,
    termsOf(story, 'fix', known.purchase.thing, {
      by: by === 'sales' ? 'operations' : by,
      to: 'customer',
      at,
      dueDay: dayAt(at) + dice.whole(3, 10),
      topic: 'slow-repair',
      severityIfBroken: 'minor',
      caseId: known.caseId,
      purchaseId: known.purchase.purchaseId,
    }),
    { chance: Math.max(usual, 0.78), isMild: true },
  );
}

/** One to three tries, now and then handed on in between. Returns when the last one ended. */
function tellAttempts(story: Story, known: Case, from: number): number {
  const { dice } = story;
  const tries = Number(dice.weighted({ 1: 58, 2: 30, 3: 12 }));
  let at = from;
  for (let turn = 0; turn < tries; turn++) {
    if (dice.chance(turn === 0 ? 0.2 : 0.45)) at = attempt(story, known, at, 'hand-off', 'customer-service');
    at = attempt(story, known, at, 'try', bearers[known.nature] ?? dice.pick(['operations', 'customer-service']));
  }
  return at;
}

function attempt(story: Story, known: Case, from: number, kind: 'try' | 'hand-off' | 'reopening', by: string): number {
  const { dice } = story;
  const at = momentAfter(dice, from, dice.whole(0, 4));
  const words = { try: tryWords[by] ?? [], 'hand-off': handOffWords, reopening: reopeningWords }[kind];
  const what = words.length > 0 && dice.chance(0.7) ? dice.pick(words) : undefined;
  story.record('case.attempted', at, { caseId: known.caseId, by, attempt: kind, what });
  return at;
}

/** Pays back a share of the money at risk. */
export function refund(story: Story, known: Omit<Case, 'nature' | 'at'>, from: number, share: number): void {
  const { dice } = story;
  story.record('refund.paid', momentAfter(dice, from, dice.whole(2, 12)), {
    refundId: story.newId('ref'),
    amount: Math.round((known.amount * share) / 100) * 100,
    currency: 'EUR',
    purchaseId: known.purchase.purchaseId,
    caseId: known.caseId,
    reason: share === 1 ? 'dissatisfied' : share > 0.2 ? 'price-reduction' : 'goodwill',
  });
}

/** It comes back after it was called solved. */
function tellReopening(story: Story, known: Case, from: number): void {
  const again = attempt(
    story,
    known,
    momentAfter(story.dice, from, story.dice.whole(4, 15)),
    'reopening',
    'customer-service',
  );
  const tried = attempt(story, known, again, 'try', 'operations');
  closeCase(story, known, momentAfter(story.dice, tried, 2), story.dice.chance(0.7) ? 'satisfied' : 'dissatisfied');
}
