/** What follows a breach: somebody looks at it, and it is repaired, forgiven, or left as it is. */
import { dayAt, minutesAfter, momentAfter, momentUpTo, workday } from './calendar.ts';
import { assessmentWords, forgivingWords } from './move-words.ts';
import { answerAt, declareDone, move, openPromise, type Play, type Terms, type Told } from './play.ts';
import { wordsFor } from './promise-words.ts';
import { type Fate, tellPromise } from './promises.ts';
import { drawFate, keepChance } from './quality.ts';
import type { Story } from './story.ts';

/** How a promise that is likely or unlikely to be kept is told. */
interface Likelihood {
  /** From 0 to 1; left out: what the area is worth at that time. */
  readonly chance?: number;
  /** Misses are mostly late, seldom broken. */
  readonly isMild?: boolean;
}

/** Tells a promise with a fate that fits its area and its time, and what follows where it is broken. */
export function tellLikely(story: Story, terms: Terms, likelihood: Likelihood = {}): Told {
  const chance = likelihood.chance ?? keepChance(story, terms.by, terms.at);
  return tellWithAftermath(story, terms, drawFate(story, chance, likelihood.isMild ?? false));
}

/** Tells a promise with a given fate, and what follows where it is broken. */
export function tellWithAftermath(story: Story, terms: Terms, fate: Fate): Told {
  const end = tellPromise(story, terms, fate);
  if (end.outcome !== 'broken') return end;
  if (story.dice.chance(0.6)) assess(story, end);
  const isOurs = terms.by !== 'customer' && terms.to === 'customer';
  if (isOurs) follow(story, end);
  else if (story.dice.chance(0.2)) forgive(story, end);
  return end;
}

/** Somebody looks at the breach: how bad, and why. */
export function assess(story: Story, end: Told, severity?: 'minor' | 'major' | 'critical' | 'betrayal'): void {
  const { dice } = story;
  const cause = dice.weighted({ cannot: 34, 'did-not-care': 28, unclear: 18, outside: 14, 'will-not': 6 });
  story.record('promise.assessed', momentAfter(dice, end.settledAt, dice.whole(1, 6)), {
    promiseId: end.promiseId,
    severity: severity ?? dice.weighted({ minor: 48, major: 52 }),
    cause,
    note: dice.chance(0.7) ? dice.pick(assessmentWords[cause] ?? []) : undefined,
  });
}

function follow(story: Story, end: Told): void {
  const way = story.dice.weighted({ repaired: 44, left: 32, forgiven: 9, rejected: 6, failed: 9 });
  if (way === 'forgiven') forgive(story, end);
  else if (way !== 'left') repair(story, end, way);
}

function forgive(story: Story, end: Told): void {
  const { dice } = story;
  const at = momentAfter(dice, end.settledAt, dice.whole(2, 14));
  story.record('promise.moved', at, { promiseId: end.promiseId, move: 'release', note: dice.pick(forgivingWords) });
}

/** Promises to put it right, mostly by Customer Service, which is good at it; the client has the last word. */
export function repair(story: Story, end: Told, way: 'repaired' | 'rejected' | 'failed'): void {
  const { dice } = story;
  const at = momentAfter(dice, end.settledAt, dice.whole(0, 7));
  const dueDay = workday(dayAt(at) + dice.whole(3, 9));
  const repairId = story.newId('prm');
  const repairing = move(
    { story, terms: end.terms, promiseId: end.promiseId, at, dueDay: end.dueDay },
    'promiseRepair',
    at,
    {
      repairedBy: repairId,
    },
  );
  const terms: Terms = {
    promiseId: repairId,
    by: dice.chance(0.65) ? 'customer-service' : end.terms.by,
    to: end.terms.to,
    words: wordsFor(dice, 'repair', '', { dueDay, saidOn: dayAt(at) }),
    at,
    dueDay,
    repairs: end.promiseId,
    purchaseId: end.terms.purchaseId,
    caseId: end.terms.caseId,
    severityIfBroken: 'minor',
  };
  if (way === 'rejected') return rejectRepair(repairing, terms);
  const second = tellPromise(story, terms, way === 'repaired' ? 'kept' : 'forgotten');
  if (way === 'failed') return;
  move(repairing, 'declareSatisfied', minutesAfter(second.settledAt, dice.whole(1, 9)));
  story.feel(second.settledAt, 0.07);
}

/** The client rejects the repair, and with it that anything was put right. */
function rejectRepair(repairing: Play, terms: Terms): void {
  const { story } = repairing;
  const opened = openPromise(story, terms);
  const done = declareDone(opened, momentUpTo(story.dice, opened.at, opened.dueDay, 4));
  const rejected = move(done, 'reject', answerAt(done));
  move(repairing, 'reject', minutesAfter(rejected.at, 1));
  move(rejected, 'concede', momentAfter(story.dice, rejected.at, 1));
  story.feel(rejected.at, -0.1);
}
