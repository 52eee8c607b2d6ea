/** Trust inside one account: each relationship, the journey over the areas, and one number explained. */
import type * as z from 'zod';
import type { EdgeView, JourneyView, TrustExplained, TrustView } from '../api/customer-views.ts';
import type { Edge } from '../domain/customers/state.ts';
import { epochDays, type Instant, millisecondsPerDay } from '../domain/instants.ts';
import { pinnedRelationships } from '../domain/process.ts';
import { foldEvidence, trustAt, trustInterval } from '../domain/trust/evidence.ts';
import { explainTrust } from '../domain/trust/explanation.ts';
import { dragShares, journeyScore } from '../domain/trust/journey.ts';
import { compareOutcomes, type Outcome } from '../domain/trust/outcome.ts';
import type { TrustParameters } from '../domain/trust/parameters.ts';
import { keptPromisesToReach } from '../domain/trust/repair-count.ts';
import { type Account, nameOf, partyOf } from './customer-account.ts';
import type { Burden } from './customer-burdens.ts';

export type Relationship = z.output<typeof EdgeView>;
export type Journey = z.output<typeof JourneyView>;
type Trusted = z.output<typeof TrustView>;

/** The pinned relationships, whether anything happened in them or not, then the others, lowest trust first. */
export function relationshipsOf(account: Account, burdens: readonly Burden[]): readonly Relationship[] {
  const edges = edgesOf(account);
  const pinned = pinnedRelationships.map(({ truster, trustee }) => edgeOf(account, truster, trustee));
  const isPinned = new Set(pinned.map(keyOf));
  const others = edges.filter((edge) => !isPinned.has(keyOf(edge)));
  const shown = (edge: Edge) => relationshipOf(account, edge, burdens);
  return [
    ...new Map(pinned.map((edge) => [keyOf(edge), shown(edge)])).values(),
    ...others.map(shown).sort((left, right) => left.score - right.score || (keyOf(left) < keyOf(right) ? -1 : 1)),
  ].filter(({ truster, trustee }) => truster !== trustee);
}

/** One relationship as it is shown. */
function relationshipOf(account: Account, edge: Edge, burdens: readonly Burden[]): Relationship {
  const pinned = pinnedRelationships.find(
    ({ truster, trustee }) => partyOf(account, truster) === edge.truster && partyOf(account, trustee) === edge.trustee,
  );
  return {
    ...trustedOf(account, edge.outcomes),
    truster: edge.truster,
    trusterName: nameOf(account, edge.truster),
    trustee: edge.trustee,
    trusteeName: nameOf(account, edge.trustee),
    pinned: pinned !== undefined,
    words: pinned?.words ?? null,
    neverEstablished: edge.outcomes[0]?.kept === 0,
    openBurdens: burdens.filter(({ bearer, toConvince }) => bearer === edge.trustee && toConvince === edge.truster)
      .length,
    change: changeOf(account, edge.outcomes),
  };
}

const changeDays = 90;

/** How far trust has come in ninety days, by what is known today of the outcomes until then. */
function changeOf({ company, at }: Account, outcomes: readonly Outcome[]): number | null {
  const now = epochDays(at);
  const earlier = outcomes.filter((outcome) => outcome.at <= now - changeDays);
  if (earlier.length === 0) return null;
  const parameters = company.policy.trust;
  const scoreOf = (some: readonly Outcome[], moment: number) =>
    trustAt(foldEvidence(some, parameters), moment, parameters).score;
  return scoreOf(outcomes, now) - scoreOf(earlier, now - changeDays);
}

/** The evidence between two parties; without any, an edge that nothing happened on. */
export function edgeOf(account: Account, truster: string, trustee: string): Edge {
  const asked = { truster: partyOf(account, truster), trustee: partyOf(account, trustee) };
  return edgesOf(account).find((edge) => keyOf(edge) === keyOf(asked)) ?? { ...asked, outcomes: [] };
}

/** The account's edges, those of areas that were merged put together. */
export function edgesOf(account: Account): readonly Edge[] {
  const edges = account.state.edges.map(({ truster, trustee, outcomes }) => ({
    truster: partyOf(account, truster),
    trustee: partyOf(account, trustee),
    outcomes,
  }));
  return grouped(edges, keyOf).map(joined);
}

function keyOf({ truster, trustee }: Pick<Edge, 'truster' | 'trustee'>): string {
  return `${truster} ${trustee}`;
}

interface AreaOutcomes {
  readonly area: string;
  readonly outcomes: readonly Outcome[];
}

/** Outcomes by area, those of areas that were merged put together. */
export function areasOf(account: Account): readonly AreaOutcomes[] {
  const areas = account.state.areas.map(({ area, outcomes }) => ({ area: partyOf(account, area), outcomes }));
  return grouped(areas, ({ area }) => area).map(joined);
}

/** The first of a group with the outcomes of all of it, in the order in which they count. */
function joined<Part extends { readonly outcomes: readonly Outcome[] }>(group: readonly [Part, ...Part[]]): Part {
  return { ...group[0], outcomes: group.flatMap(({ outcomes }) => outcomes).sort(compareOutcomes) };
}

