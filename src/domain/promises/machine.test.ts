/** The state machine is the law of the product: every pair of state and move against the table it was taken from. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import {
  balancePartOf,
  balanceParts,
  type Evidence,
  finalStates,
  moveNames,
  movesFrom,
  openings,
  type PromiseStateName,
  promiseStates,
  transitionFor,
  transitions,
} from './machine.ts';

interface LawRow {
  readonly from: string;
  readonly event: string;
  readonly actor: string;
  readonly to: string;
  readonly evidence: string;
}

const law: readonly LawRow[] = JSON.parse(
  readFileSync(new URL('../../../test/golden/promise-machine.json', import.meta.url), 'utf8'),
);

/** The evidence of the law in our words. */
const evidenceInOurWords: Readonly<Record<string, Evidence>> = {
  '-': 'none',
  '- (opens a linked promise)': 'none',
  '0': 'neutral',
  '0 if before due, else late': 'neutral unless late',
  'R(1)': 'kept',
  'R(0.5)': 'kept by silence',
  'k*R + (1-k)*S': 'kept late',
  'k*R*0.5 + (1-k)*S': 'kept late by silence',
  'S(severity)': 'broken',
  'S(minor)': 'minor breach',
  'reverses R': 'takes kept back',
  'rec=1': 'repaired',
  'rec=0.5': 'half repaired',
  'rec=0': 'not repaired',
  'rec=0, severity +1': 'repair failed',
};

test('there are 21 states and 49 moves, as many as the law has', () => {
  expect(promiseStates).toHaveLength(21);
  expect(transitions).toHaveLength(49);
  expect(law).toHaveLength(49);
  expect(new Set(promiseStates)).toEqual(new Set(law.flatMap(({ from, to }) => [from, to])));
  expect(new Set(moveNames)).toEqual(new Set(law.map(({ event }) => event)));
});

test.each(promiseStates)('in the state %s every move does what the law says, and the law says it once', (state) => {
  for (const move of moveNames) {
    const [row, ...more] = law.filter(({ from, event }) => from === state && event === move);
    expect(more).toEqual([]);
    expect(transitionFor(state, move), move).toEqual(
      row === undefined
        ? undefined
        : { from: state, move, actor: row.actor, to: row.to, evidence: evidenceInOurWords[row.evidence] },
    );
    expect(
      movesFrom(state).some((transition) => transition.move === move),
      move,
    ).toBe(row !== undefined);
  }
});

test('every state can be reached from nothing', () => {
  expect(reachableFrom('none')).toEqual(new Set(promiseStates));
});

test('every state can come to an end', () => {
  const endless = promiseStates.filter(
    (state) => ![...reachableFrom(state)].some((reached) => finalStates.has(reached)),
  );
  expect(endless).toEqual([]);
});

test('nothing leaves an end but the rejection of what was only kept by silence', () => {
  const exits = [...finalStates].flatMap((state) => movesFrom(state));
  expect(exits).toEqual([transitionFor('keptBySilence', 'reject')]);
});

test('a state that nothing leaves is an end', () => {
  const dead = promiseStates.filter((state) => movesFrom(state).length === 0);
  expect(dead.filter((state) => !finalStates.has(state))).toEqual([]);
});

test('a promise begins by being asked for, offered or promised, and by nothing else', () => {
  expect(movesFrom('none').map(({ move }) => move)).toEqual(openings);
  expect(transitions.filter(({ to }) => to === 'none')).toEqual([]);
});

test('the clock can make at most one move in a state', () => {
  const clocks = promiseStates.map((state) => movesFrom(state).filter(({ actor }) => actor === 'system').length);
  expect(Math.max(...clocks)).toBe(1);
});

test('what was never agreed is in no part of the balance, and every other state is in exactly one', () => {
  const agreed = reachableFrom('promised');
  for (const state of promiseStates) {
    const part = balancePartOf(state);
    if (agreed.has(state)) expect(balanceParts).toContain(part);
    else expect(part).toBeNull();
  }
});

test('an end is never open, and only an end or a break is not', () => {
  for (const state of promiseStates) {
    const isClosed = finalStates.has(state) || state === 'broken' || state === 'repairing';
    if (balancePartOf(state) !== null) expect(balancePartOf(state) === 'open').toBe(!isClosed);
  }
});

function reachableFrom(state: PromiseStateName): ReadonlySet<PromiseStateName> {
  const reached = new Set([state]);
  for (const at of reached) for (const { from, to } of transitions) if (from === at) reached.add(to);
  return reached;
}
