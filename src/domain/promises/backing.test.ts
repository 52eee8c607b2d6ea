/** What stands behind a promise, and how good a promise it is: backed, imposed, explicit, and the four qualities. */
import { expect, test } from 'vitest';
import { history } from '../../../test/given.ts';
import { isExplicit, isOpen, qualityOf } from './backing.ts';

const at = '2026-01-05T00:00:00Z';
const sold = history()
  .at('2026-01-02T09:00:00Z')
  .made({ by: 'sales', dueDay: '2026-01-20', needs: ['operations', 'distribution', 'sales'] });

/** The promise of another area behind the one of Sales. */
const behind = { promiseId: 'prm_2', by: 'operations', to: 'sales', backs: ['prm_1'], dueDay: '2026-01-20' };

function missing(told: typeof sold, instant = at) {
  return told.customerAt(instant).missingBackers.get('prm_1') ?? [];
}

test('a promise is unbacked while an area that it needs has not promised its part', () => {
  expect(missing(sold)).toEqual(['operations', 'distribution']);
  expect(missing(sold.made(behind))).toEqual(['distribution']);
});

test('once every area has promised its part nothing is missing', () => {
  const backed = sold.made(behind).made({ ...behind, promiseId: 'prm_3', by: 'distribution' });
  expect(backed.customerAt(at).missingBackers.size).toBe(0);
});

test('an area does not have to promise to itself, and a promise that needs nobody lacks nobody', () => {
  const alone = history()
    .at('2026-01-02T09:00:00Z')
    .made({ needs: ['operations'] });
  expect(missing(alone)).toEqual([]);
  expect(missing(history().at('2026-01-02T09:00:00Z').made())).toEqual([]);
});

test('a part that is promised for later than the whole does not back it', () => {
  expect(missing(sold.made({ ...behind, dueDay: '2026-01-21' }))).toContain('operations');
  expect(missing(sold.made({ ...behind, dueDay: '2026-01-21', zone: 'Asia/Tokyo' }))).toContain('operations');
});

test('a promise that was broken or released stands behind nothing any more', () => {
  const backed = sold.made(behind).at('2026-01-03T09:00:00Z');
  expect(missing(backed.moved('declareComplete'))).not.toContain('operations');
  expect(missing(backed.moved('renege'))).toContain('operations');
  expect(missing(backed.moved('release'))).toContain('operations');
});

test('a due time that the record does not say speaks against nobody', () => {
  expect(missing(sold.made({ ...behind, dueDay: undefined }))).not.toContain('operations');
});

test('a promise that was imposed backs nothing, for nobody can promise for somebody else', () => {
  expect(missing(sold.made({ ...behind, voluntary: false }))).toContain('operations');
});

test('what was only asked for backs nothing until it is promised', () => {
  const asked = sold.made({ ...behind, opening: 'request' });
  expect(missing(asked)).toContain('operations');
  expect(missing(asked.moved('decline'))).toContain('operations');
  expect(missing(asked.moved('promise'))).not.toContain('operations');
});

test('a part stands behind the whole until it is broken or released, and not again until it is promised anew', () => {
  const backed = sold.made(behind).at('2026-01-04T09:00:00Z');
  expect(missing(backed.moved('declareComplete'))).not.toContain('operations');
  expect(missing(backed.moved('release'))).toContain('operations');
  expect(missing(backed.moved('renege'))).toContain('operations');
  expect(missing(backed.moved('renege').moved('promiseRepair'))).toContain('operations');
  expect(missing(backed.moved('renege').made({ ...behind, promiseId: 'prm_3' }))).not.toContain('operations');
});

test('a change that puts a part behind the whole leaves the whole unbacked', () => {
  const moved = sold
    .made(behind)
    .at('2026-01-04T09:00:00Z')
    .moved('proposeChange', { dueDay: '2026-01-25' })
    .moved('agreeChange');
  expect(missing(moved, '2026-01-03T09:00:00Z')).not.toContain('operations');
  expect(missing(moved)).toContain('operations');
});

test('a promise scores a point each for being public, active, voluntary and tied to a mission', () => {
  const base = history().at('2026-01-02T09:00:00Z');
  const quality = (told: typeof base) => qualityOf(told.promiseAt(at));
  expect(quality(base.made({ voluntary: false }))).toBe(0);
  expect(quality(base.made())).toBe(1);
  expect(quality(base.made({ public: true, missionBased: true }))).toBe(3);
  expect(quality(base.made({ opening: 'offer', public: true, missionBased: true }).moved('accept'))).toBe(4);
});

test('a promise is active when both sides had a part in it: the clock has none', () => {
  const offered = history()
    .at('2026-01-02T09:00:00Z')
    .made({ opening: 'offer', dueDay: '2026-01-03', voluntary: false });
  expect(qualityOf(offered.promiseAt(at))).toBe(0);
  expect(qualityOf(offered.moved('accept').promiseAt(at))).toBe(1);
});

test('a promise is explicit when it says by when, also after its words were erased', () => {
  const vague = history().at('2026-01-02T09:00:00Z').made();
  const explicit = history().at('2026-01-02T09:00:00Z').made({ dueDay: '2026-01-10' });
  expect(isExplicit(vague.promiseAt(at))).toBe(false);
  expect(isExplicit(explicit.promiseAt(at))).toBe(true);
  expect(isExplicit(explicit.erased().promiseAt(at))).toBe(true);
});

test('a promise is open from when it was given until it is kept, broken or released', () => {
  const asked = history().at('2026-01-02T09:00:00Z').made({ opening: 'request', dueDay: '2026-01-10' });
  expect(isOpen(asked.promiseAt(at))).toBe(false);
  expect(isOpen(asked.moved('promise').promiseAt(at))).toBe(true);
  expect(isOpen(asked.moved('promise').promiseAt('2026-01-12T00:00:00Z'))).toBe(true);
  expect(isOpen(asked.moved('promise').moved('release').promiseAt(at))).toBe(false);
});
