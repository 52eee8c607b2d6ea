/** Customers as documents: a page of them, and all that is between one and us. */
import type * as z from 'zod';
import {
  type Bar,
  type Block,
  type Content,
  count,
  type Document,
  instant,
  link,
  money,
  notApplicable,
  type Row,
  strong,
  trust,
} from '../documents/document.ts';
import { formatDay, formatInstant } from '../documents/format.ts';
import { dayOf } from '../domain/instants.ts';
import { journeySentence, namesOf, percent, riskSentence, titleOf } from './customer-phrases.ts';
import type { CustomerPage, CustomersPage, EdgeView } from './customer-views.ts';
import { capitalised, type Naming, promiseTable, quoted, sentence } from './promise-phrases.ts';

/** A page of customers. */
export function customersDocument({ customers, next }: z.output<typeof CustomersPage>): Document {
  return {
    title: 'Customers',
    blocks: [
      {
        kind: 'table',
        name: 'customers',
        caption: 'Each with the trust in its whole journey',
        columns: ['Customer', 'Id', 'Client', 'Journey', 'Weakest link', 'Purchases', 'Promises', 'Risk with'],
        rows: customers.map((customer): Row => {
          const path = `/customers/${customer.customerId}`;
          return [
            link(titleOf(customer), path),
            customer.customerId,
            customer.lifecycle,
            customer.journey === null ? 'not known yet' : trust({ trust: customer.journey }, path),
            customer.weakestName ?? '',
            count(customer.purchases),
            count(customer.promises, `/promises?customer=${customer.customerId}`),
            { seller: 'us', buyer: 'the client', nobody: 'nobody' }[customer.riskHolder],
          ];
        }),
        empty: 'There is no such customer.',
      },
      ...(next === null ? [] : [{ kind: 'paragraph', tone: 'note', text: 'There are more customers.' } as const]),
    ],
  };
}

/** All that is between one customer and us. */
export function customerDocument(page: CustomerPage): Document {
  const { customer, asOf, zone } = page;
  const nameOf = namesOf(page);
  const since = customer.firstAt === null ? '' : ` since ${formatDay(dayOf(customer.firstAt, zone))}`;
  return {
    title: titleOf(customer),
    subtitle: `${capitalised(customer.lifecycle)} client${since} · as of ${formatInstant(asOf, zone)}`,
    blocks: [
      ...erasedBlock(page),
      { kind: 'paragraph', tone: 'lead', text: riskSentence(page) },
      ...(page.standing.state === 'rested' ? [] : [{ kind: 'paragraph', text: page.standing.sentence } as const]),
      { kind: 'paragraph', text: journeySentence(page.journey, customer.customerId) },
      { kind: 'paragraph', text: link('The four-minute brief', `/customers/${customer.customerId}/brief`) },
      journeyBars(page),
      relationshipTable(page),
      ...burdenList(page),
      promiseTable(page.promises, {
        name: 'promises',
        caption: 'Promises, open ones first',
        empty: 'Nothing was promised yet.',
        view: page,
        nameOf,
      }),
      ...restNote(customer.promises, page.promises.length, `/promises?customer=${customer.customerId}`),
      moneyTable(page),
      purchaseTable(page),
      caseTable(page, nameOf),
      timelineTable(page),
      ...restNote(page.events, page.timeline.length, `/events?customer=${customer.customerId}`),
      ...irregularities(page),
    ],
  };
}

function erasedBlock({ customer, zone }: CustomerPage): readonly Block[] {
  if (customer.erasedAt === null) return [];
  const text = [
    'Names and words of this customer were erased for good on ',
    instant(customer.erasedAt, zone),
    '. What was promised by whom, and what came of it, remains.',
  ];
  return [{ kind: 'paragraph', tone: 'warning', text }];
}

function restNote(all: number, shown: number, path: string): readonly Block[] {
  if (all <= shown) return [];
  return [{ kind: 'paragraph', tone: 'note', text: [`${shown} of `, count(all, path), ' are shown.'] }];
}

function journeyBars({ journey, customer }: CustomerPage): Block {
  return {
    kind: 'bars',
    name: 'journey',
    caption: 'Trust earned by each area in this account',
    rows: journey.areas.map(
      (area): Bar => ({
        label: area.name,
        value: { kind: 'trust', trust: area.score, low: area.low, high: area.high, count: area.outcomes },
        opens: `/promises?customer=${customer.customerId}&by=${area.area}`,
        note: `sets ${percent(area.dragShare)} of the journey`,
      }),
    ),
    empty: 'No promise has come to an end yet.',
  };
}

function relationshipTable({ relationships, customer }: CustomerPage): Block {
  return {
    kind: 'table',
    name: 'relationships',
    caption: 'Relationships: who must be convinced, and who bears the burden of proof',
    columns: [
      'To convince',
      'Burden of proof',
      'Trust',
      'Kept, also in part',
      'Broken or late',
      'Open burdens',
      'Standing',
    ],
    rows: relationships.map((edge) => [
      capitalised(edge.trusterName),
      capitalised(edge.trusteeName),
      trust(
        { trust: edge.score, low: edge.low, high: edge.high, count: edge.outcomes },
        `/customers/${customer.customerId}/trust/${edge.truster}/${edge.trustee}`,
      ),
      count(edge.kept),
      count(edge.broken),
      count(edge.openBurdens),
      standingOf(edge),
    ]),
    empty: '',
  };
}

