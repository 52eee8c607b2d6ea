/** Deals with both values: the sale now, and the change of expected lifetime value; summed up by quarter, area and person. */
import type { deals as contract } from '../api/deals.ts';
import type { DealGroup, DealView } from '../api/deals-views.ts';
import type { InputOf, OutputOf } from '../api/endpoint.ts';
import { areaName, currentArea } from '../domain/company/company.ts';
import type { DealRow } from '../ledger/views/deals.ts';
import { groupBy, sumOf } from './audit-numbers.ts';
import type { Context, Handlers } from './context.ts';
import { idPart, readCursor, writeCursor } from './cursor.ts';
import {
  type DealGrouping,
  dealGroupings,
  type DealScores,
  dealScores,
  followedDays,
  quarterOf,
} from './deal-scores.ts';
import { unknownCurrency } from './value-answers.ts';
import { dayOfNumber } from './value-scores.ts';

export const deals: Handlers<typeof contract> = { list };

async function list(context: Context, asked: InputOf<typeof contract.list>): Promise<OutputOf<typeof contract.list>> {
  const scores = await dealScores(context, asked.currency);
  const { company, currency, basis } = scores;
  if (asked.currency !== undefined && basis === null) throw unknownCurrency(asked.currency);
  const area = asked.area === undefined ? undefined : currentArea(company, asked.area);
  const wanted = scores.deals.filter(
    (deal) =>
      (asked.quarter === undefined || quarterOf(dayOfNumber(deal.day)) === asked.quarter) &&
      (area === undefined || deal.area === area) &&
      (asked.person === undefined || deal.person === asked.person) &&
      (asked.customerId === undefined || deal.customer_id === asked.customerId),
  );
  const [place] = readCursor(asked.cursor, [placePart]) ?? [];
  const first = place === undefined ? asked.skip : Number(place);
  const end = first + asked.limit;
  const nameOf = (person: string) => company.people.get(person)?.name ?? person;
  const teamOf = (team: string) => areaName(company, team);
  const groupsOf = (per: DealGrouping, keyOf: (deal: DealRow) => string | null, titleOf: (key: string) => string) =>
    [...groupBy(scores.deals, (deal) => keyOf(deal) ?? '')].map(([key, members]) =>
      groupOf(scores, { per, key, name: key === '' ? 'Not said' : titleOf(key) }, members),
    );
  return {
    deals: wanted.slice(first, end).map((deal) => viewOf(scores, deal)),
    count: wanted.length,
    next: end < wanted.length ? writeCursor([String(end)]) : null,
    asOf: scores.at,
    zone: company.policy.zone,
    currency,
    otherCurrencies: [...scores.otherCurrencies],
    marginShare: company.policy.marginShare,
    valueYears: company.policy.valueYears,
    isWhole: scores.isWhole,
    model: basis?.model ?? null,
    customers: basis?.customers ?? 0,
    period: basis === null ? null : { from: basis.from, until: basis.until },
    draws: basis?.draws ?? 0,
    assumptions: basis?.assumptions ?? [],
    notKnown: scores.notKnown,
    refused: scores.refused,
    toNow: toNowOf(scores),
    brokenPromises: brokenPromisesOf(scores),
    total: groupOf(scores, { per: 'all', key: '', name: 'All deals' }, scores.deals),
    quarters: groupsOf('quarter', ({ day }) => quarterOf(dayOfNumber(day)), String)
      .sort(byName)
      .toReversed(),
    areas: groupsOf('area', (deal) => deal.area, teamOf).sort(byName),
    people: groupsOf('person', ({ person }) => person, nameOf).sort(byName),
  };
}

const placePart = idPart.regex(/^\d{1,9}$/);

/** In the order of names, those without one last. */
function byName(one: DealGroup, other: DealGroup): number {
  return Number(one.key === null) - Number(other.key === null) || (one.name < other.name ? -1 : 1);
}

