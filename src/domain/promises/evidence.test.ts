/** What a promise leaves as evidence: what was kept, what was broken and how gravely, and what a repair gives back. */
import { expect, test } from 'vitest';
import { type History, history } from '../../../test/given.ts';
import { epochDays } from '../instants.ts';
import { type EvidenceDraft, noteEvidence, raised } from './evidence.ts';

const promised = history().at('2026-01-02T09:00:00Z').made({ dueDay: '2026-01-10', weight: 3, topic: 'late-bill' });
const done = promised.at('2026-01-09T09:00:00Z').moved('declareComplete');
const doneLate = promised.at('2026-01-12T09:00:00Z').moved('declareComplete');
const disputed = done.at('2026-01-10T09:00:00Z').moved('reject');
const reneged = promised.at('2026-01-05T09:00:00Z').moved('renege');
const repairing = reneged.at('2026-01-06T09:00:00Z').moved('promiseRepair');

/** The evidence as of an instant, without what every outcome repeats. */
function evidenceOf(told: History, instant = '2026-01-20T00:00:00Z', promiseId = 'prm_1') {
  return told
    .promiseAt(instant, promiseId)
    .outcomes.map(({ kept, accepted, severity, repaired }) => ({ kept, accepted, severity, repaired }));
}

const breach = { kept: 0, accepted: 1, severity: 'major', repaired: 0 };
const minor = { kept: 0, accepted: 1, severity: 'minor', repaired: 0 };

test('an open promise is no evidence, nor is one that is overdue', () => {
  expect(evidenceOf(promised, '2026-01-09T00:00:00Z')).toEqual([]);
  expect(evidenceOf(promised, '2026-01-12T00:00:00Z')).toEqual([]);
});

test('what comes of a promise counts when it comes, as much as the promise, and recurs by its topic', () => {
  const kept = done.at('2026-01-10T09:00:00Z').moved('declareSatisfied').promiseAt('2026-01-20T00:00:00Z');
  expect(kept.outcomes).toEqual([
    {
      key: 'prm_1',
      at: epochDays('2026-01-10T09:00:00Z'),
      weight: 3,
      kept: 1,
      accepted: 1,
      severity: 'minor',
      cause: null,
      repaired: 0,
    },
  ]);
  expect(reneged.promiseAt('2026-01-20T00:00:00Z').outcomes).toMatchObject([
    { at: epochDays('2026-01-05T09:00:00Z'), weight: 3, cause: 'late-bill' },
  ]);
});

test('silence says half as much as a word', () => {
  expect(evidenceOf(done, '2026-02-01T00:00:00Z')).toMatchObject([{ kept: 1, accepted: 0.5 }]);
  expect(evidenceOf(doneLate, '2026-02-01T00:00:00Z')).toMatchObject([{ kept: 0.5, accepted: 0.5 }]);
});

test('late but delivered is kept by half, and its lateness is minor', () => {
  const late = doneLate.at('2026-01-13T09:00:00Z').moved('declareSatisfied');
  expect(evidenceOf(late)).toEqual([{ ...minor, kept: 0.5 }]);
  expect(late.promiseAt('2026-01-20T00:00:00Z').severity).toBe('minor');
});

test('somebody may assess how much of a late promise was kept', () => {
  const assessed = doneLate.at('2026-01-13T09:00:00Z').moved('declareSatisfied').assessed({ keptShare: 0.9 });
  expect(evidenceOf(assessed)).toEqual([{ ...minor, kept: 0.9 }]);
});

test('not delivered at all is a major breach when the grace is over', () => {
  expect(evidenceOf(promised, '2026-01-25T00:00:00Z')).toEqual([breach]);
});

test('a breach is as grave as the promise said, or the move, or else whoever assessed it last', () => {
  const critical = history().at('2026-01-02T09:00:00Z').made({ severityIfBroken: 'critical' });
  const given = critical.at('2026-01-05T09:00:00Z').moved('renege');
  expect(evidenceOf(given)).toMatchObject([{ severity: 'critical' }]);
  const stated = critical.at('2026-01-05T09:00:00Z').moved('renege', { severity: 'minor' });
  expect(evidenceOf(stated)).toMatchObject([{ severity: 'minor' }]);
  const assessed = stated.assessed({ severity: 'major' }).at('2026-01-07T09:00:00Z').assessed({ severity: 'betrayal' });
  expect(evidenceOf(assessed)).toMatchObject([{ severity: 'betrayal' }]);
  expect(assessed.promiseAt('2026-01-06T00:00:00Z').severity).toBe('major');
});

