import { describe, expect, test } from 'vitest';
import type { Document } from '../documents/document.ts';
import { renderCsv } from '../documents/to-csv.ts';
import { renderHtml } from '../documents/to-html.ts';
import { renderText } from '../documents/to-text.ts';
import { briefDocument } from './brief-document.ts';
import { customerDocument, customersDocument } from './customer-documents.ts';
import type { Brief, CustomerPage, CustomerView } from './customer-views.ts';

const customer: CustomerView = {
  customerId: 'cus_acme',
  name: 'Acme Ltd',
  kind: 'business',
  segment: null,
  lifecycle: 'repeat',
  contacts: [],
  firstAt: '2025-03-04T09:00:00.000Z',
  lastAt: '2026-11-01T09:00:00.000Z',
  purchases: 2,
  promises: 7,
  riskHolder: 'buyer',
  erasedAt: null,
};

const trust = { score: 0.66, low: 0.4, high: 0.86, outcomes: 9, kept: 8, broken: 1 };
const edge = {
  truster: 'customer',
  trusterName: 'the customer',
  pinned: true,
  words: null,
  neverEstablished: false,
  openBurdens: 0,
  change: null,
};

const standing: CustomerPage['standing'] = {
  state: 'resting',
  until: '2026-12-03T09:00:00.000Z',
  because: 'they were asked 3 days ago',
  sentence: 'Resting until 3 Dec 2026: they were asked 3 days ago.',
  question: 'Have we earned this?',
};
const rested: CustomerPage['standing'] = {
  state: 'rested',
  until: null,
  because: null,
  sentence: 'Rested: nothing speaks against asking.',
  question: 'If I were the customer, what would I consider right here?',
};

const page: CustomerPage = {
  customer,
  asOf: '2026-11-13T09:00:00.000Z',
  zone: 'Europe/Berlin',
  standing,
  steps: [],
  journey: {
    score: 0.42,
    areas: [
      { ...trust, score: 0.38, area: 'accounting', name: 'Accounting', dragShare: 0.712 },
      { ...trust, area: 'distribution', name: 'Logistics', dragShare: 0.288 },
    ],
    weakest: 'accounting',
  },
  relationships: [
    { ...trust, ...edge, trustee: 'sales', trusteeName: 'Sales' },
    {
      ...trust,
      ...edge,
      trustee: 'operations',
      trusteeName: 'Operations',
      score: 0.5,
      outcomes: 0,
      kept: 0,
      broken: 0,
    },
    { ...trust, ...edge, trustee: 'accounting', trusteeName: 'Accounting', neverEstablished: true },
  ],
  burdens: [
    {
      bearer: 'accounting',
      bearerName: 'Accounting',
      toConvince: 'customer',
      toConvinceName: 'the customer',
      what: '“Corrected bill”',
      by: '2026-11-11T22:59:59.999Z',
      late: true,
      promiseId: 'prm_bill',
      caseId: null,
    },
  ],
  money: [{ currency: 'EUR', in: 1_240_000, out: 0, stays: 1_240_000, atRisk: 0 }],
  purchases: [
    {
      purchaseId: 'pur_1',
      at: '2026-10-01T09:00:00.000Z',
      amount: 1_240_000,
      currency: 'EUR',
      refunded: 0,
      deliveredAt: '2026-11-01T09:00:00.000Z',
      benefit: null,
      riskHolder: 'buyer',
      repurchase: true,
    },
  ],
  cases: [
    {
      caseId: 'cas_1',
      openedAt: '2026-11-02T09:00:00.000Z',
      issue: 'It stops when it gets cold',
      nature: 'defect',
      state: 'closed',
      verdict: 'satisfied',
      closedAt: '2026-11-05T09:00:00.000Z',
      attempts: 2,
      shares: { distribution: 1 },
      trustBefore: 0.5,
      trustAfter: 0.66,
    },
  ],
  promises: [],
  episodes: [],
  timeline: [
    {
      at: '2026-11-05T09:00:00.000Z',
      sentence: 'The case was closed',
      type: 'case.closed',
      eventId: 'evt_2',
      recordedAt: '2026-11-09T09:00:00.000Z',
      learnedAt: '2026-11-09T09:00:00.000Z',
      actor: 'person:per_kim',
      retracted: false,
      episode: null,
    },
    {
      at: '2026-11-02T09:00:00.000Z',
      sentence: 'The client reported an issue',
      type: 'case.opened',
      eventId: 'evt_1',
      recordedAt: '2026-11-02T09:00:00.000Z',
      learnedAt: null,
      actor: 'person:per_kim',
      retracted: true,
      episode: null,
    },
  ],
  irregularities: [],
  events: 2,
};

function printed(document: Document): string {
  return renderText(document, { width: 240, color: false });
}

