/** Episodes of one account: what hangs together, from a purchase to its promises and cases, with trust before and after. */
import type { CustomerPage } from '../api/customer-views.ts';
import type { LedgerEvent } from '../domain/catalogue.ts';
import { epochDays, type Instant, millisecondsPerDay } from '../domain/instants.ts';
import { balancePartOf } from '../domain/promises/machine.ts';
import { type Account } from './customer-account.ts';
import { quoted } from './customer-burdens.ts';
import { sentenceIn } from './customer-sentences.ts';
import { areasOf, powerMean, scoreOf } from './customer-trust.ts';

type Episode = CustomerPage['episodes'][number];

/** Fields of events that name what they are about. Offers and claims are left out: they would join everything. */
const idFields = ['purchaseId', 'caseId', 'promiseId', 'pitchId', 'repairs', 'repairedBy'] as const;

export interface Episodes {
  /** The episodes of the events shown, the latest first. */
  readonly episodes: Episode[];
  /** By event, its episode; events about the account itself have none. */
  readonly episodeOf: ReadonlyMap<string, string>;
}

/**
 * Joins events that name the same purchase, case or promise, or promises that stand behind one another or repair one.
 * Trust before and after is that in the whole journey, by what is known today of the outcomes until then.
 */
export function episodesOf(account: Account, shown: readonly LedgerEvent[]): Episodes {
  const events = account.events.filter((event) => event.occurredAt <= account.at);
  const find = joined(events.map(namesOf));
  const groups = new Map<string, LedgerEvent[]>();
  const episodeOf = new Map<string, string>();
  for (const event of events) {
    const [first] = namesOf(event);
    if (first === undefined) continue;
    const root = find(first);
    episodeOf.set(event.eventId, root);
    const group = groups.get(root);
    if (group === undefined) groups.set(root, [event]);
    else group.push(event);
  }
  const wanted = new Set(shown.flatMap(({ eventId }) => episodeOf.get(eventId) ?? []));
  const trustAt = journeyOverTime(account);
  const episodes = [...groups]
    .filter(([root]) => wanted.has(root))
    .map(([root, group]) => episodeFrom(account, root, group, trustAt))
    .sort((one, other) => (one.until < other.until ? 1 : -1));
  return { episodes, episodeOf };
}

function namesOf({ data }: LedgerEvent): readonly string[] {
  const fields = data as Readonly<Record<string, unknown>>;
  const backs = Array.isArray(fields['backs']) ? (fields['backs'] as readonly string[]) : [];
  return [...idFields.map((field) => fields[field]).filter((id) => typeof id === 'string'), ...backs];
}

/** Ids that stand together anywhere are one; answers the first of its kind for each. */
function joined(together: readonly (readonly string[])[]): (id: string) => string {
  const parents = new Map<string, string>();
  const find = (id: string): string => {
    let root = id;
    for (let above = parents.get(root); above !== undefined && above !== root; above = parents.get(root)) root = above;
    for (let one = id; one !== root; ) {
      const above = parents.get(one) ?? root;
      parents.set(one, root);
      one = above;
    }
    return root;
  };
  for (const [first, ...others] of together) {
    if (first === undefined) continue;
    for (const other of others) if (find(other) !== find(first)) parents.set(find(other), find(first));
  }
  return find;
}

function episodeFrom(
  account: Account,
  episodeId: string,
  group: readonly LedgerEvent[],
  trustAt: (at: Instant, isBefore: boolean) => number | null,
): Episode {
  const { promises, cases } = account.state;
  const mine = [...new Set(group.flatMap(namesOf))];
  const outcomes = mine.flatMap((id) => promises.get(id)?.outcomes ?? []);
  const isOpen = mine.some((id) => {
    const promise = promises.get(id);
    return cases.get(id)?.state === 'open' || (promise !== undefined && balancePartOf(promise.state) === 'open');
  });
  const times = group.map(({ occurredAt }) => occurredAt);
  const from = times.reduce((first, time) => (time < first ? time : first));
  const last = times.reduce((latest, time) => (time > latest ? time : latest));
  // What the clock settles later, like a promise kept by silence, belongs to the episode.
  const settled = outcomes.reduce((latest, { at }) => Math.max(latest, at), epochDays(last));
  const until = new Date(Math.round(settled * millisecondsPerDay)).toISOString();
  return {
    episodeId,
    title: titleOf(account, group),
    from,
    until: until > account.at ? account.at : until,
    open: isOpen,
    trustBefore: trustAt(from, true),
    trustAfter: trustAt(isOpen ? account.at : until, false),
    events: group.length,
  };
}

/** What the episode is called: by its purchase, else its case, else its first promise. */
function titleOf(account: Account, group: readonly LedgerEvent[]): string {
  const purchase = group.find(({ type }) => type === 'purchase.made');
  if (purchase !== undefined) return sentenceIn(account, purchase);
  for (const event of group) {
    if (event.type === 'case.opened') return `Case: ${event.text?.issue ?? event.data.nature}`;
  }
  for (const event of group) {
    if (event.type === 'promise.made') return quoted(event.text?.words ?? null);
  }
  const [first] = group;
  return first === undefined ? '' : sentenceIn(account, first);
}

/** The journey's score at any earlier time, from the outcomes until then; null where nothing had come out. */
function journeyOverTime(account: Account): (at: Instant, isBefore: boolean) => number | null {
  const areas = areasOf(account);
  const parameters = account.company.policy.trust;
  return (at, isBefore) => {
    const day = epochDays(at);
    const scores = areas.flatMap(({ outcomes }) => {
      const known = outcomes.filter((outcome) => (isBefore ? outcome.at < day : outcome.at <= day));
      return known.length === 0 ? [] : [scoreOf(known, parameters, at)];
    });
    return powerMean(scores, parameters).score;
  };
}
