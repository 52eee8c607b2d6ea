/** The price of a point as a document: what goes with a point up and with a point lost, and what that does not prove. */
import {
  type Block,
  type Content,
  count,
  day,
  type Document,
  expectedMoney,
  link,
  part,
  type Row,
  strong,
} from '../documents/document.ts';
import { formatCount, formatInstant, formatNumber, formatPart } from '../documents/format.ts';
import type { Interval95 } from './answers.ts';
import { refusalBlock } from './plain-reasons.ts';
import { amount, moneyWords, names, purchaseBlocks } from './point-purchases.ts';
import type { DriverReport, PointReport } from './point-report.ts';

/** The whole report. */
export function pointDocument(report: PointReport): Document {
  return {
    title: 'The price of a point',
    subtitle: `${formatCount(report.customers)} customers · as of ${formatInstant(report.asOf, report.zone)}`,
    blocks: pointBlocks(report),
  };
}

/** Its blocks, for the page. */
export function pointBlocks(report: PointReport): readonly Block[] {
  const { currency } = report;
  if (currency === null) {
    const text =
      'Nothing was ever bought here, so nobody can be said to stay or to leave. A point has a price once purchases are recorded or imported.';
    return [{ kind: 'paragraph', tone: 'note', text }];
  }
  const answered = report.drivers.filter(({ found }) => found.answered);
  return [
    ...report.drivers.map((driver) => driverSentence(driver, currency)),
    {
      kind: 'table',
      name: 'points',
      caption: 'A point up and a point lost, mean change of lifetime value a living customer',
      columns: ['Driver', 'One point is', 'A point up', 'A point lost', 'Lifetime value now', 'Known before', 'Left'],
      rows: answered.map((driver) => driverRow(driver, currency)),
      empty: 'No driver could be answered; the reasons stand above.',
    },
    ...nextPoints(answered, currency),
    ...withinBlocks(report, currency),
    ...purchaseBlocks(report, currency),
    ...caveats(report),
  ];
}

/** What a point of it is, in words. */
function pointWords({ driver, lowest, highest }: DriverReport): string {
  return driver === 'trust' || driver === 'keptRate' ? 'one hundredth' : `1 on the scale ${lowest} to ${highest}`;
}

function driverSentence(driver: DriverReport, currency: string): Block {
  const { found } = driver;
  if (found.answered) return { kind: 'paragraph', text: sentenceOf(driver.driver, found, currency) };
  return refusalBlock([strong(`No price for a point of ${names[driver.driver]}.`)], found);
}

type Priced = Extract<DriverReport['found'], { readonly answered: true }>;

function sentenceOf(driver: DriverReport['driver'], found: Priced, currency: string): Content {
  const name = names[driver];
  const { up, down } = found;
  if (up.estimate === null) {
    return [
      strong(`A point of ${name}: interval only.`),
      ` ${formatCount(found.leavers)} left of whom it was known; 30 make a number.`,
    ];
  }
  const more = up.estimate < 0 ? 'less' : 'more';
  const lost = (down.estimate ?? 0) > 0 ? 'more' : 'less';
  return [
    `A point up in ${name} is associated with `,
    strong(`${moneyWords(Math.abs(up.estimate), currency)} ${more}`),
    ` lifetime value a customer, a point lost with ${moneyWords(Math.abs(down.estimate ?? 0), currency)} ${lost}.`,
    isClear(up) ? '' : ' It may be nothing: the interval contains 0.',
  ];
}

/** Whether an interval leaves nothing out of the question. */
function isClear({ low, high }: Interval95): boolean {
  return (low ?? -1) > 0 || (high ?? 1) < 0;
}

function driverRow(driver: DriverReport, currency: string): Row {
  const { found } = driver;
  if (!found.answered) return [names[driver.driver], '–', '–', '–', '–', '–', '–'];
  return [
    names[driver.driver],
    pointWords(driver),
    amount(found.up, currency, found.living),
    amount(found.down, currency, found.living),
    amount(found.lifetimeValue, currency, found.living),
    part(found.knownShare),
    count(found.leavers),
  ];
}

