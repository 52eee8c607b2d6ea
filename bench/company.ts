/** Writes the files of a made-up company of any size, in the sheets of the generic source, the same every time. */
import { closeSync, mkdirSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runImport } from '../src/ingest/run-import.ts';
import { readSource } from '../src/ingest/source.ts';
import type { Context } from '../src/operations/context.ts';
import { recordFacts } from '../src/operations/record.ts';

/** Promises of one customer; two of three stand behind another one. */
const promisesPerCustomer = 20;
const promisesPerPurchase = 5;
const firstDay = Date.UTC(2025, 0, 2);
const days = 640;
const areas = ['sales', 'operations', 'distribution', 'accounting', 'customer-service'] as const;

/** Writes `promises.csv`, `purchases.csv` and `customers.csv` into a folder; returns the number of customers. */
export function writeCompany(folder: string, promises: number): number {
  mkdirSync(folder, { recursive: true });
  const random = seeded(7);
  const day = (offset: number) => new Date(firstDay + Math.floor(offset) * 86_400_000).toISOString().slice(0, 10);
  const customers = Math.ceil(promises / promisesPerCustomer);
  const promiseSheet = sheet(folder, 'promises.csv', [
    'customer,promise,words,by,to,made_on,due,done_on,confirmed,outcome,ended_on,backs,needs,purchase,topic',
  ]);
  const purchaseSheet = sheet(folder, 'purchases.csv', [
    'customer,purchase,bought_on,amount,currency,segment,delivered_on',
  ]);
  const customerSheet = sheet(folder, 'customers.csv', ['customer,name,kind,segment,since']);
  let promise = 0;
  for (let customer = 0; customer < customers; customer++) {
    const segment = `segment-${customer % 12}`;
    customerSheet.add([customer, `Customer ${customer} Ltd`, 'business', segment, day(0)]);
    for (let n = 0; n < promisesPerCustomer && promise < promises; n++, promise++) {
      const made = random() * days;
      const purchase = `${customer}-${Math.floor(n / promisesPerPurchase)}`;
      if (n % promisesPerPurchase === 0) {
        purchaseSheet.add([
          customer,
          purchase,
          day(made),
          (20 + random() * 900).toFixed(2),
          'EUR',
          segment,
          day(made + 4),
        ]);
      }
      const area = areas[n % areas.length] ?? 'sales';
      const behind = n % 3 !== 0;
      const outcome = random();
      const due = made + 2 + random() * 20;
      const done = outcome < 0.75 ? due - random() * 2 : outcome < 0.9 ? due + 1 + random() * 9 : null;
      const ending = done === null ? (outcome < 0.95 ? 'broken' : 'open') : 'kept';
      promiseSheet.add([
        customer,
        promise,
        `Part ${n} of order ${purchase} ready and announced`,
        area,
        behind ? (areas[(n - 1) % areas.length] ?? 'sales') : 'customer',
        day(made),
        day(due),
        done === null ? '' : day(Math.max(done, made)),
        done !== null && random() < 0.5 ? 'yes' : '',
        ending,
        ending === 'broken' ? day(due + 3) : '',
        behind ? promise - 1 : '',
        n % 3 === 0 ? 'operations' : '',
        purchase,
        ['delivery', 'invoice', 'call-back', 'address', 'installation'][n % 5] ?? '',
      ]);
    }
  }
  for (const one of [promiseSheet, purchaseSheet, customerSheet]) one.close();
  return customers;
}

/** Imports such a company. */
export async function loadCompany(context: Context, promises: number): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'troth-bench-'));
  try {
    writeCompany(folder, promises);
    await runImport((facts) => recordFacts(context, facts, { source: 'generic' }), readSource('generic'), folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

interface Sheet {
  add(cells: readonly (string | number)[]): void;
  close(): void;
}

const bufferedLines = 10_000;

function sheet(folder: string, name: string, header: readonly string[]): Sheet {
  const file = openSync(join(folder, name), 'w');
  let lines = [...header];
  const flush = () => {
    writeSync(file, lines.map((line) => `${line}\n`).join(''));
    lines = [];
  };
  return {
    add(cells) {
      lines.push(cells.join(','));
      if (lines.length >= bufferedLines) flush();
    },
    close() {
      flush();
      closeSync(file);
    },
  };
}

/** Mulberry32: the same numbers from the same seed. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
