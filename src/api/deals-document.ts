/** Deals as a document: the sale now beside what the customer is expected to bring from then on, neither hidden. */
import {
  type Block,
  type Content,
  count,
  day,
  type Document,
  expectedMoney,
  link,
  money,
  notApplicable,
  type Row,
} from '../documents/document.ts';
import { formatCount, formatInstant } from '../documents/format.ts';
import { dayOf } from '../domain/instants.ts';
import type { DealGroup, Deals, DealView } from './deals-views.ts';
import { assumptionBlocks, refusal, worth } from './value-blocks.ts';

/** The whole report. */
export function dealsDocument(deals: Deals): Document {
  return {
    title: 'Deals',
    subtitle: `The sale now, and what the customer is expected to bring from then on · as of ${formatInstant(deals.asOf, deals.zone)}`,
    blocks: dealBlocks(deals),
  };
}

/** Its blocks, for the page. */
export function dealBlocks(deals: Deals): readonly Block[] {
  return [
    lead(deals),
    ...toNow(deals),
    ...brokenBlocks(deals),
    groupTable(deals, deals.quarters, {
      name: 'deals-by-quarter',
      caption: 'By quarter',
      first: 'Quarter',
      per: 'quarter',
    }),
    groupTable(deals, deals.areas, { name: 'deals-by-area', caption: 'By area that sold', first: 'Area', per: 'area' }),
    groupTable(deals, deals.people, {
      name: 'deals-by-person',
      caption:
        'By person who sold, in the order of their names. This is no ranking: who is given difficult customers has difficult deals',
      first: 'Person',
      per: 'person',
    }),
    { kind: 'heading', level: 2, text: 'Deal by deal', anchor: 'deals' },
    dealTable(deals),
    ...(deals.refused === null ? [] : [refusal(deals.refused, 'Why the change is not known')]),
    ...basis(deals),
  ];
}

function lead({ total, notKnown, currency }: Deals): Block {
  if (total.won === 0) return { kind: 'paragraph', tone: 'lead', text: 'Nothing was sold yet.' };
  const sold: Content = [
    `${formatCount(total.won)} ${total.won === 1 ? 'deal' : 'deals'} brought `,
    money(Math.round(total.saleNow), currency),
    ' at once',
  ];
  if (total.change === null) {
    return {
      kind: 'paragraph',
      tone: 'lead',
      text: [...sold, `. What they changed of lifetime value is not known: ${notKnown ?? 'no deal could be valued'}.`],
    };
  }
  return {
    kind: 'paragraph',
    tone: 'lead',
    text: [
      ...sold,
      `; on their days they are associated with a change of expected lifetime value of `,
      worth(total.change, currency),
      ` (${formatCount(total.valued)} deals).`,
    ],
  };
}

/** The parts of what is expected now: deals, and what no deal can be held to account for. */
function toNow({ toNow: parts, total, currency }: Deals): readonly Block[] {
  if (parts === null || total.change === null) return [];
  const left = total.won - total.valued;
  return [
    {
      kind: 'table',
      name: 'deals-to-now',
      caption: 'From the deals to what is expected now',
      columns: ['Part', 'Lifetime value'],
      rows: [
        [`Deals, each on its day (${formatCount(total.valued)})`, worth(total.change, currency)],
        [
          `Silence between deals and since the last, and money given back${left === 0 ? '' : `; ${formatCount(left)} deals whose change is not known`}`,
          worth(parts.silence, currency),
        ],
        ['Expected of all customers now', expectedMoney(parts.now, currency)],
      ],
      empty: '',
    },
  ];
}

/** What broken promises go with: an interval, or plainly why there is none. */
function brokenBlocks({ brokenPromises, currency }: Deals): readonly Block[] {
  if (brokenPromises === null) return [];
  const { followedDays, refused, compared } = brokenPromises;
  if (compared === null) {
    return refused === null ? [] : [refusal(refused, 'What broken promises of deals go with is not known')];
  }
  const { pairs, amount, low, high, unmatched, unbalanced } = compared;
  const than = ` than deals like them whose promises held, within ${followedDays} days after the deal (${formatCount(pairs)} pairs)`;
  const text: Content =
    amount === null
      ? [
          'Deals of which a promise was broken are associated with between ',
          expectedMoney(low, currency),
          ' and ',
          expectedMoney(high, currency),
          ` more lifetime value${than}: too few pairs for a number.`,
        ]
      : [
          'Deals of which a promise was broken are associated with ',
          expectedMoney(amount, currency, { low, high }),
          ` more lifetime value each${than}${low > 0 || high < 0 ? '' : ': no difference is certain'}.`,
        ];
  const apart = unbalanced.length === 0 ? '' : ` The pairs still differ in ${unbalanced.join(', ')}.`;
  return [
    { kind: 'paragraph', text },
    {
      kind: 'paragraph',
      tone: 'note',
      text: `Lifetime value after a deal: what was brought in these days and is expected after them, less what was expected on the day. Less than nothing means less. One deal a customer, by lot; alike in purchases before, time known, mean amount, value expected and day. ${formatCount(unmatched)} of those with a broken promise have none like them.${apart} Who is hard to serve may be who leaves anyway: it is no proof that the breach is the reason.`,
    },
  ];
}