/** Whose next point is worth most: of the first driver whose price is told apart from nothing. */
function nextPoints(answered: readonly DriverReport[], currency: string): readonly Block[] {
  const driver = answered.find(({ found }) => found.answered && found.customers.length > 0 && isClear(found.up));
  if (driver?.found.answered !== true) return [];
  const name = names[driver.driver];
  return [
    {
      kind: 'table',
      name: 'next-points',
      caption: `Where the next point of ${name} goes with most`,
      columns: ['Customer', 'Lifetime value now', 'Its next point', 'A point lost'],
      rows: driver.found.customers.map((customer) => [
        link(customer.name ?? customer.customerId, `/customers/${customer.customerId}`),
        expectedMoney(customer.lifetimeValue, currency),
        expectedMoney(customer.up, currency),
        expectedMoney(customer.down, currency),
      ]),
      empty: 'No customer is told apart.',
    },
  ];
}

function withinBlocks({ drivers }: PointReport, currency: string): readonly Block[] {
  const told = drivers.filter(({ within }) => within.answered);
  const refused = drivers.filter(({ within }) => !within.answered);
  return [
    { kind: 'heading', level: 2, text: 'The same customer, before and after', anchor: 'within' },
    {
      kind: 'paragraph',
      text: 'Satisfied customers may simply be other people. So: when the same customer rose by one unit from one quarter to the next, how much more a month came in afterwards? What makes customers differ for good drops out.',
    },
    {
      kind: 'table',
      name: 'within',
      caption: 'Change of income a month that goes with one unit more in the same customer',
      columns: ['Driver', 'One unit more', 'Customers', 'Changes'],
      rows: told.map(({ driver, within }) =>
        within.answered
          ? [names[driver], amount(within.effect, currency), count(within.n), count(within.changes)]
          : [names[driver], '–', '–', '–'],
      ),
      empty: 'No customer was asked twice often enough.',
    },
    ...refused.flatMap(({ driver, within }) =>
      within.answered ? [] : [refusalBlock([`No such comparison for ${names[driver]}.`], within, 'note')],
    ),
  ];
}

function caveats(report: PointReport): readonly Block[] {
  const { watchedUntil, leftAfterDays, period, rows, leavers, living, drawn, isWhole } = report;
  const found = report.drivers.map((driver) => driver.found).find((each) => each.answered);
  return [
    { kind: 'heading', level: 2, text: 'What it rests on, and what it does not prove', anchor: 'caveats' },
    {
      kind: 'facts',
      rows: [
        { label: 'Months', value: period === null ? 'none' : `${period.from} to ${period.until}` },
        { label: 'Watched until', value: watchedUntil === null ? 'never' : day(watchedUntil) },
        {
          label: 'Customer-months',
          value: count(rows),
          note: drawn === null ? undefined : `fitted on ${formatCount(drawn)} customers drawn by lot`,
        },
        {
          label: 'Left',
          value: count(leavers),
          note: `bought nothing for ${leftAfterDays} days; dated 30 days after the last purchase, or on the day a deal was lost`,
        },
        { label: 'Living', value: count(living), note: 'as known after the last of these months' },
        {
          label: 'Looked ahead',
          value: `${formatNumber(report.horizonMonths, 0)} months`,
          note: `${formatPart(report.discountYearly)} discount a year; ${formatPart(report.marginShare)} of income is margin`,
        },
        ...(isWhole ? [] : [{ label: 'Customers', value: 'the first by id; there are more than are looked at' }]),
      ],
    },
    {
      kind: 'list',
      items: [
        [
          strong('“Associated with”, not “because”.'),
          ' Customers were watched, not treated by lot. What makes people both satisfied and loyal, and is in no column, can double the truth.',
        ],
        'Answers came before the month they are held against, are not older than a year, and do not count once a deal was lost.',
        'A customer at the top of the scale cannot go up and counts as 0; a point lost is not a point won with the sign turned.',
        'Who leaves answers less. Months without an answer have a column of their own; how many were answered stands in the table.',
        'To earn the word “worth”: the staggered start of a programme (see programmes), or an offer given by lot.',
        ...(found?.answered === true ? [`Model: ${found.model}. ${found.assumptions.join('; ')}.`] : []),
      ],
    },
  ];
}