test('a promise is as gravely broken as its gravest breach', () => {
  const twice = promised
    .at('2026-01-12T09:00:00Z')
    .moved('agreeChange', { dueDay: '2026-01-15' })
    .at('2026-01-14T09:00:00Z')
    .moved('renege', { severity: 'critical' });
  expect(evidenceOf(twice)).toEqual([minor, { ...breach, severity: 'critical' }]);
  expect(twice.promiseAt('2026-01-20T00:00:00Z').severity).toBe('critical');
  expect(twice.promiseAt('2026-01-20T00:00:00Z').outcomes.map(({ key }) => key)).toEqual(['prm_1', 'prm_1#2']);
});

test('an honest no and a release weigh nothing', () => {
  const asked = history().at('2026-01-02T09:00:00Z').made({ opening: 'request' });
  expect(evidenceOf(asked.moved('decline'))).toEqual([]);
  expect(evidenceOf(asked.moved('withdraw'))).toEqual([]);
  expect(evidenceOf(promised.at('2026-01-05T09:00:00Z').moved('release'))).toEqual([]);
  expect(evidenceOf(promised.at('2026-01-12T09:00:00Z').moved('release'))).toEqual([]);
});

test('a change agreed before the due time costs nothing, after it a minor breach', () => {
  const proposed = promised.at('2026-01-05T09:00:00Z').moved('proposeChange', { dueDay: '2026-01-30' });
  expect(evidenceOf(proposed.at('2026-01-06T09:00:00Z').moved('agreeChange'))).toEqual([]);
  expect(evidenceOf(proposed.at('2026-01-12T09:00:00Z').moved('agreeChange'))).toEqual([minor]);
});

test('an agreement that the clock did not see coming is a minor breach too, once the due time had passed', () => {
  const drafts: EvidenceDraft[] = [];
  noteEvidence(drafts, 'neutral unless late', '2026-01-12T09:00:00.000Z', 'major', false);
  expect(drafts).toEqual([]);
  noteEvidence(drafts, 'neutral unless late', '2026-01-12T09:00:00.000Z', 'major', true);
  expect(drafts).toMatchObject([{ kind: 'minor', severity: 'minor' }]);
});

test('what was only kept by silence is taken back when it is rejected', () => {
  const rejected = done.at('2026-02-01T09:00:00Z').moved('reject');
  expect(evidenceOf(rejected, '2026-01-31T00:00:00Z')).toHaveLength(1);
  expect(evidenceOf(rejected, '2026-02-02T00:00:00Z')).toEqual([]);
});

test('a dispute ends in work done again, in a referee’s word, or in an admission', () => {
  expect(evidenceOf(disputed)).toEqual([]);
  expect(evidenceOf(disputed.moved('rework', { dueDay: '2026-01-30' }))).toEqual([minor]);
  expect(evidenceOf(disputed.moved('uphold'))).toMatchObject([{ kept: 1, accepted: 1 }]);
  expect(evidenceOf(disputed.moved('overturn'))).toEqual([breach]);
  expect(evidenceOf(disputed.moved('concede'))).toEqual([breach]);
});

test('late and then rejected is broken', () => {
  const rejected = doneLate.at('2026-01-13T09:00:00Z').moved('reject');
  expect(rejected.promiseAt('2026-01-20T00:00:00Z').state).toBe('broken');
  expect(evidenceOf(rejected)).toEqual([breach]);
});

test('a repair that is confirmed repairs the breach, forgiveness repairs half of it, time none', () => {
  const repaired = repairing.at('2026-01-08T09:00:00Z').moved('declareSatisfied');
  expect(repaired.promiseAt('2026-01-20T00:00:00Z').state).toBe('repaired');
  expect(evidenceOf(repaired)).toEqual([{ ...breach, repaired: 1 }]);
  const forgiven = reneged.at('2026-01-08T09:00:00Z').moved('release');
  expect(forgiven.promiseAt('2026-01-20T00:00:00Z').state).toBe('forgiven');
  expect(evidenceOf(forgiven)).toEqual([{ ...breach, repaired: 0.5 }]);
  expect(reneged.promiseAt('2026-03-01T00:00:00Z').state).toBe('unrepaired');
  expect(evidenceOf(reneged, '2026-03-01T00:00:00Z')).toEqual([breach]);
});

test('a repair that is rejected makes the breach graver, each time', () => {
  const once = repairing.at('2026-01-08T09:00:00Z').moved('reject');
  expect(once.promiseAt('2026-01-20T00:00:00Z')).toMatchObject({
    state: 'broken',
    brokenAt: '2026-01-05T09:00:00.000Z',
    severity: 'critical',
  });
  const mild = promised.at('2026-01-05T09:00:00Z').moved('renege', { severity: 'minor' });
  const twice = mild.moved('promiseRepair').moved('reject').moved('promiseRepair').moved('reject');
  expect(evidenceOf(twice)).toEqual([{ ...breach, severity: 'critical' }]);
});

const repair = { promiseId: 'prm_2', repairs: 'prm_1', dueDay: '2026-01-12', graceDays: 2 };
const repairPromised = reneged.at('2026-01-06T09:00:00Z').made(repair).moved('promiseRepair', { promiseId: 'prm_1' });

