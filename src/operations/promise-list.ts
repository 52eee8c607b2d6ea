/** Promises in a list: found by a filter, page by page or at any place of it, and counted by what they have in common. */
import type { InputOf } from '../api/endpoint.ts';
import type { promises as contract } from '../api/promises.ts';
import { PromiseView } from '../api/promise-views.ts';
import type { Company } from '../domain/company/company.ts';
import { dayOf, Instant } from '../domain/instants.ts';
import { readCompany } from '../ledger/read.ts';
import type { Queryable } from '../ledger/queryable.ts';
import { readNames } from '../ledger/views/customers.ts';
import {
  countPromises,
  countPromisesBy,
  isOfferOfPurchases,
  listPromises,
  noDeadline,
  type OfferFilter,
  type PromiseFilter,
  type PromiseRow,
} from '../ledger/views/promises.ts';
import type { Context } from './context.ts';
import { idPart, readCursor, writeCursor } from './cursor.ts';
import { dueWindow } from './due.ts';
import { refuseUnknownAreas } from './known-areas.ts';
import { reading } from './reading.ts';
import { Refused } from './refused.ts';
import { camelRow } from './rows.ts';

type Filter = Omit<InputOf<(typeof contract)['list']>, 'limit' | 'cursor' | 'skip'>;

/** Groups that are counted at most. */
const groupsMax = 5_000;

/** A page of promises, soonest due first. How many there are is counted once and goes along with the cursor. */
export function listPromisesOf(context: Context, input: InputOf<(typeof contract)['list']>) {
  return reading(context, input.asOf, onlyOf(input), async (tables, at) => {
    const company = await readCompany(tables, at);
    const filter = await filterOf(tables, company, input, at);
    const place = readCursor(input.cursor, [Instant, idPart, idPart, countPart]);
    const after = place === null ? null : { deadline: place[0], customerId: place[1], promiseId: place[2] };
    const rows = await listPromises(tables, filter, { after, limit: input.limit, skip: input.skip });
    const count = place === null ? await countPromises(tables, filter) : Number(place[3]);
    const last = rows.length < input.limit ? undefined : rows.at(-1);
    return {
      promises: await promiseViews(tables, rows),
      count,
      asOf: at,
      zone: company.policy.zone,
      next:
        last === undefined
          ? null
          : writeCursor([last.deadline ?? noDeadline, last.customer_id, last.promise_id, String(count)]),
    };
  });
}

/** How many promises of a filter there are for each area, customer or state, the most first. */
export function promiseCounts(context: Context, { per, ...input }: InputOf<(typeof contract)['counts']>) {
  return reading(context, input.asOf, onlyOf(input), async (tables, at) => {
    const company = await readCompany(tables, at);
    const filter = await filterOf(tables, company, input, at);
    const groups = await countPromisesBy(tables, filter, per, groupsMax + 1);
    if (groups.length > groupsMax) throw tooManyGroups(per);
    const names =
      per === 'customer'
        ? await readNames(
            tables,
            groups.map(({ key }) => key),
          )
        : null;
    return {
      groups: groups.map(({ key, count }) => ({ key, name: names?.get(key) ?? null, count })),
      count: groups.reduce((sum, { count }) => sum + count, 0),
      asOf: at,
      zone: company.policy.zone,
    };
  });
}

/** A count as a part of a cursor. */
const countPart = idPart.regex(/^\d{1,12}$/);

function onlyOf({ customer }: Filter) {
  return customer === undefined ? null : [customer];
}

function tooManyGroups(per: string): Refused {
  return new Refused({
    code: 'invalid',
    reason: `There are more than ${groupsMax} groups by ${per}`,
    remedy: 'Take a filter, so that fewer are found, or group by something else',
    field: 'per',
    value: per,
  });
}

/** Rows as the contract shows them, with the customers' names. */
export async function promiseViews(tables: Queryable, rows: readonly PromiseRow[]): Promise<PromiseView[]> {
  const names = await readNames(
    tables,
    rows.map((row) => row.customer_id),
  );
  return rows.map((row) => PromiseView.parse({ ...camelRow(row), customerName: names.get(row.customer_id) ?? null }));
}

/** The filter of a request. Names that there are not are refused: a list that is empty for a slip of the pen reads like good news. */
async function filterOf(tables: Queryable, company: Company, input: Filter, at: string): Promise<PromiseFilter> {
  await refuseUnknownAreas(tables, company, { by: input.by, to: input.to, waitingFor: input.waitingFor });
  const { zone } = company.policy;
  const window = input.due === undefined ? {} : dueWindow(input.due, at, dayOf(at, zone), zone);
  return {
    customerId: input.customer,
    by: input.by,
    to: input.to,
    person: input.person,
    part: input.part,
    owed: input.due !== undefined && input.part === undefined && input.state === undefined,
    state: input.state,
    topic: input.topic,
    segment: input.segment,
    step: input.step,
    text: input.text,
    unbacked: input.unbacked,
    imposed: input.imposed,
    unbackedOrImposed: input.unbackedOrImposed,
    waiting: input.waiting,
    waitingFor: input.waitingFor,
    offer: input.offer === undefined ? undefined : await offerOf(tables, company, input.offer),
    ...window,
  };
}

async function offerOf(tables: Queryable, company: Company, offerId: string): Promise<OfferFilter> {
  const offer = company.offers.get(offerId);
  if (offer !== undefined) return { offerId, claimIds: offer.claims.map(({ claimId }) => claimId) };
  if (await isOfferOfPurchases(tables, offerId)) return { offerId, claimIds: [] };
  const known = [...company.offers.keys()];
  throw new Refused({
    code: 'invalid',
    reason: `There is no offer ${offerId}`,
    remedy: known.length === 0 ? 'No offer was published yet; leave it out' : `Offers are ${known.join(', ')}`,
    field: 'offer',
    value: offerId,
  });
}
