/** The way into every figure of an audit: its name is matched to a pattern, and the pattern to the rows behind it. */
import { ask, type AuditScope, type AuditWindows, type Holes } from './audit-scope.ts';
import type { FigureKind, SourceName } from './audit-figure-kinds.ts';
import { moneyFigures } from './audit-figures-money.ts';
import { promiseFigures } from './audit-figures-promises.ts';
import { stepFigures } from './audit-figures-steps.ts';
import { recurrenceFigures } from './audit-figures-recurrence.ts';
import { trustFigures } from './audit-figures-trust.ts';
import {
  breaches,
  customers,
  feedback,
  imposedPromises,
  links,
  lostDeals,
  money,
  openedCases,
  ourPromises,
  purchases,
  theirPromises,
} from './audit-sources.ts';
import { caseShares } from './audit-steps.ts';
import { caseEdges } from './audit-trust.ts';
import { areaTrust, edgeTrust, firstContacts, journeys, stepTrust } from './audit-trust-sources.ts';
import { silences, windowHoles } from './audit-recurrence.ts';
import type { Queryable } from '../queryable.ts';

const figureKinds: readonly FigureKind[] = [
  ...promiseFigures,
  ...trustFigures,
  ...stepFigures,
  ...recurrenceFigures,
  ...moneyFigures,
];

/** Rows that are listed of those behind a figure. */
const rowsShownMax = 50;

interface Source {
  readonly from: (scope: AuditScope) => string;
  /** kind, customer_id, id, at, area, text, state: the same columns whatever stands behind the figure. */
  readonly columns: string;
  /** What a row is worth where the figure is no sum: a score, an amount, a value on a scale. */
  readonly value: string;
}

const promiseColumns = `'promise' as kind, p.customer_id, p.promise_id as id, p.made_at as at, p.area, p.words as text, p.state`;
const caseColumns = `'case' as kind, c.customer_id, c.case_id as id, c.opened_at as at, c.area, c.issue as text, c.state`;
const none = 'null::float8';

/** A customer as a row, without its name: only those that are listed need one. */
function customerColumns(alias: string, area = 'null::text', state = 'null::text'): string {
  return `'customer' as kind, ${alias}.customer_id, ${alias}.customer_id as id, null::timestamptz as at, ${area} as area,
    null::text as text, ${state} as state`;
}

const sources: Readonly<Record<SourceName, Source>> = {
  promise: { from: (scope) => ourPromises(scope), columns: promiseColumns, value: none },
  theirPromise: { from: theirPromises, columns: promiseColumns, value: none },
  imposed: { from: imposedPromises, columns: promiseColumns.replace('p.area', 'p.by_party as area'), value: none },
  link: {
    from: links,
    columns: `'promise' as kind, l.customer_id, l.promise_id as id, l.made_at as at, l.area, l.words as text, l.state`,
    value: none,
  },
  purchase: {
    from: purchases,
    columns: `'purchase' as kind, u.customer_id, u.purchase_id as id, u.at, u.at_risk_area as area, u.benefit_hoped as text, u.risk_holder as state`,
    value: 'u.amount',
  },
  money: {
    from: money,
    columns: `'money' as kind, m.customer_id, coalesce(m.purchase_id, m.entry_id) as id, m.at, m.area, m.reason as text, m.movement as state`,
    value: 'm.amount',
  },
  case: { from: openedCases, columns: caseColumns, value: 'c.at_risk' },
  caseEdge: { from: caseEdges, columns: caseColumns, value: none },
  caseShare: {
    from: caseShares,
    columns: `'case' as kind, s.customer_id, s.case_id as id, s.opened_at as at, s.area, s.issue as text, s.state`,
    value: 's.share',
  },
  breach: { from: breaches, columns: 'b.kind, b.customer_id, b.id, b.at, b.area, b.text, b.state', value: none },
  silence: {
    from: silences,
    columns: 'q.kind, q.customer_id, q.id, q.at, q.area, q.topic as text, q.state',
    value: none,
  },
  feedback: {
    from: feedback,
    columns: `'feedback' as kind, f.customer_id, f.event_id as id, f.at, f.area, coalesce(f.purchase_id, f.promise_id) as text, f.outcome as state`,
    value: 'f.value',
  },
  customer: { from: customers, columns: customerColumns('c'), value: none },
  journey: { from: journeys, columns: customerColumns('j', 'j.weakest'), value: 'j.score' },
  areaTrust: { from: areaTrust, columns: customerColumns('e', 'e.area'), value: 'e.score' },
  stepTrust: { from: stepTrust, columns: customerColumns('e', 'e.area', 'e.step'), value: 'e.score' },
  edge: { from: edgeTrust, columns: customerColumns('e', 'e.trustee'), value: 'e.score' },
  firstContact: {
    from: firstContacts,
    columns: customerColumns('c', 'null::text', 'c.first_part'),
    value: none,
  },
  deal: {
    from: lostDeals,
    columns: `'deal' as kind, d.customer_id, d.event_id as id, d.at, null as area, d.reason as text, d.step as state`,
    value: 'd.amount',
  },
};

export interface Matched {
  readonly kind: FigureKind;
  /** What the holes of the pattern stand for. */
  readonly holes: Readonly<Record<string, string>>;
}

/** The kind of figure that a name is of, or undefined. A literal pattern goes before one with holes. */
export function matchFigure(figure: string): Matched | undefined {
  const parts = figure.split('.');
  const matches = figureKinds.flatMap((kind): Matched[] => {
    const pattern = kind.pattern.split('.');
    if (pattern.length !== parts.length) return [];
    const holes: Record<string, string> = {};
    for (const [index, piece] of pattern.entries()) {
      const part = parts[index] ?? '';
      const hole = /^\{(\w+)\}$/.exec(piece)?.[1];
      if (hole !== undefined) holes[hole] = part.replaceAll('~', '.');
      else if (piece !== part) return [];
    }
    return [{ kind, holes }];
  });
  return matches.sort((one, other) => Object.keys(one.holes).length - Object.keys(other.holes).length)[0];
}

interface FigureRow {
  readonly kind: string;
  readonly customer_id: string;
  readonly id: string;
  readonly at: string | null;
  readonly area: string | null;
  readonly text: string | null;
  readonly state: string | null;
  readonly value: number | null;
}

export interface FigureRows {
  readonly total: number;
  readonly rows: readonly FigureRow[];
}

/** The rows behind a figure: how many, and the latest of them; of customers those with the least trust. */
export async function readFigureRows(
  tables: Queryable,
  scope: AuditScope,
  windows: () => Promise<AuditWindows>,
  { kind, holes }: Matched,
): Promise<FigureRows> {
  const source = sources[kind.source];
  const isWindowed = kind.source === 'breach' || kind.source === 'silence';
  const more: Holes = { ...(isWindowed && windowHoles(await windows())), ...holes };
  const where = kind.where.replace('{{journey}}', () => journeys(scope));
  const rows = await ask<FigureRow & { readonly total: number }>(
    tables,
    scope,
    `select r.*, count(*) over () as total
     from (select ${source.columns}, (${kind.sum ?? source.value})::float8 as value from ${source.from(scope)} where ${where}) r
     order by r.at desc nulls last, r.value, r.customer_id collate "C", r.id collate "C" limit ${rowsShownMax}`,
    more,
  );
  return { total: rows[0]?.total ?? 0, rows };
}
