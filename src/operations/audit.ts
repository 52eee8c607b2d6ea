/** The promise audit: the report, and the way into each of its figures. */
import { figuresOf, type NamedFigure } from '../api/audit-values.ts';
import type { audit as contract } from '../api/audit.ts';
import type { FigureExplained } from '../api/audit-report.ts';
import { sentenceOfFigure } from '../api/audit-why-document.ts';
import type { InputOf } from '../api/endpoint.ts';
import { areaName, type Company } from '../domain/company/company.ts';
import type { Refusal } from '../domain/decision.ts';
import type { Instant } from '../domain/instants.ts';
import type { Queryable } from '../ledger/queryable.ts';
import { readCompany } from '../ledger/read.ts';
import { readAsOf } from '../ledger/rebuild.ts';
import { type FigureRows, type Matched, matchFigure, readFigureRows } from '../ledger/views/audit-figures.ts';
import { readHeavily, readSteadily } from '../ledger/views/audit-reading.ts';
import { filtersOf, scopeOf } from './audit-asked.ts';
import { computeAudit, computePartOf, type Reads, readsOf } from './audit-report.ts';
import type { Context, Handlers } from './context.ts';
import { readNames } from '../ledger/views/customers.ts';
import { keptAnswer } from './kept-answers.ts';
import { reading } from './reading.ts';
import { Refused } from './refused.ts';
import { signAudit, signOffs } from './sign-offs.ts';

type Asked = InputOf<(typeof contract)['report']>;

const similarMax = 8;
const nextMax = 12;

/** The report; as of now it is kept until something is recorded. */
function report(context: Context, asked: Asked) {
  const work = () =>
    auditing(context, asked, async (reads) => {
      const found = await computeAudit(reads);
      refuseUnknownArea(asked, reads, found.scope.promises);
      return found;
    });
  return asked.asOf === undefined && asked.knownBy === undefined
    ? keptAnswer(context, `audit ${JSON.stringify(asked)}`, work)
    : work();
}

export const audit: Handlers<typeof contract> = {
  report,
  sign: (context, asked) => signAudit(context, asked, report),
  signed: signOffs,
  why: (context, asked) => auditing(context, asked, (reads) => explainFigure(reads, asked.figure)),
};

/** Gives an audit the read tables as of one moment, which nothing that is written meanwhile changes. */
async function auditing<Result>(
  context: Context,
  asked: Asked,
  use: (reads: Reads) => Promise<Result>,
): Promise<Result> {
  const { knownBy } = asked;
  if (knownBy !== undefined) {
    if (knownBy > context.now()) throw new Refused(notYetKnown(knownBy));
    const at = asked.asOf ?? knownBy;
    const read = (tx: Queryable) => readHeavily(tx, async (tables) => use(await readsFor(tables, asked, at)));
    return readAsOf(context.database, at, null, read, knownBy);
  }
  return reading(context, asked.asOf, null, (tables, at) => {
    const read = async (tx: Queryable) => use(await readsFor(tx, asked, at));
    // Read as of another time, the tables are this transaction's own.
    return asked.asOf === undefined ? readSteadily(context.database, read) : readHeavily(tables, read);
  });
}

function notYetKnown(knownBy: Instant): Refusal {
  return {
    code: 'in_the_future',
    reason: 'What will be recorded by then nobody knows yet',
    remedy: 'Give a day or an instant that lies behind us',
    field: 'knownBy',
    value: knownBy,
  };
}

/** What was asked, as reads of tables that stand as of `at`. */
export async function readsFor(tables: Queryable, asked: Asked, at: Instant): Promise<Reads> {
  const company = await readCompany(tables, at, asked.knownBy);
  const scope = scopeOf(asked, company, at);
  return readsOf(tables, { company, scope, windowDays: asked.windowDays, filters: filtersOf(asked) });
}

/** An area that nobody described and that promised nothing is a slip of the pen. */
function refuseUnknownArea({ area }: Asked, { question: { company } }: Reads, promises: number): void {
  if (area === undefined || company.areas.has(area) || promises > 0) return;
  throw new Refused({
    code: 'unknown_area',
    reason: `There is no area ${area}`,
    remedy: `Name one of these: ${[...company.areas.keys()].join(', ')}`,
    field: 'area',
    value: area,
  });
}