describe('the page of a customer', () => {
  const text = printed(customerDocument(page));

  test('begins with who they are, who holds the risk, and the weakest link', () => {
    expect(text).toContain('Repeat client since 4 Mar 2025 · as of 13 Nov 2026, 10:00 CET');
    expect(text).toContain('The risk is with the client: delivered 12 days ago, benefit not reported yet.');
    expect(text).toContain('Journey trust .42, as strong as its weakest link: Accounting sets 71 % of it.');
  });

  test('opens every trust figure', () => {
    const html = renderHtml(customerDocument(page), { generatedAt: page.asOf });
    expect(html).toContain('href="/customers/cus_acme/trust/customer/sales"');
    expect(html).toContain('href="/promises?customer=cus_acme&amp;by=accounting"');
    expect(html).toContain('href="/promises/prm_bill"');
  });

  test('says what is dormant and what was never established', () => {
    expect(text).toMatch(/Operations\s+\.50 \(\.40–\.86, n = 0\).*dormant: only the benefit of the doubt/);
    expect(text).toMatch(/Accounting .*never established: the first promise was broken/);
  });

  test('says who owes which proof to whom, and since when', () => {
    expect(text).toContain('Accounting owes the customer a proof: “Corrected bill”, due since 11 Nov 2026, 23:59 CET.');
    expect(printed(customerDocument({ ...page, burdens: [] }))).toContain('Nobody owes a proof.');
  });

  test('calls areas by the names that the company gave them', () => {
    expect(text).toContain('Logistics 100 %');
  });

  test('says when a late fact was learned, and that a retracted one does not count', () => {
    expect(text).toContain('The case was closed (learned only on 9 Nov 2026, 10:00 CET)');
    expect(text).toContain('Retracted, does not count: The client reported an issue');
  });

  test('says how much of a long history is shown', () => {
    expect(printed(customerDocument({ ...page, events: 1_204 }))).toContain('2 of 1,204 are shown.');
  });

  test('says that names and words were erased', () => {
    const erased = printed(
      customerDocument({
        ...page,
        customer: { ...customer, name: null, erasedAt: '2026-11-12T09:00:00.000Z' },
        cases: page.cases.map((known) => ({ ...known, issue: null })),
      }),
    );
    expect(erased).toContain('cus_acme (name erased)');
    expect(erased).toContain('Names and words of this customer were erased for good on 12 Nov 2026, 10:00 CET.');
    expect(erased).toContain('[erased]');
  });

  test.each([
    [{ riskHolder: 'seller' as const }, [], 'The risk is with us: nothing was bought yet.'],
    [{}, [{ deliveredAt: null }], 'The risk is with the client: bought 43 days ago, not delivered yet.'],
    [{}, [{ benefit: 'partly' }], 'but only part of the benefit is there.'],
    [{ riskHolder: 'nobody' as const }, [{ benefit: 'realised' }], 'the client has the benefit hoped for.'],
    [{ riskHolder: 'nobody' as const }, [{ refunded: 1_240_000 }], 'the money was given back.'],
  ])('says where the risk is: %o %o', (who, bought, sentence) => {
    const purchases = bought.flatMap((change) => page.purchases.map((purchase) => ({ ...purchase, ...change })));
    expect(printed(customerDocument({ ...page, customer: { ...customer, ...who }, purchases }))).toContain(sentence);
  });

  test('knows no journey before a promise has come to an end, and no weakest link among one', () => {
    const none = { score: null, areas: [], weakest: null };
    expect(printed(customerDocument({ ...page, journey: none }))).toContain('Journey trust is not known yet');
    const one = { ...page.journey, areas: page.journey.areas.slice(0, 1) };
    expect(printed(customerDocument({ ...page, journey: one }))).toContain('Journey trust .42, from Accounting alone.');
  });

  test('can be written as CSV', () => {
    expect(renderCsv(customerDocument(page))).toContain('Accounting');
  });
});

test('a page of customers tells each with its journey and the weakest link', () => {
  const listed = { ...customer, journey: 0.42, weakest: 'accounting', weakestName: 'Accounting' };
  const unknown = { ...listed, customerId: 'cus_new', name: null, journey: null, weakest: null, weakestName: null };
  const text = printed(customersDocument({ customers: [listed, unknown], count: 3, next: 'x' }));
  expect(text).toMatch(/Acme Ltd\s+cus_acme\s+repeat\s+\.42\s+Accounting\s+2\s+7\s+the client/);
  expect(text).toMatch(/cus_new\s+cus_new\s+repeat\s+not known yet/);
  expect(text).toContain('There are more customers.');
});

describe('the brief', () => {
  const brief: Brief = {
    customer,
    asOf: page.asOf,
    zone: page.zone,
    trust: 0.42,
    weakest: 'accounting',
    weakestName: 'Accounting',
    open: [],
    lastLate: null,
    lastBreach: null,
    standing,
    toProve: page.burdens,
    owedByCustomer: [],
    openCases: [
      { caseId: 'cas_1', issue: 'It stops when it gets cold', openedAt: '2026-11-02T09:00:00.000Z', attempts: 2 },
    ],
    doNotAsk: ['Do not ask for a reference or another purchase while “Corrected bill” (Accounting) is overdue.'],
    kept: [],
  };

  test('tells trust, risk, what not to ask and what to prove', () => {
    const text = printed(briefDocument(brief));
    expect(text).toContain('Brief: Acme Ltd');
    expect(text).toContain('Journey trust .42, the weakest link is Accounting; the risk is with the client.');
    expect(text).toContain(
      'Do not ask for a reference or another purchase while “Corrected bill” (Accounting) is overdue.',
    );
    expect(text).toContain('Resting until 3 Dec 2026: they were asked 3 days ago.');
    expect(text).toContain('Have we earned this?');
    expect(text).toContain('Accounting owes the customer a proof: “Corrected bill”');
    expect(text).toContain('“It stops when it gets cold”, open since 2 Nov 2026, 10:00 CET, 2 tries.');
    expect(text).toContain('We broke no promise.');
  });

  test('says so where nothing is known or waits', () => {
    const text = printed(
      briefDocument({
        ...brief,
        trust: null,
        weakestName: null,
        standing: rested,
        doNotAsk: [],
        toProve: [],
        openCases: [],
      }),
    );
    expect(text).toContain('No promise has come to an end yet; the risk is with the client.');
    expect(text).toContain('Nothing speaks against asking for a reference.');
    expect(text).toContain('There is no open case.');
  });
});
