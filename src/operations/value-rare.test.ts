/** A ledger of Olist's shape, in small: nearly everybody buys once, and the answer says so before anything else. */
import { expect, test } from 'vitest';
import { value as contract } from '../api/value.ts';
import { overviewDocument } from '../api/value-document.ts';
import { renderText } from '../documents/to-text.ts';
import { engines, freshDatabase } from '../../test/databases.ts';
import { recordFacts } from './record.ts';
import { value } from './value.ts';

const now = '2026-01-01T00:00:00.000Z';
const customers = 700;
const repeaters = 5;

function purchase(customer: number, number: number) {
  const at = Date.parse('2025-01-01T12:00:00Z') + ((customer % 300) + number * 20) * 86_400_000;
  return {
    type: 'purchase.made' as const,
    customerId: `cus_o${String(customer).padStart(4, '0')}`,
    occurredAt: new Date(at).toISOString(),
    sourceId: `purchase ${number}`,
    fields: { purchaseId: `pur_${customer}-${number}`, amount: 1_000 + 10 * customer, currency: 'BRL' },
  };
}

test('where hardly anybody comes back, that is said first, with the count', async () => {
  const [engine] = engines;
  if (engine === undefined) throw new Error('There is no engine to test on');
  const database = await freshDatabase(engine);
  const context = { database, now: () => now, actor: 'system', source: 'test', folder: '' };
  const facts = Array.from({ length: customers }, (_, customer) =>
    customer < repeaters ? [purchase(customer, 1), purchase(customer, 2)] : [purchase(customer, 1)],
  ).flat();
  await recordFacts(context, facts, { source: 'test' });
  const overview = await value.overview(context, contract.overview.input.parse({}));
  const [all] = overview.currencies;
  expect(all).toMatchObject({ currency: 'BRL', customers, isRare: true, repurchase: { k: repeaters, n: customers } });
  const text = renderText(overviewDocument(overview), { width: 200, color: false });
  expect(text).toContain(`Coming back is rare here: ${repeaters} of ${customers} customers bought again`);
  // Too few of them for a model: what is missing is said, and no value is made up.
  expect(all).toMatchObject({ model: null, value: null });
  expect(text).toContain('What is missing');
  await database.close();
});
