/** Columns of a table of one's own as fields of our plain tables: which are needed, and which column is likely meant. */

interface MappedTable {
  readonly table: string;
  /** What one row is, for people. */
  readonly row: string;
  /** The field that names a row; without such a column its rows are numbered. */
  readonly key: string | null;
  readonly needed: readonly string[];
}

/** The tables that a file of one's own can become. */
export const mappedTables: readonly MappedTable[] = [
  {
    table: 'promises',
    row: 'a promise',
    key: 'promise',
    needed: ['customer', 'promise', 'words', 'by', 'made_on', 'due'],
  },
  { table: 'purchases', row: 'a purchase', key: 'purchase', needed: ['customer', 'purchase', 'bought_on', 'amount'] },
  {
    table: 'cases',
    row: 'an issue a customer reported',
    key: 'case',
    needed: ['customer', 'case', 'opened_on', 'issue'],
  },
  {
    table: 'feedback',
    row: 'an answer of a customer',
    key: null,
    needed: ['customer', 'given_on', 'measure', 'value'],
  },
  { table: 'customers', row: 'a customer', key: null, needed: ['customer', 'name', 'since'] },
];

/** How days are written in a file. */
export const dayOrders = ['year-first', 'day-first', 'month-first'] as const;

/** What columns are called elsewhere, the surest first. */
const otherNames: Readonly<Record<string, readonly string[]>> = {
  customer: [
    'customer id',
    'client id',
    'account id',
    'company id',
    'customer',
    'client',
    'account',
    'organization',
    'organisation',
    'company',
    'requester',
  ],
  name: ['customer name', 'company name', 'account name', 'name', 'company'],
  since: ['since', 'customer since', 'created at', 'create date', 'created', 'created on'],
  promise: ['promise id', 'commitment id', 'task id', 'promise', 'id', 'key'],
  words: ['words', 'commitment', 'promise text', 'task', 'title', 'subject', 'description', 'summary'],
  by: ['by', 'area', 'department', 'team', 'group', 'owner team'],
  by_person: ['owner', 'assignee', 'person', 'responsible'],
  made_on: ['made on', 'promised on', 'promise date', 'created at', 'created', 'created on', 'create date', 'date'],
  due: ['due', 'due date', 'due on', 'deadline', 'due by', 'promised for', 'promised date', 'close date'],
  done_on: ['done on', 'completed at', 'completed', 'completed on', 'done', 'delivered', 'finished', 'fulfilled on'],
  outcome: ['outcome', 'result'],
  purchase: ['purchase id', 'order id', 'invoice', 'order', 'purchase', 'deal id', 'invoice no', 'id'],
  bought_on: [
    'bought on',
    'order date',
    'purchase date',
    'invoice date',
    'close date',
    'created at',
    'created',
    'date',
  ],
  amount: ['amount', 'total', 'price', 'value', 'revenue', 'order total'],
  currency: ['currency'],
  delivered_on: ['delivered on', 'delivered at', 'delivery date', 'delivered'],
  case: ['case id', 'ticket id', 'ticket', 'case', 'case number', 'ticket number', 'issue id', 'id', 'number'],
  opened_on: ['opened on', 'opened at', 'opened', 'created at', 'created', 'created on', 'date'],
  issue: ['issue', 'subject', 'title', 'description', 'summary', 'short description'],
  severity: ['severity', 'priority', 'impact'],
  closed_on: ['closed on', 'closed at', 'closed', 'solved at', 'resolved at', 'resolved'],
  given_on: ['given on', 'answered at', 'response date', 'submitted at', 'date', 'created at'],
  measure: ['measure', 'survey', 'question'],
  value: ['value', 'score', 'rating', 'answer'],
  topic: ['topic', 'category', 'type', 'tag'],
  channel: ['channel', 'via', 'source'],
};

export interface Suggestion {
  readonly table: string;
  /** The column of the file for each field that one was found for. */
  readonly columns: Readonly<Record<string, string>>;
}

/** Which column is likely meant for each field of a table; each column at most once. */
export function suggestColumns(fields: readonly string[], columns: readonly string[]): Record<string, string> {
  const left = new Map(columns.map((column) => [plainWords(column), column]));
  const found: Record<string, string> = {};
  for (const field of fields) {
    const names = [plainWords(field), ...(otherNames[field] ?? [])];
    const name = names.find((one) => left.has(one));
    const column = name === undefined ? undefined : left.get(name);
    if (name === undefined || column === undefined) continue;
    found[field] = column;
    left.delete(name);
  }
  return found;
}

/** The table that most of the needed fields are found for, with the columns of all that were found. */
export function suggestTable(
  fieldsOf: (table: string) => readonly string[],
  columns: readonly string[],
): Suggestion | null {
  const rated = mappedTables.map(({ table, needed }) => {
    const found = suggestColumns(inOrder(needed, fieldsOf(table)), columns);
    return { table, columns: found, share: needed.filter((field) => field in found).length / needed.length };
  });
  const best = rated.reduce((one, other) => (other.share > one.share ? other : one));
  return best.share === 0 ? null : { table: best.table, columns: best.columns };
}

/** How days are likely written, by cells that may hold some. Where the month could stand on either side the day comes first. */
export function suggestDays(cells: readonly string[]): (typeof dayOrders)[number] {
  const ends = cells.flatMap((text) => {
    const [, first, second] = /^(\d{1,2})[./-](\d{1,2})[./-]\d{4}\b/.exec(text.trim()) ?? [];
    return first === undefined || second === undefined ? [] : [{ first: Number(first), second: Number(second) }];
  });
  if (ends.length === 0) return 'year-first';
  return ends.some(({ second }) => second > 12) ? 'month-first' : 'day-first';
}

/** The needed fields first, so that they have the first choice of columns. */
function inOrder(needed: readonly string[], fields: readonly string[]): readonly string[] {
  return [...needed, ...fields.filter((field) => !needed.includes(field))];
}

/** `Created-At`, `createdAt` and `created_at` are the words `created at`. */
function plainWords(name: string): string {
  return name
    .replaceAll(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, ' ')
    .trim();
}
