/** The back-test as a document: what each score knew beforehand, side by side, whichever wins. */
import {
  type Block,
  type Content,
  count,
  day,
  type Document,
  figure,
  notApplicable,
  part,
  type Row,
  strong,
} from '../documents/document.ts';
import { formatCount, formatInstant, formatNumber } from '../documents/format.ts';
import { refusalBlock } from './plain-reasons.ts';
import type { Interval95 } from './answers.ts';
import { capitalised } from './promise-phrases.ts';
import type { BacktestReport, Comparison, OutcomeTest, ScoreRecord } from './backtest-report.ts';

/** The whole report. */
export function backtestDocument(report: BacktestReport): Document {
  const { asOf, zone, customers } = report;
  return {
    title: 'Does a score earn its keep?',
    subtitle: `${formatCount(customers)} customers · as of ${formatInstant(asOf, zone)}`,
    blocks: backtestBlocks(report),
  };
}

/** Its blocks, for the page. */
export function backtestBlocks(report: BacktestReport): readonly Block[] {
  const { watchedUntil, isWhole, customers } = report;
  return [
    {
      kind: 'paragraph',
      text: 'For every customer and first day of a month: what trust, kept rate, satisfaction, and plain recency and frequency said then, against what happened in the days after it. Each score alone is turned into a chance on earlier dates and judged on later ones, all on the same rows. Whatever comes out stands here, also when trust does not win.',
    },
    {
      kind: 'facts',
      rows: [
        {
          label: 'Watched until',
          value: watchedUntil === null ? 'nothing was ever bought or promised' : day(watchedUntil),
        },
        {
          label: 'Customers',
          value: count(customers),
          ...(isWhole ? {} : { note: 'the first by id; there are more than are looked at' }),
        },
      ],
    },
    ...report.outcomes.flatMap((test) => outcomeBlocks(test)),
  ];
}

const questions: Readonly<Record<OutcomeTest['outcome'], (days: number) => string>> = {
  repurchase: (days) => `Who buys again within ${days} days?`,
  refund: (days) => `Who gets money back within ${days} days?`,
  lost: (days) => `Who, of those who bought in the last ${days} days, buys nothing in the next ${days}?`,
  case: (days) => `Who opens a case within ${days} days?`,
  broken: (days) => `To whom is a promise broken, or kept late, within ${days} days?`,
};

function outcomeBlocks(test: OutcomeTest): readonly Block[] {
  const { outcome, watchedDays, rows, customers, happened, testedFrom } = test;
  const heading: Block = { kind: 'heading', level: 2, text: questions[outcome](watchedDays), anchor: outcome };
  const [only] = test.comparisons;
  if (only === undefined) {
    const why =
      rows === 0
        ? `No customer and date can be asked: ${outcome === 'lost' ? `${watchedDays} days before and after it` : 'a purchase, or a settled promise, before it and the days after it'} lie within the time watched for none.`
        : `It happened ${happened === 0 ? 'never' : 'always'} on ${formatCount(rows)} customer-dates of ${formatCount(customers)} customers, so there is nothing to tell apart.`;
    return [heading, { kind: 'paragraph', tone: 'note', text: why }];
  }
  return [
    heading,
    {
      kind: 'paragraph',
      text: [
        'It happened in ',
        part(happened / rows),
        ` of ${formatCount(rows)} customer-dates of ${formatCount(customers)} customers. Tested from `,
        testedFrom === null ? 'no date' : day(testedFrom),
        '.',
      ],
    },
    ...test.comparisons.flatMap((comparison) => comparisonBlocks(comparison, test)),
  ];
}

const whoWords: Readonly<Record<Comparison['who'], string>> = {
  everybody: 'Everybody',
  'who answered': 'Those who had answered how satisfied they are',
};

