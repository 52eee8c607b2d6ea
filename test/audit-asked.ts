/** Asks for an audit as a way in does, and compares each of its figures with the rows behind it. */
import type { audit as contract } from '../src/api/audit.ts';
import { audit as endpoints } from '../src/api/audit.ts';
import { AuditReport, FigureExplained } from '../src/api/audit-report.ts';
import { figuresOf } from '../src/api/audit-values.ts';
import type { RequestOf } from '../src/api/endpoint.ts';
import type { Database } from '../src/ledger/database.ts';
import { readSteadily } from '../src/ledger/views/audit-reading.ts';
import { audit, explainFigure, readsFor } from '../src/operations/audit.ts';
import { computeAudit } from '../src/operations/audit-report.ts';
import type { Context } from '../src/operations/context.ts';
import { auditedAt } from './audit-company.ts';

type Asked = RequestOf<(typeof contract)['report']>;

/** What an operation needs, at the time at which the small company is audited. */
export function contextOf(database: Database): Context {
  return { database, now: () => auditedAt, actor: 'system', source: 'test', folder: '' };
}

/** The report, through the contract. */
export async function askAudit(database: Database, asked: Asked = {}): Promise<AuditReport> {
  return AuditReport.parse(await audit.report(contextOf(database), endpoints.report.input.parse(asked)));
}

/** Figures whose rows do not come to their value. */
export async function disagreements(database: Database, asked: Asked = {}): Promise<string[]> {
  const context = contextOf(database);
  return readSteadily(database, async (tx) => {
    const reads = await readsFor(tx, endpoints.report.input.parse(asked), context.now());
    const wrong: string[] = [];
    for (const { figure, value, n } of figuresOf(await computeAudit(reads))) {
      const why = FigureExplained.parse(await explainFigure(reads, figure));
      const expectThat = (holds: boolean, what: string) => holds || wrong.push(`${figure} is ${value}, but ${what}`);
      expectThat(why.value === value, `${why.value} as explained`);
      expectThat(why.rows.length === Math.min(why.count, 50), `${why.rows.length} rows are listed of ${why.count}`);
      if (why.formula === 'counted: each row is one of them')
        expectThat(why.count === value, `there are ${why.count} rows`);
      if (why.shows === 'rate') expectThat(why.count === n, `it is of ${n}, and there are ${why.count} rows`);
      if (why.formula === 'the sum over the rows' && why.count <= 50) {
        const sum = why.rows.reduce((all, row) => all + (row.value ?? 0), 0);
        expectThat(Math.abs(sum - (value ?? 0)) < 1e-6, `its rows come to ${sum}`);
      }
      expectThat(!/[{}]|undefined|NaN/.test(why.sentence), `it reads “${why.sentence}”`);
    }
    return wrong;
  });
}
