/** Ids say by their prefix what they name, and hold nothing that a path, a link or a shell would trip over. */
import { expect, test } from 'vitest';
import { AreaId, CustomerId, idLengthMax, PromiseId } from './ids.ts';

test('an id is its prefix and letters, digits or a few signs', () => {
  for (const id of ['prm_1', 'prm_7f3k', 'prm_A.b~c-d_e']) {
    expect(PromiseId.parse(id)).toBe(id);
  }
});

test.each([
  'prm_',
  'cus_1',
  '1',
  'prm_ä',
  'prm_a b',
  'prm_a/b',
  'prm_..',
  'prm_a\n',
  'prm_-a',
  `prm_${'x'.repeat(idLengthMax)}`,
])('“%s” does not name a promise', (id) => {
  expect(PromiseId.safeParse(id).success).toBe(false);
});

test('no customer can take the name of the stream of the company', () => {
  expect(CustomerId.safeParse('company').success).toBe(false);
});

test('an area has a short name in lower case', () => {
  expect(AreaId.parse('customer-service')).toBe('customer-service');
  for (const area of ['Sales', 'über', 'a b', '-a', '1a', '', 'x'.repeat(41)]) {
    expect(AreaId.safeParse(area).success).toBe(false);
  }
});
