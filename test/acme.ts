/** One customer for tests, with a story in which one area keeps its word and another does not, and ways to ask about it. */
import type { RequestOf } from '../src/api/endpoint.ts';
import { customers as contract } from '../src/api/customers.ts';
import type { Database } from '../src/ledger/database.ts';
import type { Context } from '../src/operations/context.ts';
import { customers } from '../src/operations/customers.ts';
import type { IncomingFact } from '../src/operations/incoming.ts';
import { recordFacts } from '../src/operations/record.ts';

type Asked<Name extends keyof typeof contract> = RequestOf<(typeof contract)[Name]>;

/** A day of the story as an instant; day 1 is 1 January 2026, at noon. */
export function onDay(day: number, hour = 12): string {
  return new Date(Date.UTC(2026, 0, day, hour)).toISOString();
}

export function fact(type: string, day: number, fields: Readonly<Record<string, unknown>>): IncomingFact {
  return {
    type,
    customerId: 'cus_acme',
    occurredAt: onDay(day),
    sourceId: `${type}-${day}-${JSON.stringify(fields)}`,
    fields,
  };
}

/** Sales keeps its word and Accounting does not; a case waits since day 40. */
export const acme: readonly IncomingFact[] = [
  fact('customer.described', 1, { name: 'Acme Ltd', segment: 'retail' }),
  fact('contact.described', 1, { contactId: 'con_anna', name: 'Anna Ek' }),
  fact('purchase.made', 2, { purchaseId: 'pur_1', amount: 1_240_000, currency: 'EUR', benefit: 'Fewer stock-outs' }),
  fact('promise.made', 2, { promiseId: 'prm_demo', by: 'sales', words: 'A demo on site', dueDay: '2026-01-10' }),
  fact('promise.moved', 9, { promiseId: 'prm_demo', move: 'declareComplete' }),
  fact('promise.moved', 10, { promiseId: 'prm_demo', move: 'declareSatisfied' }),
  fact('promise.made', 11, {
    promiseId: 'prm_bill',
    by: 'accounting',
    words: 'A correct bill',
    dueDay: '2026-01-20',
    topic: 'wrong-bill',
    purchaseId: 'pur_1',
  }),
  fact('promise.moved', 21, { promiseId: 'prm_bill', move: 'renege', severity: 'minor' }),
  fact('delivery.made', 25, { deliveryId: 'del_1', purchaseId: 'pur_1' }),
  fact('promise.made', 30, {
    promiseId: 'prm_call',
    by: 'customer-service',
    words: 'A call back',
    dueDay: '2026-02-02',
  }),
  fact('promise.moved', 31, { promiseId: 'prm_call', move: 'declareComplete' }),
  fact('promise.moved', 32, { promiseId: 'prm_call', move: 'declareSatisfied' }),
  fact('case.opened', 40, {
    caseId: 'cas_1',
    nature: 'defect',
    purchaseId: 'pur_1',
    issue: 'It stops when it gets cold',
  }),
  fact('promise.made', 41, {
    promiseId: 'prm_fix',
    by: 'customer-service',
    words: 'Working again',
    dueDay: '2026-02-12',
    caseId: 'cas_1',
    needs: ['operations'],
  }),
];

/** What can be asked about customers, as of the time that `clock` shows. */
export function askingAbout(database: () => Database, clock: () => string) {
  const context = (): Context => ({
    database: database(),
    now: clock,
    actor: 'person:per_kim',
    source: 'test',
    folder: '',
  });
  return {
    context,
    /** Records facts; throws where one is refused. */
    record: async (facts: readonly IncomingFact[]): Promise<void> => {
      const outcomes = await recordFacts(context(), facts, { source: 'story' });
      const refused = outcomes.find((outcome) => outcome.status === 'refused');
      if (refused !== undefined) throw new Error(JSON.stringify(refused));
    },
    show: async (input: Asked<'show'>) =>
      contract.show.output.parse(await customers.show(context(), contract.show.input.parse(input))),
    brief: async (input: Asked<'brief'>) =>
      contract.brief.output.parse(await customers.brief(context(), contract.brief.input.parse(input))),
    trust: async (input: Asked<'trust'>) =>
      contract.trust.output.parse(await customers.trust(context(), contract.trust.input.parse(input))),
    list: async (input: Asked<'list'> = {}) =>
      contract.list.output.parse(await customers.list(context(), contract.list.input.parse(input))),
    add: (input: Asked<'add'>) => customers.add(context(), contract.add.input.parse(input)),
    erase: (input: Asked<'erase'>) => customers.erase(context(), contract.erase.input.parse(input)),
  };
}
