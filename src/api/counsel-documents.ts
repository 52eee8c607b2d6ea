/** Counsel and decisions as documents. */
import { type Block, count, day, type Document, link, money, type Row, share } from '../documents/document.ts';
import { formatInstant, formatNumber, formatPart } from '../documents/format.ts';
import { dayOf } from '../domain/instants.ts';
import type { CounselRecord, DecisionLog } from './land-views.ts';
import { reasonSentence } from './plain-reasons.ts';
import { quoted } from './promise-phrases.ts';

const advice = { less: 'less', other: 'something else', later: 'to wait', nothing: 'not to buy' } as const;
const proved = { both: 'best for both', customer: 'the customer only', us: 'us only', neither: 'neither' } as const;

/** Sales that were advised against, and what came back. */
export function counselDocument(record: CounselRecord): Document {
  const { counsels, forgone, zone } = record;
  return {
    title: 'Counsel',
    subtitle: `Was willing to buy, and was advised less or other · as of ${formatInstant(record.asOf, zone)}`,
    blocks: [
      {
        kind: 'table',
        name: 'forgone',
        caption: 'What was forgone by it, by currency',
        columns: ['Currency', 'Forgone', 'Counsels'],
        rows: forgone.map((row): Row => [row.currency, money(row.amount, row.currency), count(row.count)]),
        empty: 'No amount was said.',
      },
      { kind: 'heading', level: 2, text: 'What came back', anchor: 'came-back' },
      ...cameBack(record.cameBack),
      { kind: 'heading', level: 2, text: 'Record', anchor: 'record' },
      {
        kind: 'table',
        name: 'counsels',
        caption: `The newest first; ${counsels.length} of ${record.count}`,
        columns: ['Customer', 'Day', 'Advised', 'Why', 'Forgone', 'Credit to', 'Bought again', 'Recommended us'],
        rows: counsels.map(
          (row): Row => [
            link(row.name ?? row.customerId, `/customers/${row.customerId}`),
            day(dayOf(row.at, zone)),
            advice[row.advised],
            quoted(row.why),
            row.forgone === null || row.currency === null ? 'not said' : money(row.forgone, row.currency),
            row.by,
            row.returnedAt === null ? 'not yet' : day(dayOf(row.returnedAt, zone)),
            count(row.referrals),
          ],
        ),
        empty: 'Nobody has written down counsel yet.',
        isCards: true,
      },
    ],
  };
}

function cameBack(found: CounselRecord['cameBack']): readonly Block[] {
  const { refusal, difference, pairs, counselledMean, matchedMean, days } = found;
  if (refusal !== null || difference === null) {
    return [
      {
        kind: 'paragraph',
        text: refusal === null ? 'Not known yet.' : `Not known yet. ${reasonSentence(refusal)}`,
      },
    ];
  }
  const points = (value: number) => `${value > 0 ? '+' : ''}${formatNumber(value * 100, 0)}`;
  const said = difference.estimate === null ? '' : `of ${points(difference.estimate)} points, `;
  return [
    {
      kind: 'paragraph',
      text: `Of customers who got counsel ${formatPart(counselledMean ?? 0)} bought within ${days} days after, of customers like them ${formatPart(matchedMean ?? 0)} (${pairs ?? 0} pairs). Counsel is associated with a difference ${said}between ${points(difference.low)} and ${points(difference.high)} points.`,
    },
    {
      kind: 'paragraph',
      tone: 'note',
      text: [
        `${found.model ?? ''}; ${found.assumptions.join('; ')}.`,
        found.unbalanced.length === 0 ? '' : ` Still unlike: ${found.unbalanced.join(', ')}.`,
      ],
    },
  ];
}

