/** Trials as a document: what an offer brought that a lot gave to some and not to others. */
import { type Block, count, type Document, expectedMoney, notApplicable, type Row } from '../documents/document.ts';
import { formatInstant } from '../documents/format.ts';
import type { Interval95 } from './answers.ts';
import { refusalBlock } from './plain-reasons.ts';
import type { TrialsReport } from './trials-report.ts';

/** The whole report. */
export function trialsDocument(report: TrialsReport): Document {
  return {
    title: 'Offers given by lot',
    subtitle: `As of ${formatInstant(report.asOf, report.zone)}`,
    blocks: trialBlocks(report),
  };
}

/** Its blocks, for the page. */
export function trialBlocks({ trials, days, currency, marginShare, isWhole }: TrialsReport): readonly Block[] {
  if (trials.length === 0) {
    const text =
      'No lot was drawn. Give an offer, like a visit after a broken promise, to every second customer by lot (Record, Offer by lot): it is the one way to hear what it is worth, not only what goes with it.';
    return [{ kind: 'paragraph', tone: 'note', text }];
  }
  const margin = marginShare === 1 ? 'income' : `${Math.round(marginShare * 100)} % of income`;
  return [
    {
      kind: 'table',
      name: 'trials',
      caption: `What came in a customer within ${days} days after the draw (${margin}), whether the offer was taken or not${isWhole ? '' : '; there are more draws than are looked at'}`,
      columns: [
        'Trial',
        'Drew the offer',
        'Drew nothing',
        'Not yet',
        'With the offer',
        'Without',
        'Difference',
        'May be called',
      ],
      rows: trials.map(
        ({ trial, offered, others, waiting, found }): Row => [
          trial,
          count(offered),
          count(others),
          count(waiting),
          found.answered ? expectedMoney(found.offeredMean, currency) : notApplicable,
          found.answered ? expectedMoney(found.otherMean, currency) : notApplicable,
          found.answered ? differenceOf(found.difference, currency) : 'not known',
          found.answered ? found.wording : notApplicable,
        ],
      ),
      empty: '',
    },
    ...trials.flatMap(({ trial, found }): readonly Block[] =>
      found.answered ? [] : [refusalBlock([`Not known yet of ${trial}.`], found, 'note')],
    ),
    {
      kind: 'paragraph',
      tone: 'note',
      text: 'Difference of two means with Welch\u2019s interval. It holds while the lot decided and nobody else; fewer than thirty on a side show the interval only.',
    },
  ];
}

function differenceOf({ estimate, low, high }: Interval95, currency: string) {
  const between = low === null || high === null ? {} : { low, high };
  if (estimate !== null) return expectedMoney(estimate, currency, between);
  if (low === null || high === null) return 'not known';
  return [expectedMoney(low, currency), ' to ', expectedMoney(high, currency)];
}
