/** Chance as the demo uses it: yes or no, a number between, one of several. All of it repeatable from a seed. */
import { seededRandom } from '../../domain/statistics/random.ts';

export interface Dice {
  /** True with a probability from 0 to 1. */
  readonly chance: (probability: number) => boolean;
  /** A whole number, both ends possible. */
  readonly whole: (from: number, to: number) => number;
  /** Any number from `from` up to, not including, `to`. */
  readonly between: (from: number, to: number) => number;
  readonly pick: <Choice>(choices: readonly Choice[]) => Choice;
  /** One of the keys, each as often as its weight says. */
  readonly weighted: <Choice extends string>(weights: Readonly<Partial<Record<Choice, number>>>) => Choice;
  readonly shuffled: <Choice>(choices: readonly Choice[]) => readonly Choice[];
}

/** Dice that fall the same way for the same seed and the same use. */
export function diceOf(seed: number): Dice {
  const random = seededRandom(seed);
  const whole = (from: number, to: number) => from + Math.floor(random() * (Math.max(from, to) - from + 1));
  return {
    chance: (probability) => random() < probability,
    whole,
    between: (from, to) => from + random() * (to - from),
    pick: (choices) => {
      const choice = choices[whole(0, choices.length - 1)];
      if (choice === undefined) throw new Error('Nothing to pick from');
      return choice;
    },
    weighted: (weights) => weightedChoice(weights, random()),
    shuffled: (choices) =>
      choices
        .map((choice) => ({ choice, order: random() }))
        .sort((left, right) => left.order - right.order)
        .map(({ choice }) => choice),
  };
}

function weightedChoice<Choice extends string>(weights: Readonly<Partial<Record<Choice, number>>>, at: number): Choice {
  const choices = Object.entries(weights) as [Choice, number][];
  let left = at * choices.reduce((sum, [, weight]) => sum + weight, 0);
  for (const [choice, weight] of choices) {
    left -= weight;
    if (left < 0) return choice;
  }
  throw new Error('Nothing to choose from');
}
