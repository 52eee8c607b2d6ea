/** The leading indicators as a document: what was seen before customers left, how long before, and what is chance. */
import { type Block, type Content, count, type Document, figure, type Row, strong } from '../documents/document.ts';
import { formatCount, formatInstant } from '../documents/format.ts';
import { refusalBlock } from './plain-reasons.ts';
import { capitalised } from './promise-phrases.ts';
import type { Indicator, IndicatorsReport } from './indicators-report.ts';

/** The whole report. */
export function indicatorsDocument(report: IndicatorsReport): Document {
  return {
    title: 'What comes before customers leave',
    subtitle: `${formatCount(report.customers)} customers · as of ${formatInstant(report.asOf, report.zone)}`,
    blocks: indicatorBlocks(report),
  };
}

/** Its blocks, for the page. */
export function indicatorBlocks(report: IndicatorsReport): readonly Block[] {
  const { found, lagMax, leavers, rows, drawn, leftAfterDays } = report;
  if (!found.answered) {
    return [refusalBlock([strong('No sign can be tested yet.')], found), absentTable(report)];
  }
  const passing = found.indicators.filter(({ best }) => best !== null);
  const drawnWords = drawn === null ? '' : `, fitted on ${formatCount(drawn)} customers drawn by lot`;
  return [
    { kind: 'paragraph', text: headline(passing, found.indicators.length) },
    {
      kind: 'table',
      name: 'indicators',
      caption: `Signs as known 1 to ${lagMax} months before, each alone beside tenure, segment and season; those that pass first`,
      columns: [
        'Sign',
        'Passes',
        'Months before',
        'Lead, months',
        'Effect of one unit',
        'Gain',
        'Shuffled copy',
        'Known',
      ],
      rows: found.indicators.map(indicatorRow),
      empty: 'No sign was ever read.',
    },
    absentTable(report),
    {
      kind: 'paragraph',
      tone: 'note',
      text: `${formatCount(leavers)} customers left in ${formatCount(rows)} customer-months (nothing bought for ${leftAfterDays} days)${drawnWords}; tested on the months from ${found.testedFrom}. A sign passes when it stays significant with false discoveries held at one in ten, predicts months it was not fitted on better than the risk without it, and gains more there than its shuffled copy at any lag. Gain: log loss saved on a thousand rows. Effect: change of the log-odds of leaving. ${capitalised(found.assumptions.join('; '))}.`,
    },
  ];
}

function absentTable({ absent }: IndicatorsReport): Block {
  return {
    kind: 'table',
    name: 'absent-signs',
    caption: 'Signs that cannot be tested here, and what is missing',
    columns: ['Sign', 'Missing'],
    rows: absent.map(({ name, missing }): Row => [name, missing]),
    empty: 'None: every sign that is looked for is in this ledger.',
  };
}

function headline(passing: readonly Indicator[], all: number): Content {
  const [first] = passing;
  if (first === undefined) {
    return [
      strong('No sign passes.'),
      ` ${formatCount(all)} were looked at; none said more than chance and the risk without it.`,
    ];
  }
  const lead =
    first.leadMonths === null
      ? ''
      : ` It shows up to ${first.leadMonths} ${first.leadMonths === 1 ? 'month' : 'months'} before.`;
  const others = passing.slice(1).map(({ name }) => name);
  return [
    strong(`${capitalised(first.name)} comes first`),
    ` among ${formatCount(all)} signs associated with leaving.${lead}`,
    others.length === 0 ? ' No other passes.' : ` Then: ${others.join(', ')}.`,
  ];
}

function indicatorRow({ name, best, leadMonths, shuffledGain, lags, refused }: Indicator): Row {
  const shown = best ?? lags.toSorted((one, other) => other.gain - one.gain)[0];
  if (shown === undefined) return [name, refused[0]?.reason ?? 'no', '–', '–', '–', '–', '–', '–'];
  const { low, high, estimate } = shown.effect;
  const interval = low === null || high === null ? {} : { low, high };
  const perThousand = (gain: number) => figure({ kind: 'measure', measure: gain * 1_000, digits: 2, unit: '' });
  return [
    name,
    best === null ? 'no' : 'yes',
    count(shown.lag),
    leadMonths === null ? '–' : count(leadMonths),
    estimate === null ? '–' : figure({ kind: 'measure', measure: estimate, digits: 2, unit: '', ...interval }),
    perThousand(shown.gain),
    perThousand(shuffledGain),
    count(shown.known),
  ];
}
