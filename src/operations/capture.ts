/** One line of plain language as a promise: "Ship the replacement to Acme by Friday". Reads, and records nothing. */
import type { InputOf } from '../api/endpoint.ts';
import type { Captured, work as contract } from '../api/work.ts';
import type { Company } from '../domain/company/company.ts';
import { readCompany } from '../ledger/read.ts';
import { namedIn } from '../ledger/views/customers.ts';
import type { Context } from './context.ts';
import { dueOf } from './due.ts';
import { reading } from './reading.ts';

/** A due time has at most so many words: "the day after tomorrow at 14:00". */
const dueWordsMax = 6;
const introduces = /^(?:by|until|till|before|on|due|within)$/i;
/** Words that begin a due time without any of those before them. */
const begins = /^(?:today|tonight|tomorrow|in|next|this|end|eod|mon|tue|wed|thu|fri|sat|sun)/i;

export function capture(context: Context, { line }: InputOf<(typeof contract)['capture']>): Promise<Captured> {
  return reading(context, undefined, null, async (tables, at) => {
    const company = await readCompany(tables, at);
    const { area, rest } = areaIn(line.trim(), company);
    const due = dueIn(rest, (said) => dueOf(said, at, company.policy.zone));
    const customers = await namedIn(tables, rest, startsOfNames(due.rest));
    const name = customers[0]?.name ?? null;
    return {
      words: withoutCustomer(due.rest, name),
      customers: customers.map((row) => ({ customerId: row.customer_id, name: row.name })),
      due: due.due,
      area,
    };
  });
}

/** "Accounting: send the bill" is a promise of Accounting. */
function areaIn(line: string, { areas }: Company): { readonly area: string | null; readonly rest: string } {
  const [, said, rest] = /^([^:]{2,40}):\s*(.+)$/.exec(line) ?? [];
  const wanted = said?.trim().toLowerCase();
  const found = [...areas.values()].find(({ area, name }) => wanted === area || wanted === name.toLowerCase());
  return found === undefined || rest === undefined ? { area: null, rest: line } : { area: found.area, rest };
}

interface FoundDue {
  readonly due: Captured['due'];
  readonly rest: string;
}

/** The longest run of words that means a due time, the last one where several do; and the line without it. */
function dueIn(line: string, read: (said: string) => ReturnType<typeof dueOf>): FoundDue {
  const words = line.split(/\s+/);
  for (let length = Math.min(dueWordsMax, words.length); length >= 1; length--) {
    for (let start = words.length - length; start >= 0; start--) {
      const isIntroduced = introduces.test(words[start - 1] ?? '');
      const first = words[start] ?? '';
      if (!isIntroduced && !begins.test(first) && !/^\d{4}-\d{2}-\d{2}/.test(first)) continue;
      const said = words
        .slice(start, start + length)
        .join(' ')
        .replace(/[.,;!]+$/, '');
      const result = read(said);
      if (!result.ok) continue;
      const rest = [...words.slice(0, isIntroduced ? start - 1 : start), ...words.slice(start + length)].join(' ');
      const { due } = result;
      return {
        rest,
        due: { said, dueDay: 'dueDay' in due ? due.dueDay : null, dueAt: 'dueAt' in due ? due.dueAt : null },
      };
    }
  }
  return { due: null, rest: line };
}

const startsMax = 12;

/** Runs of one to three words that begin with a capital: what a customer's name may begin with. */
function startsOfNames(line: string): readonly string[] {
  const words = line.split(/\s+/).map((word) => word.replace(/^[^\p{L}\d]+|[^\p{L}\d]+$/gu, ''));
  return words
    .flatMap((word, index) =>
      index > 0 && /^\p{Lu}|^\d/u.test(word)
        ? [3, 2, 1].map((length) => words.slice(index, index + length).join(' '))
        : [],
    )
    .filter((start) => start.length >= 3)
    .slice(0, startsMax);
}

/** "to Acme" at the end only says to whom; inside a sentence it stays. */
function withoutCustomer(line: string, name: string | null): string {
  const [, head, tail] = /^(.*\S)\s+(?:to|for|with|at)\s+(.+)$/i.exec(line) ?? [];
  const isName =
    name !== null && tail !== undefined && name.toLowerCase().startsWith(tail.replace(/[.,;!]+$/, '').toLowerCase());
  return isName && head !== undefined ? head : line;
}