test('a repair fails when the promise to repair is broken, at that very time', () => {
  expect(repairPromised.promiseAt('2026-01-14T23:59:59.999Z', 'prm_1').state).toBe('repairing');
  expect(repairPromised.promiseAt('2026-01-15T00:00:00Z', 'prm_1')).toMatchObject({
    state: 'unrepaired',
    since: '2026-01-15T00:00:00.000Z',
    severity: 'critical',
  });
  expect(evidenceOf(repairPromised, '2026-01-15T00:00:00Z', 'prm_1')).toEqual([{ ...breach, severity: 'critical' }]);
  expect(evidenceOf(repairPromised, '2026-01-15T00:00:00Z', 'prm_2')).toEqual([breach]);
});

test('a second promise to repair does not undo that the first one failed', () => {
  const again = repairPromised.at('2026-01-18T09:00:00Z').made({ ...repair, promiseId: 'prm_3', dueDay: '2026-02-20' });
  expect(again.promiseAt('2026-01-20T00:00:00Z', 'prm_1')).toMatchObject({
    state: 'unrepaired',
    since: '2026-01-15T00:00:00.000Z',
  });
});

test('a second try at a repair stands or falls by its own promise, not by the one that was rejected', () => {
  const second = repairPromised
    .at('2026-01-08T09:00:00Z')
    .moved('reject', { promiseId: 'prm_1' })
    .at('2026-01-09T09:00:00Z')
    .made({ ...repair, promiseId: 'prm_3', dueDay: '2026-01-30' })
    .moved('promiseRepair', { promiseId: 'prm_1' });
  expect(second.promiseAt('2026-01-20T00:00:00Z', 'prm_2').state).toBe('broken');
  expect(second.promiseAt('2026-01-20T00:00:00Z', 'prm_1').state).toBe('repairing');
  expect(second.promiseAt('2026-02-02T00:00:00Z', 'prm_1')).toMatchObject({
    state: 'unrepaired',
    since: '2026-02-02T00:00:00.000Z',
  });
});

test('a repair that is confirmed in the moment in which its promise breaks has failed, for the clock comes first', () => {
  const confirmed = repairPromised.at('2026-01-15T00:00:00Z').moved('declareSatisfied', { promiseId: 'prm_1' });
  expect(confirmed.promiseAt('2026-01-15T00:00:00Z', 'prm_1').state).toBe('unrepaired');
});

test('a promise to repair that is replaced in the moment in which it breaks fails nothing', () => {
  const replaced = repairPromised
    .at('2026-01-15T00:00:00Z')
    .made({ ...repair, promiseId: 'prm_3', dueDay: '2026-01-30' });
  expect(replaced.promiseAt('2026-01-20T00:00:00Z', 'prm_2').state).toBe('broken');
  expect(replaced.promiseAt('2026-01-20T00:00:00Z', 'prm_1').state).toBe('repairing');
});

test('a repair by a promise that is broken already fails in the moment in which it begins', () => {
  const tooLate = reneged
    .at('2026-01-06T09:00:00Z')
    .made(repair)
    .at('2026-01-18T09:00:00Z')
    .moved('promiseRepair', { promiseId: 'prm_1' });
  expect(tooLate.promiseAt('2026-01-18T09:00:00Z', 'prm_1')).toMatchObject({
    state: 'unrepaired',
    since: '2026-01-18T09:00:00.000Z',
  });
});

test('a broken promise to repair that was replaced before the repair began fails nothing', () => {
  const replaced = reneged
    .at('2026-01-06T09:00:00Z')
    .made(repair)
    .at('2026-01-18T09:00:00Z')
    .made({ ...repair, promiseId: 'prm_3', dueDay: '2026-01-30' })
    .moved('promiseRepair', { promiseId: 'prm_1' });
  expect(replaced.promiseAt('2026-01-20T00:00:00Z', 'prm_1').state).toBe('repairing');
});

test('promises that are said to repair each other, or themselves, do not go round in circles', () => {
  const circle = history()
    .at('2026-01-02T09:00:00Z')
    .made({ promiseId: 'prm_1', repairs: 'prm_2' })
    .made({ promiseId: 'prm_2', repairs: 'prm_1' })
    .made({ promiseId: 'prm_3', repairs: 'prm_3' });
  expect(circle.customerAt('2026-01-20T00:00:00Z').promises.size).toBe(3);
});

test('a failed repair raises a breach a level, never to betrayal, which only people can see', () => {
  expect(raised('minor', 0)).toBe('minor');
  expect(raised('minor', 1)).toBe('major');
  expect(raised('major', 1)).toBe('critical');
  expect(raised('minor', 5)).toBe('critical');
  expect(raised('betrayal', 1)).toBe('betrayal');
});