/** One figure of an audit with the rows behind it. Throws `Refused` where the report has no such figure. */
export async function explainFigure(reads: Reads, asked: string): Promise<FigureExplained> {
  const { company, scope, filters } = reads.question;
  const figures = figuresOf(await computePartOf(reads, asked));
  const figure = figures.find((known) => known.figure === asked) ?? leadingFigure(asked, figures);
  const name = figure?.figure ?? asked;
  const matched = matchFigure(name);
  if (figure === undefined || matched === undefined) {
    throw new Refused(unknownFigure(name, figures.length > 0 ? figures : figuresOf(await computeAudit(reads))));
  }
  const found = await readFigureRows(reads.tables, scope, reads.windows, matched);
  const names = await readNames(
    reads.tables,
    found.rows.map((row) => row.customer_id),
  );
  const currency = matched.holes['currency'] ?? null;
  const { shows } = matched.kind;
  const words = wordsOf(matched, company);
  return {
    figure: name,
    words,
    sentence: sentenceOfFigure({ ...figure, shows, currency, words }),
    formula: formulaOf(matched),
    value: figure.value,
    low: figure.low,
    high: figure.high,
    shows,
    currency,
    asOf: scope.at,
    zone: scope.zone,
    filters,
    count: found.total,
    rows: found.rows.map((row) => rowOf(row, company, names.get(row.customer_id) ?? null)),
    next: nextTo(name, figures).map((beside) => {
      const kind = matchFigure(beside);
      return { figure: beside, words: kind === undefined ? beside : wordsOf(kind, company) };
    }),
  };
}

/** The figure that speaks for a group, like `lostDeals.offer`: its first that is not nothing. The others stand beside it. */
function leadingFigure(group: string, figures: readonly NamedFigure[]): NamedFigure | undefined {
  const members = figures.filter(({ figure }) => figure.startsWith(`${group}.`));
  return members.find(({ value }) => value !== null && value !== 0) ?? members[0];
}

function rowOf(
  row: FigureRows['rows'][number],
  company: Company,
  customerName: string | null,
): FigureExplained['rows'][number] {
  return {
    kind: row.kind as FigureExplained['rows'][number]['kind'],
    customerId: row.customer_id,
    customerName,
    id: row.id,
    at: row.at,
    area: row.area === null ? null : areaName(company, row.area),
    text: row.text,
    state: row.state,
    value: row.value,
  };
}

const areaHoles: ReadonlySet<string> = new Set(['area', 'front', 'behind', 'truster', 'trustee']);

/** The words of a figure with what its name says put into the holes. */
function wordsOf({ kind, holes }: Matched, company: Company): string {
  return kind.words.replace(/\{(\w+)\}/g, (_, hole: string) => {
    const value = holes[hole] ?? '';
    return areaHoles.has(hole) ? areaName(company, value) : value;
  });
}

function formulaOf({ kind }: Matched): string {
  return kind.formula ?? (kind.sum === undefined ? 'counted: each row is one of them' : 'the sum over the rows');
}

/** Figures beside a figure: of the same part, then of the parts within it. */
function nextTo(name: string, figures: readonly NamedFigure[]): string[] {
  const part = name.slice(0, name.lastIndexOf('.') + 1);
  return figures
    .map(({ figure }) => figure)
    .filter((figure) => figure !== name && figure.startsWith(part))
    .slice(0, nextMax);
}

function unknownFigure(name: string, figures: readonly NamedFigure[]) {
  const similar = figures
    .map(({ figure }) => ({ figure, distance: distanceOf(name, figure) }))
    .sort((one, other) => one.distance - other.distance)
    .slice(0, similarMax)
    .map(({ figure }) => figure);
  return {
    code: 'invalid',
    reason: `This audit has no figure ${name}`,
    remedy: `Similar ones are: ${similar.join(', ')}`,
    field: 'figure',
    value: name,
  } as const;
}

/** How far two names are apart: the share of pairs of neighbouring letters that they do not have in common. */
function distanceOf(one: string, other: string): number {
  const pairs = (text: string) =>
    new Set(Array.from({ length: Math.max(1, text.length - 1) }, (_, at) => text.slice(at, at + 2).toLowerCase()));
  const left = pairs(one);
  const right = pairs(other);
  const common = [...left].filter((pair) => right.has(pair)).length;
  return 1 - (2 * common) / (left.size + right.size);
}