function standingOf(edge: z.output<typeof EdgeView>): string {
  if (edge.outcomes === 0) return 'dormant: only the benefit of the doubt';
  return edge.neverEstablished ? 'never established: the first promise was broken' : '';
}

function burdenList({ burdens, zone }: CustomerPage): readonly Block[] {
  return [
    { kind: 'heading', level: 2, text: 'Proofs that are owed' },
    burdens.length === 0
      ? { kind: 'paragraph', text: 'Nobody owes a proof.' }
      : { kind: 'list', items: burdens.map((burden) => burdenItem(burden, zone)) },
  ];
}

/** One proof that is owed, as a sentence. */
export function burdenItem(burden: CustomerPage['burdens'][number], zone: string): Content {
  return sentence(
    strong(capitalised(burden.bearerName)),
    ` owes ${burden.toConvinceName} a proof: `,
    burden.promiseId === null ? burden.what : link(burden.what, `/promises/${burden.promiseId}`),
    burden.by === null ? null : [burden.late ? ', due since ' : ', by ', instant(burden.by, zone)],
    '.',
  );
}

function moneyTable({ money: rows }: CustomerPage): Block {
  return {
    kind: 'table',
    name: 'money',
    caption: 'Revenue',
    columns: ['Currency', 'Revenue In', 'Revenue Out', 'Revenue Stays', 'At risk now'],
    rows: rows.map((row) => [
      row.currency,
      money(row.in, row.currency),
      money(row.out, row.currency),
      money(row.stays, row.currency),
      money(row.atRisk, row.currency),
    ]),
    empty: 'No money has moved yet.',
  };
}

function purchaseTable({ purchases, zone }: CustomerPage): Block {
  return {
    kind: 'table',
    name: 'purchases',
    caption: 'Purchases, newest first',
    columns: ['Purchase', 'When', 'Amount', 'Given back', 'Delivered', 'Benefit', 'Risk with'],
    rows: purchases.map((purchase) => [
      `${purchase.purchaseId}${purchase.repurchase ? ' (again)' : ''}`,
      instant(purchase.at, zone),
      money(purchase.amount, purchase.currency),
      purchase.refunded === 0 ? notApplicable : money(purchase.refunded, purchase.currency),
      purchase.deliveredAt === null ? 'not yet' : instant(purchase.deliveredAt, zone),
      purchase.benefit ?? 'not reported yet',
      { seller: 'us', buyer: 'the client', nobody: 'nobody' }[purchase.riskHolder],
    ]),
    empty: 'Nothing was bought yet.',
  };
}

function caseTable({ cases, customer, zone }: CustomerPage, nameOf: Naming): Block {
  const path = `/customers/${customer.customerId}/trust/customer/customer-service`;
  return {
    kind: 'table',
    name: 'cases',
    caption: 'Cases, newest first, with the trust of the client in Customer Service before and after',
    columns: ['Issue', 'Opened', 'Tries', 'Burden', 'Outcome', 'Closed', 'Trust before', 'Trust after'],
    rows: cases.map((known) => [
      quoted(known.issue ?? (customer.erasedAt === null ? known.nature : null)),
      instant(known.openedAt, zone),
      count(known.attempts),
      Object.entries(known.shares)
        .map(([area, share]) => `${nameOf(area)} ${percent(share)}`)
        .join(', '),
      known.state === 'open' ? 'open' : (verdictWords[known.verdict ?? ''] ?? 'closed'),
      known.closedAt === null ? notApplicable : instant(known.closedAt, zone),
      trust({ trust: known.trustBefore }),
      trust({ trust: known.trustAfter }, known.closedAt === null ? path : undefined),
    ]),
    empty: 'There was no case.',
  };
}

const verdictWords: Readonly<Record<string, string>> = {
  satisfied: 'the client is satisfied',
  dissatisfied: 'the client is not satisfied',
  unknown: 'the client did not say',
};

function timelineTable({ timeline, zone }: CustomerPage): Block {
  return {
    kind: 'table',
    name: 'timeline',
    caption: 'Timeline, newest first',
    columns: ['When', 'What', 'Recorded by'],
    rows: timeline.map((entry) => {
      return [
        instant(entry.at, zone),
        sentence(
          entry.retracted ? 'Retracted, does not count: ' : null,
          entry.sentence,
          entry.learnedAt === null ? null : [' (learned only on ', instant(entry.learnedAt, zone), ')'],
        ),
        entry.actor,
      ];
    }),
    empty: 'Nothing happened yet.',
  };
}

function irregularities({ irregularities: found, zone }: CustomerPage): readonly Block[] {
  if (found.length === 0) return [];
  return [
    { kind: 'heading', level: 2, text: 'Recorded, but against the rules' },
    { kind: 'list', items: found.map(({ at, why }) => [instant(at, zone), `: ${why}`]) },
  ];
}
