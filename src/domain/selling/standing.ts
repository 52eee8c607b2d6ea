/** Whether a customer is rested or resting, why, and what speaks against an ask. Nothing here forbids one. */
import { daysBetween, daysLater, type Instant } from '../instants.ts';
import type { SoilRules } from './soil-rules.ts';

export interface AskSeen {
  readonly at: Instant;
  readonly contactId: string | null;
  readonly offerId: string | null;
}

/** What standing is judged by: what was asked, given and broken, and what still waits to be put right. */
export interface Soil {
  readonly asks: readonly AskSeen[];
  /** Gifts, and counsel against a sale. */
  readonly givenAt: readonly Instant[];
  /** When promises to the customer were broken. */
  readonly brokenAt: readonly Instant[];
  /** What the customer waits for, each in words: late, disputed or broken and not put right. */
  readonly waiting: readonly string[];
}

export interface Rest {
  /** Null: until it is put right. */
  readonly until: Instant | null;
  readonly because: string;
}

export interface Standing {
  readonly state: 'rested' | 'resting';
  /** Null where the customer is rested, or rests until something is put right. */
  readonly until: Instant | null;
  readonly because: string | null;
  /** Everything the customer rests from, the longest first. */
  readonly rests: readonly Rest[];
}

/** What speaks against an ask or a sale, in words for the one who is about to speak. */
export interface Warning {
  readonly code:
    | 'resting'
    | 'nothing-given'
    | 'few-gifts'
    | 'same-offer'
    | 'need'
    | 'size'
    | 'usage'
    | 'undeliverable'
    | 'no-benefit';
  readonly words: string;
}

/** The ask that is about to be made. */
export interface NextAsk {
  readonly contactId: string | null;
  readonly offerId: string | null;
}

const yearDays = 365;

/**
 * Rested, or resting until when and because of what. With a contact named, only what that contact was asked counts; else
 * the contact who was asked most.
 */
export function standingOf(soil: Soil, rules: SoilRules, at: Instant, contactId: string | null = null): Standing {
  const rests = restsOf(soil, rules, at, contactId);
  const [longest] = rests;
  return longest === undefined
    ? { state: 'rested', until: null, because: null, rests }
    : { state: 'resting', until: longest.until, because: longest.because, rests };
}

function restsOf(soil: Soil, rules: SoilRules, at: Instant, contactId: string | null): readonly Rest[] {
  const asks = soil.asks.filter(
    (ask) => ask.at <= at && (contactId === null || (ask.contactId ?? contactId) === contactId),
  );
  const rests: Rest[] = [];
  const [first, ...others] = soil.waiting;
  if (first !== undefined) {
    rests.push({ until: null, because: others.length === 0 ? first : `${first}, and ${others.length} more` });
  }
  const broken = latest(soil.brokenAt.filter((instant) => instant <= at));
  // What still waits to be put right says it already.
  if (broken !== null && first === undefined) {
    rests.push({
      until: daysLater(broken, rules.restAfterBreachDays),
      because: `a promise to them was broken ${ago(broken, at)}`,
    });
  }
  const asked = latest(asks.map((ask) => ask.at));
  if (asked !== null) {
    rests.push({ until: daysLater(asked, rules.restAfterAskDays), because: `they were asked ${ago(asked, at)}` });
  }
  const often = askedOften(asks, rules, at);
  if (often !== null) rests.push(often);
  return rests
    .filter(({ until }) => until === null || until > at)
    .sort((left, right) => (left.until === null ? -1 : right.until === null ? 1 : left.until < right.until ? 1 : -1));
}

/** The rest that follows from as many asks of one contact as the house rules allow in their period. */
function askedOften(asks: readonly AskSeen[], rules: SoilRules, at: Instant): Rest | null {
  const since = daysLater(at, -rules.askPeriodDays);
  const byContact = new Map<string | null, Instant[]>();
  for (const { at: asked, contactId } of asks) {
    if (asked > since) byContact.set(contactId, [...(byContact.get(contactId) ?? []), asked]);
  }
  const times = [...byContact.values()]
    .map((group) => group.sort())
    .sort((left, right) => right.length - left.length)[0];
  const freed = times?.[times.length - rules.asksMax];
  if (times === undefined || freed === undefined) return null;
  return {
    until: daysLater(freed, rules.askPeriodDays),
    because: `they were asked ${times.length} times in ${rules.askPeriodDays} days`,
  };
}

/** What speaks against an ask at this moment: "have we earned this?" */
export function warningsBefore(next: NextAsk, soil: Soil, rules: SoilRules, at: Instant): readonly Warning[] {
  const { rests } = standingOf(soil, rules, at, next.contactId);
  const warnings: Warning[] = rests.map(({ until, because }) => ({
    code: 'resting',
    words: `The customer is resting ${until === null ? 'until it is put right' : `for ${daysAhead(at, until)}`}: ${because}.`,
  }));
  const given = soil.givenAt.filter((instant) => instant <= at);
  if (given.length === 0) {
    warnings.push({ code: 'nothing-given', words: 'Nothing was given to them yet without being asked.' });
  } else {
    const since = daysLater(at, -yearDays);
    const gifts = given.filter((instant) => instant > since).length;
    const asks = soil.asks.filter((ask) => ask.at > since && ask.at <= at).length + 1;
    if (gifts < asks * rules.giftsPerAsk) {
      const share = `${gifts} ${gifts === 1 ? 'gift' : 'gifts'} for ${asks} ${asks === 1 ? 'ask' : 'asks'}`;
      warnings.push({
        code: 'few-gifts',
        words: `With this it is ${share} in a year; the house rule is ${rules.giftsPerAsk} for each.`,
      });
    }
  }
  const same = latest(
    soil.asks
      .filter(({ offerId, at: asked }) => offerId !== null && offerId === next.offerId && asked <= at)
      .map((ask) => ask.at),
  );
  if (same !== null && daysLater(same, rules.rotationDays) > at) {
    warnings.push({
      code: 'same-offer',
      words: `The same offer was put to them ${ago(same, at)}; the house rule is to leave it for ${rules.rotationDays} days.`,
    });
  }
  return warnings;
}

function latest(instants: readonly Instant[]): Instant | null {
  return instants.reduce<Instant | null>((last, instant) => (last === null || instant > last ? instant : last), null);
}

function ago(then: Instant, at: Instant): string {
  const days = Math.floor(daysBetween(then, at));
  return days === 0 ? 'today' : days === 1 ? 'yesterday' : `${days} days ago`;
}

function daysAhead(at: Instant, until: Instant): string {
  const days = Math.ceil(daysBetween(at, until));
  return days === 1 ? 'one more day' : `${days} more days`;
}
