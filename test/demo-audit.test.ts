/** The audit of the demo company: everything that it prints opens. */
import { expect, test } from 'vitest';
import { auditDocument } from '../src/api/audit-document.ts';
import { audit as endpoints } from '../src/api/audit.ts';
import { figuresOf } from '../src/api/audit-values.ts';
import { demoCompanyFacts, demoFacts } from '../src/ingest/demo/demo.ts';
import type { Queryable } from '../src/ledger/queryable.ts';
import { readSteadily } from '../src/ledger/views/audit-reading.ts';
import { explainFigure, readsFor } from '../src/operations/audit.ts';
import { computeAudit } from '../src/operations/audit-report.ts';
import type { Context } from '../src/operations/context.ts';
import { recordFacts } from '../src/operations/record.ts';
import { engines, freshDatabase } from './databases.ts';

const until = '2026-11-20T15:30:00.000Z';
const factsPerBatch = 4_000;

// The small company is opened on every engine; this one is large, so the engine that is always there has to do.
test('the audit of the demo company opens at every figure, every group and every link that it prints', async () => {
  const engine = engines.find((one) => one.engine === 'embedded');
  if (engine === undefined) throw new Error('The embedded engine is always there');
  const database = await freshDatabase(engine);
  const context: Context = { database, now: () => until, actor: 'system', source: 'test', folder: '' };
  const facts = [...demoCompanyFacts({ seed: 4747, until }), ...demoFacts({ seed: 4747, until })];
  for (let from = 0; from < facts.length; from += factsPerBatch) {
    await recordFacts(context, facts.slice(from, from + factsPerBatch), { source: 'demo' });
  }
  const { names, closed } = await readSteadily(database, (tx) => openAll(tx));
  await database.close();
  expect(closed).toEqual([]);
  expect([...names]).toEqual(
    expect.arrayContaining([
      'lostDeals.offer',
      'revenue.EUR.steps.benefit',
      'revenue.EUR.areas.sales',
      'balance.broken',
    ]),
  );
});

/** Every name that the audit prints, and those that do not open. */
async function openAll(tables: Queryable): Promise<{ readonly names: Set<string>; readonly closed: string[] }> {
  const reads = await readsFor(tables, endpoints.report.input.parse({}), until);
  const report = await computeAudit(reads);
  const figures = figuresOf(report).map(({ figure }) => figure);
  const names = new Set([...figures, ...groupsIn(report), ...linksIn(auditDocument(report))]);
  const closed: string[] = [];
  for (const name of names) {
    const opened = await explainFigure(reads, name).catch(() => null);
    if (opened === null || (opened.figure !== name && !opened.figure.startsWith(`${name}.`))) closed.push(name);
  }
  return { names, closed };
}

/** Names of the groups of figures anywhere in a report. */
function groupsIn(part: unknown): string[] {
  if (typeof part !== 'object' || part === null) return [];
  const own = 'figure' in part && typeof part.figure === 'string' ? [part.figure] : [];
  return [...own, ...Object.values(part).flatMap(groupsIn)];
}

/** Names of the figures that a document links to. */
function linksIn(document: unknown): string[] {
  const paths = JSON.stringify(document).matchAll(/"\/audit\/why\/([^"?]+)/g);
  return Array.from(paths, ([, name]) => decodeURIComponent(name ?? ''));
}
