/** The land as a document: what can be worked today, what was burnt, who is resting, asks against gifts. */
import {
  type Block,
  count,
  day,
  type Document,
  link,
  expectedMoney,
  money,
  notApplicable,
  part,
  type Row,
} from '../documents/document.ts';
import { formatExpectedMoney, formatInstant, formatTrust, formatPart } from '../documents/format.ts';
import { dayOf } from '../domain/instants.ts';
import { type Land, landRowsMax } from './land-views.ts';

/** Productive capacity, burn index, resting customers, asks and gifts. */
export function landDocument(land: Land): Document {
  return {
    title: 'Land',
    subtitle: `What the customer base can bring without being used up · as of ${formatInstant(land.asOf, land.zone)}`,
    blocks: [lead(land), ...capacity(land), ...burn(land), ...resting(land), ...given(land)],
  };
}

function lead({ capacity: found, counts }: Land): Block {
  const [first] = found;
  const text =
    first === undefined || first.share === null
      ? `${counts.resting} of ${counts.customers} customers are resting.`
      : `${first.productive} of ${first.customers} customers who ever bought are active, trusting and rested: ${formatPart(first.share)} of the value of all. ${counts.resting} are resting.`;
  return { kind: 'paragraph', tone: 'lead', text };
}

function capacity({ capacity: found, trustingFrom }: Land): readonly Block[] {
  return [
    { kind: 'heading', level: 2, text: 'Productive capacity', anchor: 'capacity' },
    {
      kind: 'table',
      name: 'capacity',
      caption: `Expected value of customers who bought within a year, trust at least ${formatTrust(trustingFrom).replace(/0$/, '')} and are rested. What is held back goes to the first that is lacking, so that the parts add up to the whole. Currencies are never added.`,
      columns: [
        'Currency',
        'To be worked now',
        'Share',
        'Customers',
        'Inactive',
        'Distrusting',
        'Resting',
        'Whole',
        'Of all',
      ],
      rows: found.map((row): Row => {
        const of = (amount: number) => expectedMoney(amount, row.currency);
        return [
          row.currency,
          of(row.capacity),
          row.share === null ? notApplicable : part(row.share),
          count(row.productive),
          of(row.heldBack.inactive),
          of(row.heldBack.distrusting),
          of(row.heldBack.resting),
          of(row.whole),
          count(row.customers),
        ];
      }),
      empty: 'Nobody has bought anything yet.',
    },
    ...found.map((row): Block => ({ kind: 'paragraph', tone: 'note', text: basisOf(row) })),
  ];
}

function burn({ quarters }: Land): readonly Block[] {
  return [
    { kind: 'heading', level: 2, text: 'Burn index', anchor: 'burn' },
    {
      kind: 'table',
      name: 'burn',
      caption:
        'Income of each full quarter that only stood in for customers who bring less than in the quarter before: 0 % nothing was burnt, 100 % all of it was replacement. Where people buy once a year every quarter looks burnt.',
      columns: [
        'Quarter',
        'Currency',
        'Burn index',
        'Income',
        'Brought less',
        'Brought more',
        'From new',
        'Replacing',
        'Customers',
        'New',
      ],
      rows: quarters.map((row): Row => {
        const of = (amount: number) => money(amount, row.currency);
        return [
          quarterName(row.quarter),
          row.currency,
          row.index === null ? notApplicable : part(row.index),
          of(row.income),
          of(row.exhausted),
          of(row.grown),
          of(row.fromNew),
          of(row.replacing),
          count(row.customers),
          count(row.newCustomers),
        ];
      }),
      empty: 'There is no full quarter with income and one before it yet.',
    },
  ];
}

function resting({ resting: rows, counts, zone }: Land): readonly Block[] {
  return [
    { kind: 'heading', level: 2, text: 'Resting', anchor: 'resting' },
    {
      kind: 'table',
      name: 'resting',
      caption: 'Customers to leave alone for now, the longest first',
      columns: ['Customer', 'Until', 'Because'],
      rows: rows.map(
        ({ customerId, name, until, because }): Row => [
          link(name ?? customerId, `/customers/${customerId}`),
          until === null ? 'it is put right' : day(dayOf(until, zone)),
          because,
        ],
      ),
      empty: 'Nobody is resting.',
    },
    ...(counts.resting > landRowsMax
      ? [{ kind: 'paragraph', tone: 'note', text: `${landRowsMax} of ${counts.resting} are shown.` } as const]
      : []),
  ];
}

function given({ asks, gifts, rules }: Land): readonly Block[] {
  const sum = (rows: readonly { readonly count: number }[]) => rows.reduce((all, row) => all + row.count, 0);
  return [
    { kind: 'heading', level: 2, text: 'Asks against gifts', anchor: 'gifts' },
    {
      kind: 'paragraph',
      text: `In a year ${sum(asks)} asks and ${sum(gifts)} gifts; the house rule is ${rules.giftsPerAsk} for each ask.`,
    },
    {
      kind: 'table',
      name: 'asks',
      caption: 'What was asked in a year. A pitch asks for a purchase.',
      columns: ['Ask', 'Times', 'Customers', 'With a reason for going on all the same'],
      rows: asks.map((row): Row => [row.what, count(row.count), count(row.customers), count(row.despite)]),
      empty: 'Nothing was asked.',
    },
    {
      kind: 'table',
      name: 'gifts',
      caption: 'What was given without being asked in a year, counsel against a sale among it',
      columns: ['Gift', 'Times', 'Customers'],
      rows: gifts.map((row): Row => [row.what, count(row.count), count(row.customers)]),
      empty: 'Nothing was given.',
    },
  ];
}

const monthsPerQuarter = 3;

/** `2026-04-01` as 2026 Q2. */
function quarterName(firstDay: string): string {
  return `${firstDay.slice(0, 4)} Q${(Number(firstDay.slice(5, 7)) - 1) / monthsPerQuarter + 1}`;
}

function basisOf({ currency, basis, meanSpend, active }: Land['capacity'][number]): string {
  const mean = `${formatExpectedMoney({ amount: Math.round(meanSpend), currency })} (n = ${active})`;
  return basis === 'lifetimeValue'
    ? `In ${currency} every customer counts with the lifetime value expected of them, as the page Value has it. An active one spent ${mean} in a year on average.`
    : `In ${currency} every customer stands for what an active one spent in a year on average: ${mean}. It is no forecast of anyone in particular; who is inactive is worth less than that. The page Value says why there is no better figure.`;
}
