/** What customers answer when they are asked: five measures, each on its scale, each following their mood at that moment. */
import { millisecondsPerDay } from '../../domain/instants.ts';
import type { Story } from './story.ts';

type Measure = 'satisfaction' | 'effort' | 'recommendation' | 'advocacy' | 'trust';

/** On every scale the high end is the good one; effort asks how easy we made it. */
const scales: Readonly<Record<Measure, readonly [low: number, high: number]>> = {
  satisfaction: [1, 5],
  effort: [1, 7],
  recommendation: [0, 10],
  advocacy: [1, 5],
  trust: [1, 5],
};

const words: Readonly<Record<'high' | 'middle' | 'low', readonly string[]>> = {
  high: [
    'They said it and they did it.',
    'Quick this time.',
    'I tell everybody in our guild about you.',
    'Nice people, and the room is cold.',
    'You told us early that it gets later. That is worth more than a discount.',
  ],
  middle: [
    'All right in the end.',
    'The fitters are great, the office less so.',
    'Depends on who picks up the phone.',
    'Could be faster.',
  ],
  low: [
    'I had to explain everything three times.',
    'Do not promise it if you cannot do it.',
    'Every bill needs a phone call.',
    'We write everything down now when we speak to you.',
    'Nobody feels responsible.',
  ],
};

/** Asks for one measure. Not everybody answers; nothing is recorded then. `about` names area, step, purchase or case. */
export function askFeedback(
  story: Story,
  measure: Measure,
  at: number,
  about: Readonly<Record<string, unknown>> = {},
  shift = 0,
): void {
  const { dice, customer } = story;
  if (!dice.chance(customer.speaks)) return;
  const [scaleMin, scaleMax] = scales[measure];
  const noise = dice.between(-0.16, 0.16) + dice.between(-0.1, 0.1);
  const share = Math.min(1, Math.max(0, story.moodAt(at) + shift + noise));
  const value = Math.round(scaleMin + share * (scaleMax - scaleMin));
  const tone = share > 0.68 ? 'high' : share > 0.4 ? 'middle' : 'low';
  story.record('feedback.given', at, {
    feedbackId: story.newId('fbk'),
    measure,
    value,
    scaleMin,
    scaleMax,
    contactId: customer.contacts[0]?.contactId,
    words: dice.chance(0.45) ? dice.pick(words[tone]) : undefined,
    ...about,
  });
}

const surveyEveryDays = 91;

/** The quarterly letter: how satisfied, and one of the other questions. */
export function tellSurveys(story: Story, fromDay: number, untilDay: number): void {
  const { dice } = story;
  const others: readonly Measure[] = ['recommendation', 'trust', 'advocacy'];
  for (let day = fromDay + dice.whole(50, surveyEveryDays); day < untilDay; day += surveyEveryDays) {
    const at = (day + dice.between(0.35, 0.65)) * millisecondsPerDay;
    askFeedback(story, 'satisfaction', at);
    if (dice.chance(0.6)) askFeedback(story, dice.pick(others), at + 60_000);
  }
}