function comparisonBlocks({ who, found }: Comparison, test: OutcomeTest): readonly Block[] {
  const name = `${test.outcome}-${who.replaceAll(' ', '-')}`;
  const heading: Block = { kind: 'heading', level: 3, text: whoWords[who] };
  if (!found.answered) {
    return [heading, refusalBlock(['No answer.'], found, 'note')];
  }
  const [first] = found.scores;
  const isTested = found.scores.some(({ discrimination }) => discrimination.answered);
  if (!isTested && first?.discrimination.answered === false) {
    const { reason, missing } = first.discrimination;
    return [heading, { kind: 'paragraph', tone: 'note', text: `No answer: ${reason}. Missing: ${missing}.` }];
  }
  return [
    heading,
    { kind: 'paragraph', text: verdict(found.scores) },
    {
      kind: 'table',
      name,
      caption: `${capitalised(test.outcome)}, ${who}: discrimination (AUC: .5 is a coin) and calibration of chances, ${formatCount(found.n)} customers, it happened ${formatCount(found.happened)} times`,
      columns: [
        'Score',
        'AUC',
        `Against ${first?.name ?? 'the first'}`,
        'Calibration slope',
        'Calibration intercept',
        'Squared error saved',
      ],
      rows: found.scores.map(scoreRow),
      empty: 'No score was known.',
    },
    ...reliability(found.scores, name, `${test.outcome}, ${who}`),
    {
      kind: 'paragraph',
      tone: 'note',
      text: `${capitalised(found.model)}; ${formatCount(found.incomplete)} rows of the test left out because a score was not known. ${capitalised(found.assumptions.join('; '))}. Scores are ${found.wording} what happened.`,
    },
  ];
}

function scoreRow({ name, discrimination, calibration, advantage }: ScoreRecord): Row {
  const area: Content = discrimination.answered ? estimate(discrimination, 3) : discrimination.reason;
  const against = advantage === null ? notApplicable : advantage.answered ? estimate(advantage, 3) : '–';
  if (!calibration.answered) return [name, area, against, '–', '–', '–'];
  const { slope, intercept, brierSkill } = calibration;
  return [
    name,
    area,
    against,
    slope === null ? '–' : estimate(slope, 2),
    intercept === null ? '–' : estimate(intercept, 2),
    figure({ kind: 'measure', measure: brierSkill * 100, digits: 1, unit: '%' }),
  ];
}

/** A number with its interval. */
function estimate({ estimate: value, low, high }: Interval95, digits: number): Content {
  if (value === null) return '–';
  const interval = low === null || high === null ? {} : { low, high };
  return figure({ kind: 'measure', measure: value, digits, unit: '', ...interval });
}

/** Chances that were given against what happened: of trust, and of the score that discriminates best. */
function reliability(scores: readonly ScoreRecord[], name: string, told: string): readonly Block[] {
  const [first] = scores;
  const best = bestOf(scores);
  const shown = [...new Set([first, best])].filter((score) => score !== undefined);
  return shown.flatMap(({ name: score, calibration }): readonly Block[] =>
    calibration.answered
      ? [
          {
            kind: 'table',
            name: `${name}-chances-of-${score.replaceAll(' ', '-')}`,
            caption: `${capitalised(told)}: chances given by ${score}, and what happened`,
            columns: ['Chance given', 'Happened'],
            rows: calibration.bins.map(({ n, predicted, observed, low, high }) => [
              part(predicted),
              figure({ kind: 'share', share: observed, low, high, count: n }),
            ]),
            empty: 'No chances were given.',
            isFolded: true,
          },
        ]
      : [],
  );
}

function bestOf(scores: readonly ScoreRecord[]): ScoreRecord | undefined {
  const areaOf = ({ discrimination }: ScoreRecord) => (discrimination.answered ? (discrimination.estimate ?? 0) : -1);
  return scores.filter((score) => areaOf(score) >= 0).toSorted((one, other) => areaOf(other) - areaOf(one))[0];
}

/** Who wins, and whether these data can tell. */
function verdict(scores: readonly ScoreRecord[]): Content {
  const best = bestOf(scores);
  const trust = scores.find(({ name }) => name === 'trust');
  if (best === undefined) return 'No score could be tested.';
  const areaOf = ({ discrimination }: ScoreRecord) =>
    discrimination.answered ? formatNumber(discrimination.estimate ?? 0, 3) : '–';
  if (trust === undefined) {
    return [
      strong(`${best.name} tells most (${areaOf(best)}).`),
      ' No promise was settled, so trust has nothing to say.',
    ];
  }
  if (best === trust) {
    const beaten = scores.filter(({ advantage }) => advantage?.answered === true && (advantage.high ?? 0) < 0);
    const over =
      beaten.length === 0
        ? 'but none of the others is told apart from it'
        : `and clearly more than ${beaten.map(({ name }) => name).join(', ')}`;
    return [strong(`Trust tells most (${areaOf(trust)})`), `, ${over}.`];
  }
  const isClear = best.advantage?.answered === true && (best.advantage.low ?? 0) > 0;
  return [
    strong(`Trust does not win: ${best.name} tells most (${areaOf(best)} against ${areaOf(trust)}).`),
    isClear ? ' The difference is more than chance.' : ' The difference may be chance: its interval contains 0.',
  ];
}