function viewOf({ company, found, notKnown }: DealScores, deal: DealRow): DealView {
  const { area, person } = deal;
  const at = found?.places.get(deal);
  const values = at === undefined ? undefined : found?.values;
  return {
    customerId: deal.customer_id,
    name: deal.name,
    dealId: deal.deal_id,
    kind: deal.kind,
    at: deal.at,
    quarter: quarterOf(dayOfNumber(deal.day)),
    area,
    areaName: area === null ? null : areaName(company, area),
    person,
    personName: person === null ? null : (company.people.get(person)?.name ?? person),
    offerId: deal.offer_id,
    amount: deal.amount,
    discount: deal.discount,
    refunded: deal.refunded,
    saleNow: saleOf(deal, company.policy.marginShare),
    change: values?.change[at ?? 0] ?? null,
    changeLow: values?.low[at ?? 0] ?? null,
    changeHigh: values?.high[at ?? 0] ?? null,
    isFirst: at !== undefined && found?.isFirst[at] === true,
    notKnown: values === undefined ? whyNot(deal, notKnown) : null,
    broken: deal.broken,
  };
}

/** What a deal brings now; null where nothing was sold. */
function saleOf({ kind, amount }: DealRow, marginShare: number): number | null {
  return kind === 'won' ? (amount ?? 0) * marginShare : null;
}

/** From the changes of deals to what is expected now: the parts add up exactly. */
function toNowOf({ found }: DealScores): OutputOf<typeof contract.list>['toNow'] {
  if (found === null) return null;
  const { change, low, high } = found.values.silence;
  return { silence: { amount: change[0] ?? 0, low: low[0] ?? 0, high: high[0] ?? 0 }, now: found.now };
}

function brokenPromisesOf({ found }: DealScores): OutputOf<typeof contract.list>['brokenPromises'] {
  if (found === null) return null;
  const { brokenPromises: answer } = found;
  if (!answer.answered) {
    const refused = {
      reason: `too few deals with promises could be followed for ${followedDays} days`,
      missing: 'ten deals of which a promise was broken, and ten like them whose promises held, at least',
      detail: answer.reason,
    };
    return { followedDays, refused, compared: null };
  }
  const { n, difference, treatedMean, matchedMean, unmatched, unbalanced, assumptions } = answer;
  const compared = {
    pairs: n,
    amount: difference.estimate,
    low: difference.low,
    high: difference.high,
    brokenMean: treatedMean,
    keptMean: matchedMean,
    unmatched,
    unbalanced: [...unbalanced],
    assumptions: [...assumptions],
  };
  return { followedDays, refused: null, compared };
}

function whyNot({ kind, is_contract }: DealRow, notKnown: string | null): string {
  if (kind === 'lost') return 'models see purchases; a lost deal shows only in the silence after it';
  if (kind === 'open') return 'nothing was bought yet';
  if (is_contract) return 'paid under a contract, whose worth is told by its renewals';
  return notKnown ?? 'more purchases than are read at once';
}

interface Group {
  readonly per: DealGrouping;
  readonly key: string;
  readonly name: string;
}

function groupOf({ found, company }: DealScores, { per, key, name }: Group, members: readonly DealRow[]): DealGroup {
  const won = members.filter(({ kind }) => kind === 'won');
  const at = found?.groups[per].get(key);
  const sums = found?.values.groupings[dealGroupings.indexOf(per)];
  return {
    key: key === '' ? null : key,
    name,
    won: won.length,
    lost: members.filter(({ kind }) => kind === 'lost').length,
    open: members.filter(({ kind }) => kind === 'open').length,
    amount: sumOf(won, ({ amount }) => amount ?? 0),
    discount: sumOf(won, ({ discount }) => discount ?? 0),
    refunded: sumOf(won, ({ refunded }) => refunded),
    saleNow: sumOf(won, (deal) => saleOf(deal, company.policy.marginShare) ?? 0),
    change:
      at === undefined || sums === undefined
        ? null
        : { amount: sums.change[at] ?? 0, low: sums.low[at] ?? 0, high: sums.high[at] ?? 0 },
    valued: won.filter((deal) => found?.places.has(deal) === true).length,
  };
}
