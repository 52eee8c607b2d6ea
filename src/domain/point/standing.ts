/** Where a customer stood at the first instant of each month: what was known then, and nothing of the month or later. */
import type { LedgerEvent } from '../catalogue.ts';
import { foldCustomer } from '../customers/customer.ts';
import type { CustomerState } from '../customers/state.ts';
import type { CustomerId } from '../ids.ts';
import { daysLater, endOfDay, epochDays, type Instant, justAfter, millisecondsPerDay, shiftDay } from '../instants.ts';
import { balancePartOf } from '../promises/machine.ts';
import type { PromiseState } from '../promises/promise.ts';
import { firstDayOf, monthName } from '../statistics/months.ts';
import { type Evidence, foldEvidence, trustAt } from '../trust/evidence.ts';
import { journeyScore } from '../trust/journey.ts';
import { compareOutcomes, type Outcome } from '../trust/outcome.ts';
import type { TrustParameters } from '../trust/parameters.ts';

/** The first instant of a month. */
export interface Moment {
  /** `YYYY-MM`. */
  readonly month: string;
  readonly at: Instant;
}

export interface Standing {
  /** The month before which this was known. */
  readonly month: string;
  /** The journey score; null before any promise was settled. */
  readonly trust: number | null;
  /** Mean kept part of the promises settled by then, late ones as assessed; null without any. */
  readonly keptRate: number | null;
  /** Promises settled so far, and those of them of which something was not kept. */
  readonly settled: number;
  readonly broken: number;
  /** Promises that were late, or lacked the promise of an area they need, at that instant. */
  readonly overdue: number;
  readonly unbacked: number;
  readonly openCases: number;
  /** Trust by relationship, `truster to trustee`, of those in which something was settled. */
  readonly relations: Readonly<Record<string, number>>;
  /** Days that cases of the last three months waited for a first attempt, on average, those that still wait up to then. */
  readonly attemptDays: number | null;
  /** The same for what customers and areas asked for, until it was answered. */
  readonly answerDays: number | null;
}

/** Rules of the company that a standing rests on. */
export interface StandingRules {
  readonly trust: TrustParameters;
  /** The area that a name stands for today. */
  readonly areaNow: (area: string) => string;
}

/** The first instants of months in a zone, from the first to the last number (see months.ts). */
export function momentsBetween(first: number, last: number, zone: string): readonly Moment[] {
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => {
    const month = first + index;
    return { month: monthName(month), at: justAfter(endOfDay(shiftDay(firstDayOf(month), -1), zone)) };
  });
}

/**
 * The standings of one customer at some moments, in order of time. `events` are the whole stream in record order.
 *
 * In words: the customer is folded as of the last millisecond before a moment, and folded again only where something
 * happened or the clock moved a promise since the moment before; silence alone changes trust and no promise. So an
 * outcome counts as it stood then: a repair, an assessment or an objection that came later is not in it.
 */
export function standingsAt(
  customerId: CustomerId,
  events: readonly LedgerEvent[],
  moments: readonly Moment[],
  rules: StandingRules,
): readonly Standing[] {
  const instants = events.map(({ occurredAt }) => occurredAt).sort();
  let seen = 0;
  let folded: Folded | null = null;
  return moments.map(({ month, at }) => {
    const before = daysLater(at, -1 / millisecondsPerDay);
    const known = countUpTo(instants, before, seen);
    const hasMoved = folded !== null && folded.nextClockAt !== null && folded.nextClockAt <= before;
    if (folded === null || known !== seen || hasMoved) {
      folded = foldedFrom(foldCustomer(customerId, events, before), rules);
      seen = known;
    }
    const day = epochDays(at);
    return {
      month,
      ...folded.counts,
      trust: trustOf(folded, day, rules.trust),
      relations: Object.fromEntries(
        folded.relations.map(({ name, evidence }) => [name, trustAt(evidence, day, rules.trust).score]),
      ),
      attemptDays: meanWait(folded.attempts, day),
      answerDays: meanWait(folded.answers, day),
    };
  });
}