interface Grouped {
  readonly name: string;
  readonly caption: string;
  readonly first: string;
  readonly per: 'quarter' | 'area' | 'person';
}

function groupTable(deals: Deals, groups: readonly DealGroup[], { name, caption, first, per }: Grouped): Block {
  const { currency } = deals;
  const titleOf = ({ key, name: title }: DealGroup): Content =>
    key === null
      ? title
      : link(title, `/deals?currency=${currency}&${per}=${encodeURIComponent(key.replace(' ', ''))}#deals`);
  return {
    kind: 'table',
    name,
    caption,
    columns: [
      first,
      'Won',
      'The sale now',
      'Expected change of lifetime value',
      'Of which known',
      'Discounts',
      'Given back',
      'Lost',
      'Open',
    ],
    rows: groups.map(
      (group): Row => [
        titleOf(group),
        count(group.won),
        money(Math.round(group.saleNow), currency),
        group.change === null ? 'not known' : worth(group.change, currency),
        count(group.valued),
        money(group.discount, currency),
        money(group.refunded, currency),
        count(group.lost),
        count(group.open),
      ],
    ),
    empty: 'No deal yet.',
  };
}

const kinds = { won: 'won', lost: 'lost', open: 'pitched, nothing yet' } as const;

/** Deal by deal; of one customer without naming them. */
export function dealTable(deals: Deals, of: 'all' | 'one customer' = 'all'): Block {
  const { currency, zone, count: all, isWhole } = deals;
  const shown = deals.deals.length;
  return {
    kind: 'table',
    name: 'deals',
    caption: `Deal by deal, the newest first; ${formatCount(shown)} of ${formatCount(all)}${isWhole ? '' : ', older ones left out'}`,
    columns: [
      ...(of === 'all' ? ['Customer'] : []),
      'Day',
      'Deal',
      'Sold by',
      'The sale now',
      'Expected change of lifetime value',
      'Amount',
      'Discount',
      'Given back',
      'Broken promises',
    ],
    rows: deals.deals.map(
      (deal): Row => [
        ...(of === 'all' ? [link(deal.name ?? deal.customerId, `/customers/${deal.customerId}`)] : []),
        day(dayOf(deal.at, zone)),
        `${kinds[deal.kind]}${deal.isFirst ? ', the first' : ''}`,
        sellerOf(deal),
        deal.saleNow === null ? notApplicable : money(Math.round(deal.saleNow), currency),
        changeOf(deal, currency),
        deal.amount === null ? notApplicable : money(deal.amount, currency),
        deal.discount === null ? notApplicable : money(deal.discount, currency),
        deal.refunded === 0 ? notApplicable : money(deal.refunded, currency),
        count(deal.broken),
      ],
    ),
    empty: 'No deal.',
    isCards: true,
  };
}

function sellerOf({ personName, areaName }: DealView): string {
  return [personName, areaName].filter((name) => name !== null).join(', ') || 'not said';
}

/** The change with its interval, or in few words why there is none; what holds for all deals is said above them once. */
function changeOf({ kind, change, changeLow, changeHigh }: DealView, currency: string): Content {
  if (change !== null) return worth({ amount: change, low: changeLow ?? change, high: changeHigh ?? change }, currency);
  return kind === 'won' ? 'not known' : 'not known: nothing was bought';
}

function basis({ model, customers, period, draws, assumptions, marginShare, valueYears }: Deals): readonly Block[] {
  const margin =
    marginShare === 1
      ? 'no margin is set, so amounts are sales and not profit'
      : `${Math.round(marginShare * 100)} % of an amount is margin`;
  if (model === null || period === null) return [{ kind: 'paragraph', tone: 'note', text: `The sale now: ${margin}.` }];
  return [
    {
      kind: 'paragraph',
      tone: 'note',
      text: `The sale now: ${margin}. The change: what the customer was expected to bring within ${valueYears} years on the day of the deal, with it less without it, by what was known that day; one model (${model}) fitted to ${formatCount(customers)} customers from ${period.from} to ${period.until}; intervals from ${draws} drawings of customers. Before a first purchase nothing was expected. A deal is associated with the change: whoever buys shows that they are still there, so that most changes are gains. What is expected falls again with each day of silence, which belongs to no deal and has a line of its own.`,
    },
    ...assumptionBlocks(assumptions),
  ];
}
