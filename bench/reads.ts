/**
 * What people wait for, with a ledger of about a million events on PostgreSQL: the audit, a customer's page, one write;
 * each beside a statement written by hand. `npm run bench reads -- 350000` for so many promises.
 */
import type { CustomerId } from '../src/domain/ids.ts';
import type { Database } from '../src/ledger/queryable.ts';
import { eventCount } from '../src/ledger/streams.ts';
import { audit } from '../src/operations/audit.ts';
import { customers } from '../src/operations/customers.ts';
import { loadCompany } from './company.ts';
import { medianMilliseconds, onServer, print } from './measure.ts';

const promises = Number(process.argv[2] ?? 350_000);
const times = 60;

const someCustomers = 'select customer_id from customer order by customer_id limit 50';

/** The balance and the kept rate by area: a part of the audit, as somebody would ask for it. */
const balanceByHand = `select by_party, balance_part, count(*), count(*) filter (where completed_late)
  from promise where by_party <> 'customer' group by by_party, balance_part order by by_party, balance_part`;

await onServer(async ({ database }) => {
  const context = { database, now: () => new Date().toISOString(), actor: 'api:bench', source: 'bench', folder: '' };
  await loadCompany(context, promises);
  await database.query('vacuum analyze');
  const ids = (await database.query<{ customer_id: CustomerId }>(someCustomers)).map((row) => row.customer_id);
  const customerOf = (time: number) => ids[time % ids.length] ?? 'cus_0';
  // Other windows each time: the same question again would be answered from memory.
  const auditCold = await medianMilliseconds(5, (time) => audit.report(context, { windowDays: 90 + time }));
  const auditAgain = await medianMilliseconds(times, () => audit.report(context, { windowDays: 90 }));
  const auditByHand = await medianMilliseconds(5, () => database.query(balanceByHand));
  const page = await medianMilliseconds(times, (time) => customers.show(context, { customerId: customerOf(time) }));
  const pageByHand = await medianMilliseconds(times, (time) => pageQueries(database, customerOf(time)));
  const write = await medianMilliseconds(times, (time) =>
    customers.add(context, { customerId: customerOf(time), name: `Renamed ${time}`, kind: 'business' }),
  );
  const writeByHand = await medianMilliseconds(times, (time) =>
    database.query(`update stream_head set hash = hash where customer_id = $1`, [customerOf(time)]),
  );
  print('reads', {
    events: await eventCount(database),
    auditMilliseconds: auditCold,
    auditAgainMilliseconds: auditAgain,
    balanceByHandMilliseconds: auditByHand,
    customerMilliseconds: page,
    customerByHandMilliseconds: pageByHand,
    writeMilliseconds: write,
    bareCommitMilliseconds: writeByHand,
  });
});

/** What a customer's page shows, without trust, journey, burdens and sentences. */
async function pageQueries(database: Database, customerId: string): Promise<void> {
  await Promise.all(
    ['customer', 'promise', 'purchase', 'money_entry', 'trust_edge', 'event'].map((table) =>
      database.query(`select * from ${table} where customer_id = $1`, [customerId]),
    ),
  );
}