interface Folded {
  readonly nextClockAt: Instant | null;
  readonly areas: readonly Evidence[];
  readonly relations: readonly { readonly name: string; readonly evidence: Evidence }[];
  readonly attempts: readonly Wait[];
  readonly answers: readonly Wait[];
  readonly counts: Omit<Standing, 'month' | 'trust' | 'relations' | 'attemptDays' | 'answerDays'>;
}

/** Since when somebody waited, and until when; null while they still do. Days since 1970. */
interface Wait {
  readonly from: number;
  readonly until: number | null;
}

/** Waits that began earlier are no sign of now. */
const waitDaysMax = 91;

function meanWait(waits: readonly Wait[], day: number): number | null {
  const lately = waits.filter(({ from }) => from >= day - waitDaysMax);
  if (lately.length === 0) return null;
  return lately.reduce((sum, { from, until }) => sum + (until ?? day) - from, 0) / lately.length;
}

function relationsOf({ edges }: CustomerState, { trust, areaNow }: StandingRules): Folded['relations'] {
  const byName = new Map<string, Outcome[]>();
  for (const { truster, trustee, outcomes } of edges) {
    const name = `${areaNow(truster)} to ${areaNow(trustee)}`;
    byName.set(name, [...(byName.get(name) ?? []), ...outcomes]);
  }
  return [...byName]
    .filter(([, outcomes]) => outcomes.length > 0)
    .map(([name, outcomes]) => ({ name, evidence: foldEvidence(outcomes.sort(compareOutcomes), trust) }));
}

/** How long what was asked for waited for an answer, whatever the answer was. */
function answersOf(promises: readonly PromiseState[]): readonly Wait[] {
  return promises.flatMap(({ steps: [asked, answered] }) =>
    asked?.to === 'requested'
      ? [{ from: epochDays(asked.at), until: answered === undefined ? null : epochDays(answered.at) }]
      : [],
  );
}

function foldedFrom(state: CustomerState, { trust, areaNow }: StandingRules): Folded {
  const byArea = new Map<string, Outcome[]>();
  for (const { area, outcomes } of state.areas) {
    const known = byArea.get(areaNow(area));
    if (known === undefined) byArea.set(areaNow(area), [...outcomes]);
    else known.push(...outcomes);
  }
  const settled = [...byArea.values()].flat();
  const promises = [...state.promises.values()];
  return {
    nextClockAt: state.nextClockAt,
    relations: relationsOf(state, { trust, areaNow }),
    attempts: [...state.cases.values()].map(({ opened, firstTriedAt, closedAt }) => {
      const until = firstTriedAt ?? closedAt;
      return { from: epochDays(opened.occurredAt), until: until === null ? null : epochDays(until) };
    }),
    answers: answersOf(promises),
    areas: [...byArea.values()].map((outcomes) => foldEvidence(outcomes.sort(compareOutcomes), trust)),
    counts: {
      keptRate: settled.length === 0 ? null : settled.reduce((sum, { kept }) => sum + kept, 0) / settled.length,
      settled: settled.length,
      broken: settled.filter(({ kept }) => kept < 1).length,
      overdue: promises.filter((promise) => promise.state === 'overdue' && promise.made.data.by !== 'customer').length,
      unbacked: promises.filter(
        ({ promiseId, state: name }) => balancePartOf(name) === 'open' && state.missingBackers.has(promiseId),
      ).length,
      openCases: [...state.cases.values()].filter((known) => known.state === 'open').length,
    },
  };
}

function trustOf({ areas }: Folded, day: number, parameters: TrustParameters): number | null {
  if (areas.length === 0) return null;
  const scores = areas.map((evidence) => trustAt(evidence, day, parameters).score);
  return journeyScore(scores, parameters.journeyPower);
}

/** How many of the sorted instants lie up to a time, counted on from those that are known to. */
function countUpTo(instants: readonly Instant[], until: Instant, from: number): number {
  let count = from;
  while (count < instants.length && (instants[count] ?? '') <= until) count += 1;
  return count;
}