/** The journey over the areas that the account has evidence of, the weakest first. */
export function journeyOf(account: Account): Journey {
  const areas = areasOf(account).map(({ area, outcomes }) => ({
    ...trustedOf(account, outcomes),
    area,
    name: nameOf(account, area),
  }));
  const { score, shares } = powerMean(
    areas.map((area) => area.score),
    account.company.policy.trust,
  );
  const shown = areas
    .map((area, index) => ({ ...area, dragShare: shares[index] ?? 0 }))
    .sort((left, right) => left.score - right.score || (left.area < right.area ? -1 : 1));
  return { score, areas: shown, weakest: shown[0]?.area ?? null };
}

/** The journey score of some areas' scores with what each sets of it; null and nothing for no areas. */
export function powerMean(
  scores: readonly number[],
  { journeyPower }: TrustParameters,
): { readonly score: number | null; readonly shares: readonly number[] } {
  if (scores.length === 0) return { score: null, shares: [] };
  return { score: journeyScore(scores, journeyPower), shares: dragShares(scores, journeyPower) };
}

function trustedOf({ company, at }: Account, outcomes: readonly Outcome[]): Trusted {
  const parameters = company.policy.trust;
  const { evidence, trust } = opinionOf(outcomes, parameters, at);
  return {
    score: trust.score,
    ...trustInterval(trust, parameters),
    outcomes: outcomes.length,
    kept: evidence.keptCount,
    broken: evidence.brokenCount,
  };
}

function opinionOf(outcomes: readonly Outcome[], parameters: TrustParameters, at: Instant) {
  const evidence = foldEvidence(outcomes, parameters);
  return { evidence, trust: trustAt(evidence, epochDays(at), parameters) };
}

/** The trust score that outcomes make under a policy. */
export function scoreOf(outcomes: readonly Outcome[], parameters: TrustParameters, at: Instant): number {
  return opinionOf(outcomes, parameters, at).trust.score;
}

/**
 * One trust number as a sum of what each promise gives and takes (method A.3, level explanation):
 * score = benefitOfDoubt + Σ kept amounts, 1 - score = stillUnknown + Σ broken amounts.
 */
export function explainedOf(account: Account, edge: Edge, burdens: readonly Burden[]): TrustExplained {
  const { state, company, at } = account;
  const explanation = explainTrust(edge.outcomes, epochDays(at), company.policy.trust);
  const momentByKey = new Map(edge.outcomes.map((outcome) => [outcome.key, instantOf(outcome.at)]));
  const subjectOf = (key: string) => {
    const [id = key] = key.split(/[#/]/);
    const promise = state.promises.get(id);
    const known = state.cases.get(id);
    return {
      promiseId: promise?.promiseId ?? null,
      caseId: known?.caseId ?? null,
      words: promise?.terms.words ?? known?.opened.text?.issue ?? null,
      at: momentByKey.get(key) ?? at,
    };
  };
  return {
    customerId: state.customerId,
    asOf: at,
    zone: company.policy.zone,
    edge: { ...relationshipOf(account, edge, burdens), score: explanation.trust.score },
    benefitOfDoubt: explanation.benefitOfDoubt,
    stillUnknown: explanation.stillUnknown,
    kept: explanation.kept.map(({ key, ...term }) => {
      const { words, at: moment, promiseId } = subjectOf(key);
      return { promiseId: promiseId ?? key, words, at: moment, ...term };
    }),
    broken: explanation.broken.map(({ key, ...term }) => ({ ...subjectOf(key), ...term })),
    silenceFadesFrom: explanation.silenceStartsFadingAt === null ? null : instantOf(explanation.silenceStartsFadingAt),
    repairCount: repairCountOf(edge.outcomes, explanation.trust, company.policy.trust),
  };
}

/** Kept promises until trust is again what it was just before the last breach; null where nothing was broken. */
function repairCountOf(
  outcomes: readonly Outcome[],
  now: Parameters<typeof keptPromisesToReach>[0],
  parameters: TrustParameters,
): number | null {
  const last = outcomes.findLastIndex(({ kept }) => kept < 1);
  const breach = outcomes[last];
  if (breach === undefined) return null;
  const before = trustAt(foldEvidence(outcomes.slice(0, last), parameters), breach.at, parameters);
  return keptPromisesToReach(now, before.score, parameters);
}

function instantOf(days: number): string {
  return new Date(Math.round(days * millisecondsPerDay)).toISOString();
}

function grouped<Value>(
  values: readonly Value[],
  keyOf: (value: Value) => string,
): readonly (readonly [Value, ...Value[]])[] {
  const groups = new Map<string, [Value, ...Value[]]>();
  for (const value of values) {
    const group = groups.get(keyOf(value));
    if (group === undefined) groups.set(keyOf(value), [value]);
    else group.push(value);
  }
  return [...groups.values()];
}
