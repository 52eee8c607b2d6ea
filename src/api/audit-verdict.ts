/** The verdict of an audit: exactly two conditions, each with its evidence, and a plain answer where too little is known. */
import { formatCount, formatPart, formatShare } from '../documents/format.ts';
import type { AuditReport } from './audit-report.ts';
import { casesMin, type Rate } from './audit-values.ts';

type Parts = Pick<AuditReport, 'journey' | 'keptRate' | 'backing' | 'balance' | 'chains'>;
type Condition = AuditReport['verdict']['experienceNotGood'];
type Sentence = Condition['evidence'][number];

/** Where one customer in ten has seen more broken than kept, it is no longer a matter of single cases. */
const journeysBelowHalfMax = 0.1;
/** At 90 % kept, six contacts leave nearly half of all journeys with a broken promise (.9 to the sixth is .53). */
const keptRateMin = 0.9;

/** The verdict on the parts of a report. */
export function verdictOf(parts: Parts): AuditReport['verdict'] {
  const experienceNotGood = experienceOf(parts);
  const promisesThatCannotBeDelivered = deliveryOf(parts);
  return {
    sentence: sentenceOf(experienceNotGood.holds, promisesThatCannotBeDelivered.holds),
    experienceNotGood,
    promisesThatCannotBeDelivered,
  };
}

function sentenceOf(notGood: boolean | null, cannot: boolean | null): string {
  if (notGood === null || cannot === null) {
    const known =
      notGood === true
        ? 'The experience is not good; '
        : cannot === true
          ? 'Promises are made that cannot be delivered; '
          : '';
    return `${known}${known === '' ? 'It' : 'it'} is too early for a verdict: too few promises have come out.`;
  }
  if (notGood && cannot)
    return 'The experience is not good, and promises are made that cannot be delivered: customers have reason not to trust us.';
  if (notGood)
    return 'The experience is not good. Nothing shows that promises are made that cannot be delivered: they are made and not kept.';
  if (cannot) return 'The experience is good, but promises are made that cannot be delivered: it will not stay good.';
  return 'The experience is good, and nothing shows that promises are made that cannot be delivered.';
}

function experienceOf({ journey, keptRate }: Parts): Condition {
  const journeys = journey.belowHalf;
  const kept = keptRate.toCustomers;
  const said: Sentence[] = [];
  if (isEnough(journeys))
    said.push({
      text: `${shareOf(journeys)} of the customers trust the journey less than .5.`,
      figure: 'journey.belowHalf',
    });
  if (isEnough(kept))
    said.push({
      text: `${shareOf(kept)} of the promises to customers were kept in time.`,
      figure: 'keptRate.toCustomers',
    });
  if (said.length === 0)
    return tooEarly(`Fewer than ${casesMin} promises to customers have come out.`, 'keptRate.toCustomers');
  const isDistrusted = isEnough(journeys) && (journeys.low ?? 0) > journeysBelowHalfMax;
  const isBroken = isEnough(kept) && kept.high < keptRateMin;
  const bounds = `It counts as good while at most ${formatPart(journeysBelowHalfMax)} of the journeys may lie below .5 and ${formatPart(keptRateMin)} of the promises to customers may be kept in time.`;
  return isDistrusted || isBroken
    ? {
        holds: true,
        sentence: `The experience is not good. ${bounds}`,
        evidence: said.filter(({ figure }) => (figure === 'journey.belowHalf' ? isDistrusted : isBroken)),
      }
    : { holds: false, sentence: `The experience is good. ${bounds}`, evidence: said };
}

function deliveryOf({ backing, balance, chains }: Parts): Condition {
  const evidence: Sentence[] = [];
  const add = (count: number, words: string, figure: string): void => {
    if (count > 0) evidence.push({ text: `${counted(count, 'promise')} ${words}.`, figure });
  };
  add(backing.unbackedOpen, 'open now without the word of an area that is needed', 'backing.unbackedOpen');
  add(backing.imposedOpen, 'open now that bind somebody who never agreed', 'backing.imposedOpen');
  add(
    backing.brokenBecause.cannot,
    'to customers broken because they could not be kept',
    'backing.brokenBecause.cannot',
  );
  add(
    backing.brokenBecause.willNot,
    'to customers broken because we would not keep them',
    'backing.brokenBecause.willNot',
  );
  for (const chain of chains) {
    if (!isApart(chain.lateWhenLate, chain.lateWhenInTime)) continue;
    evidence.push({
      text: `What ${chain.frontName} promises hangs on ${chain.behindName}: late in ${shareOf(chain.lateWhenLate)} when it is late, in ${shareOf(chain.lateWhenInTime)} when it is in time.`,
      figure: `${chain.figure}.lateWhenLate`,
    });
  }
  if (evidence.length > 0) return { holds: true, sentence: 'Promises are made that cannot be delivered.', evidence };
  if (balance.made < casesMin) return tooEarly(`Fewer than ${casesMin} promises were made.`, 'balance.made');
  return {
    holds: false,
    sentence:
      'Nothing shows that promises are made that cannot be delivered: every open one is backed, and none was broken because it could not be kept.',
    evidence: [
      {
        text: `${counted(backing.unbackedOpen, 'promise')} open now without the word of an area that is needed.`,
        figure: 'backing.unbackedOpen',
      },
    ],
  };
}

function tooEarly(text: string, figure: string): Condition {
  return { holds: null, sentence: 'It is too early to say.', evidence: [{ text, figure }] };
}

function isEnough({ n }: Rate): boolean {
  return n >= casesMin;
}

/** Whether two shares differ by more than chance: their intervals do not touch. */
export function isApart(higher: Rate, lower: Rate): boolean {
  return isEnough(higher) && isEnough(lower) && higher.low > lower.high;
}

/** A rate in words, with its interval and count. */
export function shareOf({ rate, low, high, n }: Rate): string {
  return rate === null ? 'no share yet' : formatShare({ share: rate, low, high, count: n });
}

/** `1 promise`, `23 promises`. */
export function counted(count: number, thing: string): string {
  return `${formatCount(count)} ${thing}${count === 1 ? '' : 's'}`;
}
