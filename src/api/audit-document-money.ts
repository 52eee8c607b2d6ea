/** The tables of an audit about money: in, out and stays, at risk, refunds, who bought again, deals that were lost. */
import type { Block, Row, Table } from '../documents/document.ts';
import { formatKey, formatMoney } from '../documents/format.ts';
import type { Cells } from './audit-cells.ts';
import type { AuditReport } from './audit-report.ts';

type Revenue = AuditReport['revenue'][number];

/** Every block about money. */
export function moneyBlocks(report: AuditReport, cells: Cells): readonly Block[] {
  return [
    { kind: 'heading', level: 2, text: 'Revenue', anchor: 'revenue' },
    revenueTable(report, cells),
    ...report.revenue.flatMap((revenue) => [
      stepTable(revenue, cells),
      areaTable(revenue, cells),
      refundTable(revenue, cells),
    ]),
    repurchaseFacts(report, cells),
    lostDealTable(report, cells),
  ];
}

function revenueTable({ revenue }: AuditReport, cells: Cells): Table {
  const fields = ['in', 'out', 'stays', 'net', 'atRisk', 'casesAtRisk'] as const;
  return {
    kind: 'table',
    name: 'revenue',
    caption:
      'Money in, money given back, money that stayed after an issue was solved, and money at risk now. Currencies are never added.',
    columns: ['Currency', 'in', 'out', 'stays', 'in less out', 'at risk now', 'in cases without a purchase'],
    rows: revenue.map(
      (row): Row => [
        row.currency,
        ...fields.map((field) => cells.money(row[field], row.currency, `${row.figure}.${field}`)),
      ],
    ),
    empty: 'No money has moved.',
  };
}

function stepTable({ currency, steps }: Revenue, cells: Cells): Table {
  return {
    kind: 'table',
    name: `revenue-by-step-${currency.toLowerCase()}`,
    caption: `Where money moves in the process, in ${currency}. What a customer pays again is booked at the benefit.`,
    columns: ['Step', 'in', 'out', 'stays'],
    rows: steps.map(
      (row): Row => [
        row.step,
        ...(['in', 'out', 'stays'] as const).map((field) =>
          cells.money(row[field], currency, `${row.figure}.${field}`),
        ),
      ],
    ),
    empty: 'No money has moved.',
  };
}

function areaTable({ currency, areas }: Revenue, cells: Cells): Table {
  const [first] = areas;
  return {
    kind: 'table',
    name: `revenue-by-area-${currency.toLowerCase()}`,
    caption:
      first === undefined || first.out + first.atRisk === 0
        ? `Money given back, kept and at risk, by the area that broke its promise or bears the burden, in ${currency}.`
        : `${first.name} cost most: ${formatMoney({ amount: first.out, currency })} given back and ${formatMoney({ amount: first.atRisk, currency })} at risk, by the area that broke its promise or bears the burden.`,
    columns: ['Area', 'out', 'stays', 'at risk now'],
    rows: areas.map(
      (row): Row => [
        row.name,
        ...(['out', 'stays', 'atRisk'] as const).map((field) =>
          cells.money(row[field], currency, `${row.figure}.${field}`),
        ),
      ],
    ),
    empty: 'No money was given back or is at risk because of an area.',
  };
}

function refundTable({ currency, refunds }: Revenue, cells: Cells): Table {
  return {
    kind: 'table',
    name: `refunds-${currency.toLowerCase()}`,
    caption: `Why money was given back, in ${currency}.`,
    columns: ['Reason', 'refunds', 'amount'],
    rows: refunds.map(
      (row): Row => [
        formatKey(row.reason),
        cells.count(row.count, `${row.figure}.count`),
        cells.money(row.amount, currency, `${row.figure}.amount`),
      ],
    ),
    empty: 'No money was given back.',
  };
}

function repurchaseFacts({ repurchase }: AuditReport, cells: Cells): Block {
  return {
    kind: 'facts',
    rows: [
      { label: 'Customers who bought again', value: cells.rate(repurchase.customers, 'repurchase.customers') },
      {
        label: 'after a first promise kept in time',
        value: cells.rate(repurchase.afterKept, 'repurchase.afterKept'),
        note: 'associated, not proven to be the cause',
      },
      {
        label: 'after a first promise late or broken',
        value: cells.rate(repurchase.afterFailed, 'repurchase.afterFailed'),
        note: 'associated, not proven to be the cause',
      },
    ],
  };
}

function lostDealTable({ lostDeals }: AuditReport, cells: Cells): Table {
  return {
    kind: 'table',
    name: 'lost-deals',
    caption: 'When deals were lost: the step counts more than the reason.',
    columns: ['Step', 'deals', 'money'],
    rows: lostDeals.map(
      (row): Row => [
        row.step,
        cells.count(row.deals, `${row.figure}.deals`),
        row.money.flatMap(({ figure, currency, amount }, index) => [
          index === 0 ? '' : ', ',
          cells.money(amount, currency, `${figure}.amount`),
        ]),
      ],
    ),
    empty: 'No deal was lost.',
  };
}
