import { expect, test } from 'vitest';
import { defaultTrustParameters, TrustParameters } from './parameters.ts';
import { trustPaths, trustSettings, withTrustSettings } from './settings.ts';

test('settings taken apart and put together again are the same', () => {
  expect(TrustParameters.parse(withTrustSettings(defaultTrustParameters, {}))).toEqual(defaultTrustParameters);
  expect(trustPaths).toContain('severities.major.forfeiture');
});

test('one setting is changed by its path, and all others stay', () => {
  const changed = TrustParameters.parse(withTrustSettings(defaultTrustParameters, { 'severities.major.weight': 3 }));
  expect(changed).toEqual({
    ...defaultTrustParameters,
    severities: { ...defaultTrustParameters.severities, major: { weight: 3, forfeiture: 0.25 } },
  });
  expect(trustSettings(changed)).toMatchObject({ 'severities.major.weight': 3, willingness: 0.5 });
});

test('a milder breach that would cost more than a graver one is seen when the settings are checked', () => {
  const wrong = withTrustSettings(defaultTrustParameters, { 'severities.minor.weight': 9 });
  expect(TrustParameters.safeParse(wrong).success).toBe(false);
});
