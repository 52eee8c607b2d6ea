/** A repair ends with its promise: confirmed, broken, or accepted by silence. */
import { expect, test } from 'vitest';
import { history } from '../../../test/given.ts';

/** Broken on 5 January; the repair is declared done on the 8th, and 14 days of silence end on the 22nd. */
const done = history()
  .at('2026-01-02T09:00:00Z')
  .made({ dueDay: '2026-01-10' })
  .at('2026-01-05T09:00:00Z')
  .moved('renege')
  .made({ promiseId: 'prm_2', repairs: 'prm_1', dueDay: '2026-01-12' })
  .moved('promiseRepair', { promiseId: 'prm_1', repairedBy: 'prm_2' })
  .at('2026-01-08T09:00:00Z')
  .moved('declareComplete', { promiseId: 'prm_2' });
const silent = '2026-01-22T09:00:00.000Z';

test('a repair that nobody disputed in time ends as repaired, by half: silence is half a yes', () => {
  expect(done.promiseAt('2026-01-22T08:59:59.999Z', 'prm_1').state).toBe('repairing');
  const repaired = done.promiseAt(silent, 'prm_1');
  expect(repaired).toMatchObject({ state: 'repaired', since: silent, proof: null });
  expect(repaired.outcomes).toMatchObject([{ kept: 0, repaired: 0.5 }]);
  expect(repaired.steps.at(-1)).toMatchObject({ move: 'declareSatisfied', eventId: null });
});

test('the word of the promisee repairs in full, and silence adds nothing to it', () => {
  const confirmed = done.at('2026-01-09T09:00:00Z').moved('declareSatisfied', { promiseId: 'prm_1' });
  expect(confirmed.promiseAt(silent, 'prm_1').outcomes).toMatchObject([{ repaired: 1 }]);
});

test('a repair disputed after the silence is a breach of its own: what was repaired by silence stays so', () => {
  const disputed = done.at('2026-02-01T09:00:00Z').moved('reject', { promiseId: 'prm_2' });
  const conceded = disputed.at('2026-02-03T09:00:00Z').moved('concede', { promiseId: 'prm_2' });
  expect(conceded.promiseAt('2026-02-03T09:00:00Z', 'prm_2').state).toBe('broken');
  expect(conceded.promiseAt('2026-02-03T09:00:00Z', 'prm_1').state).toBe('repaired');
});

test('the silence on a repair that another took the place of ends nothing', () => {
  const second = done
    .at('2026-01-10T09:00:00Z')
    .moved('reject', { promiseId: 'prm_1' })
    .at('2026-01-23T09:00:00Z')
    .made({ promiseId: 'prm_3', repairs: 'prm_1', dueDay: '2026-02-12' })
    .moved('promiseRepair', { promiseId: 'prm_1', repairedBy: 'prm_3' });
  expect(second.promiseAt('2026-01-30T09:00:00Z', 'prm_1').state).toBe('repairing');
});
