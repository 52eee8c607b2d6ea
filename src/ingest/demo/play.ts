/** A promise while it is played: its terms, how it is opened, and the moves that both sides make. */
import { millisecondsPerDay } from '../../domain/instants.ts';
import type { MoveName } from '../../domain/promises/machine.ts';
import { dayAt, dayText, demoZone, momentAfter, workday } from './calendar.ts';
import { peopleOf } from './people.ts';
import { moveWords, moveWordsByArea } from './move-words.ts';
import type { Story } from './story.ts';

/** How a promise comes about. */
export type Opening = 'said' | 'asked' | 'countered' | 'offered' | 'haggled';

export interface Terms {
  readonly by: string;
  readonly to: string;
  readonly words: string;
  /** The moment it is first spoken of. */
  readonly at: number;
  /** A working day, unless nobody will work on it. */
  readonly dueDay: number;
  /** The moment it is due, where it is due at a time of day. */
  readonly dueAt?: number;
  readonly promiseId?: string;
  readonly opening?: Opening;
  readonly doneWhen?: string;
  readonly topic?: string;
  readonly purchaseId?: string | undefined;
  readonly caseId?: string | undefined;
  readonly claimId?: string | undefined;
  readonly repairs?: string;
  readonly backs?: readonly string[];
  readonly needs?: readonly string[];
  readonly weight?: number;
  readonly severityIfBroken?: 'minor' | 'major' | 'critical' | 'betrayal';
  readonly voluntary?: boolean;
  readonly byPerson?: string | undefined;
}

/** What became of a promise. */
export interface Told {
  readonly terms: Terms;
  readonly promiseId: string;
  /** As last agreed. */
  readonly dueDay: number;
  readonly outcome: 'kept' | 'late' | 'broken' | 'none';
  /** When it was done, or said to be. */
  readonly doneAt: number | null;
  /** When its outcome was known. */
  readonly settledAt: number;
}

export interface Play {
  readonly story: Story;
  readonly terms: Terms;
  readonly promiseId: string;
  /** When it became a promise, or was last moved. */
  readonly at: number;
  readonly dueDay: number;
}

/** As in the company's policy. */
const graceDays = 14;
const channels = ['phone', 'mail', 'meeting', 'site-visit', 'chat'];
const roomToTalkDays = 4;
const noteShare = 0.55;

/** Records the promise and the talk that leads to it. */
export function openPromise(story: Story, terms: Terms): Play {
  const promiseId = terms.promiseId ?? story.newId('prm');
  const { dueDay } = terms;
  const hasTime = dueDay - dayAt(terms.at) >= roomToTalkDays;
  const opening = terms.dueAt === undefined && hasTime ? (terms.opening ?? 'said') : 'said';
  recordMade(story, terms, openings[opening], promiseId);
  const made: Play = { story, terms, promiseId, at: terms.at, dueDay };
  const soon = (play: Play) => momentAfter(story.dice, play.at, story.dice.whole(0, 1));
  switch (opening) {
    case 'said':
      return made;
    case 'asked':
      return move(made, 'promise', soon(made));
    case 'offered':
      return move(made, 'accept', soon(made));
    case 'haggled': {
      const asked = move(made, 'counter', soon(made));
      return move(asked, 'promise', soon(asked));
    }
    case 'countered': {
      const later = workday(dueDay + story.dice.whole(3, 6));
      const countered = move(made, 'counter', soon(made), { dueDay: later });
      return move(countered, 'accept', soon(countered));
    }
  }
}

const openings = {
  said: 'promise',
  asked: 'request',
  countered: 'request',
  offered: 'offer',
  haggled: 'offer',
} as const;

/** Records a request or an offer that comes to nothing: refused by the other side, or taken back. */
export function tellRefusal(
  story: Story,
  terms: Terms,
  opening: 'request' | 'offer',
  end: 'decline' | 'withdraw',
): void {
  const promiseId = story.newId('prm');
  recordMade(story, terms, opening, promiseId);
  const days = story.dice.whole(0, 2);
  move({ story, terms, promiseId, at: terms.at, dueDay: terms.dueDay }, end, momentAfter(story.dice, terms.at, days));
}

/** Records a promise as it is first spoken of, and nothing more. */
export function recordMade(
  story: Story,
  terms: Terms,
  opening: 'promise' | 'request' | 'offer',
  promiseId: string,
): void {
  const { dice } = story;
  const isToCustomer = terms.to === 'customer';
  story.record('promise.made', terms.at, {
    promiseId,
    opening,
    by: terms.by,
    byPerson: terms.byPerson ?? personOf(story, terms.by),
    to: terms.to,
    ...(terms.dueAt === undefined
      ? { dueDay: dayText(terms.dueDay), zone: demoZone }
      : { dueAt: new Date(terms.dueAt).toISOString() }),
    channel: dice.pick(channels),
    purchaseId: terms.purchaseId,
    caseId: terms.caseId,
    claimId: terms.claimId,
    repairs: terms.repairs,
    backs: terms.backs,
    needs: terms.needs,
    weight: terms.weight,
    severityIfBroken: terms.severityIfBroken,
    topic: terms.topic,
    public: isToCustomer && dice.chance(0.6) ? true : undefined,
    voluntary: terms.voluntary,
    missionBased: isToCustomer && dice.chance(0.3) ? true : undefined,
    words: terms.words,
    doneWhen: terms.doneWhen,
  });
}

/** Somebody of the area, the account's owner where it is Sales; nobody of ours where the customer promises. */
function personOf(story: Story, area: string): string | undefined {
  if (area === 'sales') return story.customer.ownerId;
  return area === 'customer' ? undefined : story.dice.pick(peopleOf(area));
}

/** Makes a move; a due day among its fields becomes the one agreed. */
export function move(
  play: Play,
  name: MoveName,
  at: number,
  fields: { readonly dueDay?: number } & Readonly<Record<string, unknown>> = {},
): Play {
  const { dueDay, ...others } = fields;
  const words = [...(moveWords[name] ?? []), ...(moveWordsByArea[play.terms.by]?.[name] ?? [])];
  const note = words.length > 0 && play.story.dice.chance(noteShare) ? play.story.dice.pick(words) : undefined;
  const terms = dueDay === undefined ? {} : { dueDay: dayText(dueDay), zone: demoZone };
  play.story.record('promise.moved', at, { promiseId: play.promiseId, move: name, note, ...terms, ...others });
  return { ...play, at, dueDay: dueDay ?? play.dueDay };
}

/** Declares it done. A claim is the weakest proof, a system's record the strongest that we have ourselves. */
export function declareDone(play: Play, at: number): Play {
  const proof = play.story.dice.weighted({ claim: 40, colleague: 20, system: 40 });
  return move(play, 'declareComplete', at, { proof });
}

/** The customer's or colleague's answer comes within some days, before silence would settle it. */
export function answerAt(play: Play): number {
  const { dice } = play.story;
  return momentAfter(dice, play.at, dice.chance(0.6) ? dice.whole(0, 2) : dice.whole(2, 8));
}

/** Ends the play. */
export function told(play: Play, outcome: Told['outcome'], doneAt: number | null, settledAt = play.at): Told {
  return { terms: play.terms, promiseId: play.promiseId, dueDay: play.dueDay, outcome, doneAt, settledAt };
}

/** The moment by which a promise that nobody touched is surely broken: its day, the grace period, and the evening after. */
export function brokenByClockAt(dueDay: number): number {
  return (dueDay + graceDays + 1) * millisecondsPerDay;
}
