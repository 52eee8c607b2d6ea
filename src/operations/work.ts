/** What each endpoint for a day's work does. */
import type { work as contract } from '../api/work.ts';
import type { InputOf } from '../api/endpoint.ts';
import { workRowsMax } from '../api/work.ts';
import { dayOf, endOfDay, type Instant, justAfter, shiftDay } from '../domain/instants.ts';
import type { Queryable } from '../ledger/queryable.ts';
import { readCompany } from '../ledger/read.ts';
import { openCases } from '../ledger/views/cases.ts';
import { searchCustomers } from '../ledger/views/customer-search.ts';
import { readNames } from '../ledger/views/customers.ts';
import { countPromises, listPromises, type PromiseFilter } from '../ledger/views/promises.ts';
import { scopeOf } from './audit-asked.ts';
import { capture } from './capture.ts';
import type { Context, Handlers } from './context.ts';
import { keptAnswer } from './kept-answers.ts';
import { promiseViews } from './promise-list.ts';
import { reading } from './reading.ts';
import { auditLateSince, auditOwed } from './sign-offs.ts';

/** Days that count as soon, after today. */
const soonDays = 6;
const foundMax = 8;

export const work: Handlers<typeof contract> = {
  today: (context, input) => {
    const read = () => dayOfWork(context, input);
    return input.asOf === undefined ? keptAnswer(context, `today ${JSON.stringify(input)}`, read) : read();
  },

  lately: (context, { since, area, person }) =>
    reading(context, undefined, null, async (tables, at) => {
      const { rows, count } = await listOf(tables, {
        by: area,
        person,
        owed: true,
        dueFrom: since,
        dueTo: at,
      });
      const audit = auditLateSince(await readCompany(tables, at), at, since);
      return { count, asOf: at, promises: rows, audit };
    }),

  capture,

  search: (context, { text }) =>
    reading(context, undefined, null, async (tables, at) => {
      const company = await readCompany(tables, at);
      const part = text.trim().toLowerCase();
      const wanted = { text: part, order: 'name', after: null, limit: foundMax, skip: 0 } as const;
      const customers = await searchCustomers(tables, scopeOf({}, company, at), wanted);
      const promises = await listPromises(tables, { text: text.trim() }, { after: null, limit: foundMax });
      return {
        customers: customers.map((row) => ({ customerId: row.customer_id, name: row.name })),
        promises: await promiseViews(tables, promises),
        people: [...company.people.values()]
          .filter(({ personId, name }) => `${personId} ${name ?? ''}`.toLowerCase().includes(part))
          .slice(0, foundMax)
          .map(({ personId, name, area }) => ({ personId, name, area })),
      };
    }),
};

/** What is owed, waited for and open as of a time: the same question again is answered from memory. */
function dayOfWork(context: Context, input: InputOf<(typeof contract)['today']>) {
  return reading(context, input.asOf, null, async (tables, at) => {
    const company = await readCompany(tables, at);
    const { zone } = company.policy;
    const mine = { by: input.area, person: input.person };
    const endOfToday = endOfDay(dayOf(at, zone), zone);
    const owed = { ...mine, owed: true };
    const late = await listOf(tables, { ...owed, dueTo: at });
    const today = await listOf(tables, { ...owed, dueFrom: justAfter(at), dueTo: endOfToday });
    const soonEnd = endOfDay(shiftDay(dayOf(at, zone), soonDays), zone);
    const soon = await listOf(tables, { ...owed, dueFrom: justAfter(endOfToday), dueTo: soonEnd });
    const repairs = await listOf(tables, { ...mine, state: 'broken' });
    const waiting = await waitingFor(tables, input.area);
    const cases = await casesOf(tables, input.area);
    return {
      asOf: at,
      zone,
      late: late.rows,
      today: today.rows,
      soon: soon.rows,
      repairs: repairs.rows,
      waiting: waiting.rows,
      cases: cases.rows,
      audit: auditOwed(company, at, dayOf(soonEnd, zone)),
      counts: {
        late: late.count,
        today: today.count,
        soon: soon.count,
        repairs: repairs.count,
        waiting: waiting.count,
        cases: cases.count,
      },
    };
  });
}

/** The first promises of a filter, and how many there are. */
async function listOf(tables: Queryable, filter: PromiseFilter) {
  const found = await listPromises(tables, filter, { after: null, limit: workRowsMax });
  const count = found.length < workRowsMax ? found.length : await countPromises(tables, filter);
  return { rows: await promiseViews(tables, found), count };
}

/** What somebody waits for an area to say: all that waits for anybody, where no area is named. */
async function waitingFor(tables: Queryable, area: string | undefined) {
  const kinds = [
    { why: 'backing', filter: area === undefined ? { unbacked: true } : { waitingFor: area, unbacked: true } },
    { why: 'request', filter: { by: area, state: 'requested' } },
    { why: 'offer', filter: { to: area, state: 'offered' } },
    { why: 'offer', filter: { to: area, state: 'countered' } },
    ...(area === undefined ? [] : [{ why: 'confirmation', filter: { to: area, state: 'completed' } } as const]),
  ] as const;
  const found = [];
  for (const { why, filter } of kinds) {
    const { rows, count } = await listOf(tables, filter);
    found.push({ count, rows: rows.map((promise) => ({ promise, why })) });
  }
  return {
    rows: found.flatMap(({ rows }) => rows).slice(0, workRowsMax),
    count: found.reduce((sum, { count }) => sum + count, 0),
  };
}

async function casesOf(tables: Queryable, area: string | undefined) {
  const { rows, count } = await openCases(tables, area ?? null, workRowsMax);
  const names = await readNames(
    tables,
    rows.map((row) => row.customer_id),
  );
  return {
    count,
    rows: rows.map((row) => ({
      customerId: row.customer_id,
      customerName: names.get(row.customer_id) ?? null,
      caseId: row.case_id,
      issue: row.issue,
      openedAt: row.opened_at satisfies Instant,
      severity: row.severity,
      tries: row.tries,
      handOffs: row.hand_offs,
    })),
  };
}