/** Decisions by the golden rule, and whether it pays nine times out of ten. */
export function decisionsDocument(log: DecisionLog): Document {
  const { decisions, zone } = log;
  return {
    title: 'Decisions',
    subtitle: `If I were the customer, what would I consider right? · as of ${formatInstant(log.asOf, zone)}`,
    blocks: [
      { kind: 'heading', level: 2, text: 'Nine times out of ten', anchor: 'nine' },
      ...nineOfTen(log.nineOfTen),
      ...waiting(log),
      { kind: 'heading', level: 2, text: 'Record', anchor: 'record' },
      {
        kind: 'table',
        name: 'decisions',
        caption: `The newest first; ${decisions.length} of ${log.count}, ${log.judged} judged`,
        columns: ['Customer', 'Day', 'At a', 'What would be right', 'What was chosen', 'By', 'It proved'],
        rows: decisions.map(
          (row): Row => [
            link(row.name ?? row.customerId, `/customers/${row.customerId}`),
            day(dayOf(row.at, zone)),
            row.trigger,
            quoted(row.right),
            row.wasRight ? [quoted(row.choice), ', the same'] : [quoted(row.choice), ', something else'],
            row.by,
            row.best === null
              ? link('say how', `/customers/${row.customerId}/record?what=judge&decisionId=${row.decisionId}`)
              : proved[row.best],
          ],
        ),
        empty: 'No decision was written down yet.',
        isCards: true,
      },
    ],
  };
}

const waitingShown = 50;

/** Decisions of which nobody has said yet whom they proved best for, the oldest first. */
function waiting({ decisions, count: all, judged, zone }: DecisionLog): readonly Block[] {
  const open = decisions.filter(({ best }) => best === null).toReversed();
  if (open.length === 0) return [];
  return [
    { kind: 'heading', level: 2, text: 'Was it best for both?', anchor: 'waiting' },
    {
      kind: 'table',
      name: 'waiting',
      caption: `Decisions that wait to be judged, the oldest first; ${Math.min(open.length, waitingShown)} of ${all - judged}`,
      columns: ['Customer', 'Day', 'At a', 'What was chosen', 'By', 'It proved'],
      rows: open
        .slice(0, waitingShown)
        .map(
          (row): Row => [
            link(row.name ?? row.customerId, `/customers/${row.customerId}`),
            day(dayOf(row.at, zone)),
            row.trigger,
            quoted(row.choice),
            row.by,
            link('say how', `/customers/${row.customerId}/record?what=judge&decisionId=${row.decisionId}`),
          ],
        ),
      empty: '',
      isCards: true,
    },
  ];
}

function nineOfTen(test: DecisionLog['nineOfTen']): readonly Block[] {
  if (test.refusal !== null || test.share === null || test.n === null) {
    return [
      {
        kind: 'paragraph',
        text: test.refusal === null ? 'Not known yet.' : `Not known yet. ${reasonSentence(test.refusal)}`,
      },
    ];
  }
  const { low, high } = test.share;
  const verdict = {
    holds: 'Here it holds: the whole interval lies above nine tenths.',
    'does not hold': 'Here it does not hold: the whole interval lies below nine tenths.',
    'not known yet': 'Whether it holds here is not known yet: nine tenths lies within the interval.',
  }[test.verdict ?? 'not known yet'];
  return [
    { kind: 'paragraph', tone: 'lead', text: verdict },
    {
      kind: 'table',
      name: 'nine-of-ten',
      caption: 'Choices that later proved best for both, of those that were judged',
      columns: ['What was chosen', 'Best for both'],
      rows: [
        [
          'What we would consider right as the customer',
          share({ share: test.share.estimate ?? 0, low, high, count: test.n }),
        ],
        ...(test.otherwise === null
          ? []
          : [['Something else', share({ ...test.otherwise, count: test.otherwise.n })] satisfies Row]),
      ],
      empty: '',
    },
    {
      kind: 'paragraph',
      tone: 'note',
      text: `The intervals are exact ones: never too narrow, and wider than those of other shares. ${test.open} more by the golden rule wait to be judged. Assumed: ${test.assumptions.join('; ')}. Nobody who judges kindly proves anything.`,
    },
  ];
}
