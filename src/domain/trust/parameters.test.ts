/** The policy of the trust method: its defaults and what it refuses. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { defaultTrustParameters, TrustParameters } from './parameters.ts';

const golden = new URL('../../../test/golden/vectors.json', import.meta.url);
const { trust: published } = JSON.parse(readFileSync(golden, 'utf8')) as {
  readonly trust: {
    readonly params: Readonly<Record<'W' | 'a' | 'lam' | 'H' | 'G' | 'rho_max' | 'win', number>>;
    readonly severity: Readonly<Record<string, readonly [weight: number, forfeiture: number]>>;
  };
};

test('the defaults are the published ones', () => {
  const { W, a, lam, H, G, rho_max, win } = published.params;
  expect(defaultTrustParameters).toEqual({
    priorWeight: W,
    willingness: a,
    lossAversion: lam,
    halfLifeDays: H,
    graceDays: G,
    repairCredit: rho_max,
    recurrenceDays: win,
    journeyPower: -4,
    severities: Object.fromEntries(
      Object.entries(published.severity).map(([severity, [weight, forfeiture]]) => [severity, { weight, forfeiture }]),
    ),
  });
});

test('a company may set one thing and keep the rest', () => {
  expect(TrustParameters.parse({ willingness: 0.6 })).toEqual({ ...defaultTrustParameters, willingness: 0.6 });
  expect(
    TrustParameters.parse({ severities: { major: { weight: 3, forfeiture: 0.5 } } }).severities.critical.weight,
  ).toBe(4);
});

test.each([
  ['willingness to trust nobody', { willingness: 0.2 }],
  ['a loss that weighs no more than a gain', { lossAversion: 1 }],
  ['a repair that makes all forgotten', { repairCredit: 1 }],
  ['a major breach that costs less than a minor one', { severities: { minor: { weight: 3, forfeiture: 0 } } }],
  ['a half-life of nothing', { halfLifeDays: 0 }],
])('%s is refused', (_what, policy) => {
  expect(TrustParameters.safeParse(policy).success).toBe(false);
});
