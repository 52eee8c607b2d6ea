/** One sentence and one question for whoever is about to ask or to sell. */
import { formatDay } from '../documents/format.ts';
import { dayOf } from '../domain/instants.ts';
import type { Standing } from '../domain/selling/standing.ts';
import type { Brief } from './customer-views.ts';
import type { StandingView } from './selling-views.ts';

/** The golden rule as a question. */
export const goldenQuestion = 'If I were the customer, what would I consider right here?';
const earned = 'Have we earned this?';

/** Standing as it is shown: rested, or resting until when and why, and what to ask oneself. */
export function standingView({ state, until, because }: Standing, zone: string): StandingView {
  const rest = until === null ? 'Resting until it is put right' : `Resting until ${formatDay(dayOf(until, zone))}`;
  return {
    state,
    until,
    because,
    sentence: state === 'rested' ? 'Rested: nothing speaks against asking.' : `${rest}: ${because ?? ''}.`,
    question: state === 'rested' ? goldenQuestion : earned,
  };
}

/** Standing for somebody who is about to ask: one who is rested may still not have been given anything. */
export function askSentence(standing: StandingView, warnings: readonly { readonly words: string }[]): StandingView {
  const [first] = warnings;
  if (standing.state === 'resting' || first === undefined) return standing;
  return { ...standing, sentence: `Rested. ${first.words}`, question: earned };
}

/** What not to ask for now: what waits to be put right, and until when the customer rests. */
export function notToAsk({ standing, doNotAsk }: Pick<Brief, 'standing' | 'doNotAsk'>): readonly string[] {
  return standing.until === null ? doNotAsk : [standing.sentence, ...doNotAsk];
}

/** Whether an offer fits, in one sentence, with what to ask oneself. */
export function fitSentence(
  name: string,
  warnings: readonly { readonly words: string }[],
  better: { readonly name: string } | null,
): { readonly sentence: string; readonly question: string } {
  const [first] = warnings;
  if (first === undefined) return { sentence: `Nothing speaks against ${name}.`, question: goldenQuestion };
  const instead = better === null ? '' : ` ${better.name} would fit better.`;
  return { sentence: `${first.words}${instead}`, question: better === null ? earned : goldenQuestion };
}
