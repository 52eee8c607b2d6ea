/** The pages of the method against the code: every table of numbers in them is computed again, so that none goes stale. */
import { describe, expect, test } from 'vitest';
import { formatAmount } from '../src/documents/format.ts';
import { defaultPolicy } from '../src/domain/company/policy.ts';
import { epochDays } from '../src/domain/instants.ts';
import { shippedAreas } from '../src/domain/process.ts';
import { balancePartOf, promiseStates, transitions } from '../src/domain/promises/machine.ts';
import { fitRatePrior, forecastRate } from '../src/domain/statistics/beta-binomial.ts';
import { bernoulliCusum } from '../src/domain/statistics/bernoulli-cusum.ts';
import { displacement } from '../src/domain/statistics/displacement.ts';
import { gammaPoissonSurprise } from '../src/domain/statistics/surprise.ts';
import { wilsonInterval } from '../src/domain/statistics/wilson-interval.ts';
import { badEvidence, fading, foldEvidence, trustAt, trustFrom, trustInterval } from '../src/domain/trust/evidence.ts';
import { explainChange, explainTrust } from '../src/domain/trust/explanation.ts';
import { dragShares, journeyScore, liftOf } from '../src/domain/trust/journey.ts';
import { compareOutcomes, type Outcome, severities, type Severity } from '../src/domain/trust/outcome.ts';
import { defaultTrustParameters as parameters } from '../src/domain/trust/parameters.ts';
import { keptPromisesToReach, repairCount } from '../src/domain/trust/repair-count.ts';
import { purchases } from '../src/ledger/views/purchases.ts';
import { type History, history } from './given.ts';
import { printed, tableOf } from './method-page.ts';

function kept(at: number, more: Partial<Outcome> = {}): Outcome {
  return { key: '', at, weight: 1, kept: 1, accepted: 1, severity: 'minor', cause: null, repaired: 0, ...more };
}

/** `10 kept on 0; minor x on 10, 40` as outcomes. */
function outcomesIn(told: string): readonly Outcome[] {
  if (told === 'nothing') return [];
  const pattern =
    /^(?:(\d+) )?(kept(?: by silence| by half)?|minor|major|critical|betrayal)( repaired)?(?: ([xyz]))? on ([\d, ]+)$/;
  const outcomes = told.split('; ').flatMap((part) => {
    const [, count = '1', kind = '', repaired, cause = null, days = ''] = pattern.exec(part) ?? [];
    const broken = { kept: 0, severity: kind as Severity, cause, repaired: repaired === undefined ? 0 : 1 };
    const more = { kept: {}, 'kept by silence': { accepted: 0.5 }, 'kept by half': { kept: 0.5 } }[kind] ?? broken;
    expect(days, part).not.toBe('');
    return days.split(', ').flatMap((day) => Array.from({ length: Number(count) }, () => kept(Number(day), more)));
  });
  return outcomes.map((outcome, index) => ({ ...outcome, key: String(index).padStart(3, '0') })).sort(compareOutcomes);
}

function trustOf(outcomes: readonly Outcome[], day: number) {
  const past = outcomes.filter(({ at }) => at <= day);
  return trustAt(foldEvidence(past, parameters), day, parameters);
}

const examples = tableOf('trust', '#', 'history', 'read on day');

function exampleOf(name: string): readonly Outcome[] {
  return outcomesIn(examples.find(([id]) => id === name)?.[1] ?? 'no such example');
}

describe('trust.md', () => {
  test.each(examples)('example %s, “%s” read on day %s, comes out as printed', (_id, told, day, ...cells) => {
    const trust = trustOf(outcomesIn(told ?? ''), Number(day));
    const { good, bad, earned, distrust, unknown, score } = trust;
    const { low, high } = trustInterval(trust, parameters);
    expect(printed(cells, good, bad, earned, distrust, unknown, score, low, high)).toEqual(cells);
  });

  test.each(['E9', 'E10'])('the story of %s tells its scores day by day', (name) => {
    const story = tableOf('trust', 'day', name === 'E9' ? 'what happens' : 'counts as', 'score');
    const outcomes = exampleOf(name);
    const { broken } = explainTrust(outcomes, Infinity, parameters);
    for (const [day = '', told, score = ''] of story) {
      expect(printed([score], trustOf(outcomes, Number(day)).score)).toEqual([score]);
      const breach = outcomes.find(({ at, kept }) => at === Number(day) && kept === 0);
      const counts = broken.find(({ key }) => key === breach?.key)?.effective;
      if (name === 'E10') expect(told).toBe(counts ?? '');
    }
  });

  test('severities and settings are the defaults of the code', () => {
    const rows = tableOf('trust', 'severity', 'meaning', 'weight');
    expect(rows.map(([severity]) => severity)).toEqual(severities);
    for (const [severity, , ...cells] of rows) {
      const { weight, forfeiture } = parameters.severities[severity as Severity];
      expect(printed(cells, weight, forfeiture, badEvidence(kept(0, { kept: 0 }), weight, parameters))).toEqual(cells);
    }
    const { priorWeight, willingness, lossAversion, halfLifeDays, graceDays, repairCredit } = parameters;
    const settings = [priorWeight, willingness, lossAversion, halfLifeDays, graceDays, repairCredit];
    const defaults = [...settings, parameters.recurrenceDays, parameters.journeyPower];
    expect(tableOf('trust', 'setting', 'default').map(([, value]) => Number(value))).toEqual(defaults);
  });

  test('good evidence fades as printed, and a keep rate leads where it is said to lead', () => {
    for (const [days, ...cells] of tableOf('trust', 'days since the last kept promise')) {
      expect(printed(cells, fading(Number(days), parameters))).toEqual(cells);
    }
    for (const [rate, ...cells] of tableOf('trust', 'keep rate')) {
      const bad = badEvidence(kept(0, { kept: Number(rate) }), parameters.severities.minor.weight, parameters);
      expect(printed(cells, trustFrom(Number(rate) * 1e9, bad * 1e9, parameters).score)).toEqual(cells);
    }
  });

  test('E9 is explained term by term, and so is its change from day 60 to day 200', () => {
    const outcomes = exampleOf('E9');
    const level = explainTrust(outcomes, 200, parameters);
    const amounts = new Map([...level.kept, ...level.broken].map(({ key, amount }) => [key, amount]));
    const terms: { readonly term: string; readonly given: number | null; readonly taken: number | null }[] = [
      { term: 'benefit of the doubt', given: level.benefitOfDoubt, taken: null },
      { term: 'not known yet', given: null, taken: level.stillUnknown },
      ...outcomes.map(({ key, at, kept }) => {
        const amount = amounts.get(key) ?? 0;
        return kept > 0
          ? { term: `kept on day ${at}`, given: amount, taken: null }
          : { term: `broken on day ${at}`, given: null, taken: amount };
      }),
      { term: 'sum', given: level.trust.score, taken: 1 - level.trust.score },
    ];
    const rows = tableOf('trust', 'term', 'of the score');
    expect(rows.map(([term]) => term)).toEqual(terms.map(({ term }) => term));
    for (const [index, [, ...cells]] of rows.entries()) {
      expect(printed(cells, terms[index]?.given ?? null, terms[index]?.taken ?? null)).toEqual(cells);
    }
    const change = explainChange(outcomes, 60, 200, parameters);
    const steps = [...change.terms.map(({ amount }) => amount), change.scoreTo - change.scoreFrom];
    const cells = tableOf('trust', 'term', 'amount').map(([, amount = '']) => amount);
    expect(printed(cells, ...steps)).toEqual(cells);
  });

  test('the way back is as long as printed, and 17 promises long in E9', () => {
    for (const [count, ...cells] of tableOf('trust', 'kept before')) {
      const before = trustFrom(Number(count), 0, parameters);
      const counts = severities.map((severity) => repairCount(before, { severity, weight: 1 }, parameters));
      expect(printed(cells, before.score, ...counts)).toEqual(cells);
    }
    const outcomes = exampleOf('E9');
    expect(keptPromisesToReach(trustOf(outcomes, 200), trustOf(outcomes, 89).score, parameters)).toBe(17);
  });

  test('a case leaves on the relationship what the page says', () => {
    for (const [told = '', , ...cells] of tableOf('trust', 'case', 'burden')) {
      const [nature, outcome = ''] = told.split(', ');
      const opened = history().fact('case.opened', { caseId: 'cas_1', nature });
      const verdict = outcome.split(' ')[1];
      const known = verdict === undefined ? opened : opened.fact('case.closed', { caseId: 'cas_1', verdict });
      const edge = known.customerAt('2026-02-01T00:00:00Z').edges.find(({ trustee }) => trustee === 'operations');
      expect(edge?.truster).toBe('customer-service');
      expect(printed(cells, trustOf(edge?.outcomes ?? [], epochDays('2026-02-01T00:00:00Z')).score)).toEqual(cells);
    }
  });

  test('the journey, its drag shares and its levers are as printed', () => {
    const rows = tableOf('trust', 'area', 'score', 'drag share');
    const scores = rows.map(([, score]) => Number(score));
    const shares = dragShares(scores, parameters.journeyPower);
    for (const [index, [, score, ...cells]] of rows.entries()) {
      const lifted = liftOf(scores, parameters.journeyPower, index, Number(score) + 0.04);
      expect(printed(cells, shares[index] ?? 0, lifted)).toEqual(cells);
    }
    for (const [exponent, ...cells] of tableOf('trust', 'exponent', 'journey')) {
      const power = Number(exponent);
      expect(printed(cells, journeyScore(scores, power), dragShares(scores, power).at(-1) ?? 0)).toEqual(cells);
    }
  });
});

describe('promises.md', () => {
  test('the 49 moves are those of the machine', () => {
    const moves = transitions.map(({ from, move, actor, to, evidence }) => [from, move, actor, to, evidence]);
    expect(tableOf('promises', 'from', 'move', 'by', 'to', 'evidence')).toEqual(moves);
  });

  test('the 21 states are those of the machine, with their parts of the balance', () => {
    const states = tableOf('promises', 'state', 'what it means', 'counts as').map(([state, , part]) => [state, part]);
    expect(new Map(states as [string, string][])).toEqual(
      new Map(promiseStates.map((state) => [state, balancePartOf(state) ?? '-'])),
    );
    expect(states).toHaveLength(promiseStates.length);
  });

  test('the clock moves the promise that nobody touched when the page says', () => {
    const promised = history().at('2026-01-02T09:00:00Z').made({ dueDay: '2026-01-10' });
    const { steps } = promised.promiseAt('2026-06-01T00:00:00Z');
    expect(tableOf('promises', 'from', 'state')).toEqual(steps.map(({ at, to }) => [at, to]));
    const { graceDays, silenceDays, recoveryDays } = defaultPolicy;
    const days = tableOf('promises', 'in state').flatMap(([, , , value = '']) => (value === '' ? [] : [Number(value)]));
    expect(days).toEqual([graceDays, silenceDays, recoveryDays]);
  });
});

describe('small-counts.md', () => {
  test('Wilson intervals, surprises and displacements are as printed', () => {
    for (const [of, total, ...cells] of tableOf('small-counts', 'kept', 'of')) {
      const { low, high } = wilsonInterval(Number(of), Number(total));
      expect(printed(cells, low, high)).toEqual(cells);
    }
    for (const [now, count, periods, ...cells] of tableOf('small-counts', 'this month', 'before')) {
      const baseline = { count: Number(count), periods: Number(periods) };
      expect(printed(cells, gammaPoissonSurprise(Number(now), baseline))).toEqual(cells);
    }
    const byCause = (counts = '') => new Map(counts.split(', ').map((count, cause) => [String(cause), Number(count)]));
    for (const [before, after, ...cells] of tableOf('small-counts', 'before', 'after')) {
      const { increases, decreases, change, ratio } = displacement(byCause(before), byCause(after));
      expect(printed(cells, increases, decreases, change, ratio)).toEqual(cells);
    }
  });

  test('forecasts are as printed', () => {
    const rows = tableOf('small-counts', 'area', 'kept', 'settled');
    const groups = rows.map(([, of, total]) => ({ kept: Number(of), total: Number(total) }));
    const prior = fitRatePrior(groups);
    for (const [index, { kept, total }] of groups.entries()) {
      const cells = rows[index]?.slice(3) ?? [];
      const { mean, low, high, ownShare } = forecastRate({ kept, total }, prior);
      expect(printed(cells, kept / total, mean, low, high, ownShare)).toEqual(cells);
    }
  });

  test('the tally of the CUSUM runs as printed', () => {
    const rows = tableOf('small-counts', 'outcome', 'tally');
    const broken = rows.map(([outcome]) => outcome === 'broken');
    const heights = bernoulliCusum(broken, { usualRate: 0.05, alarmRate: 0.1, limit: 1.5 });
    const cells = rows.map(([, tally = '']) => tally);
    expect(printed(cells, ...heights)).toEqual(cells);
  });
});

const areaNames = new Map<string, string>(shippedAreas.map(({ area, name }) => [area, name]));

/** The example of money.md, told as the page tells it. */
function moneyTold(): History {
  const ref = { purchaseId: 'pur_1' };
  return history()
    .at('2026-03-02T09:00:00Z')
    .fact('purchase.made', { ...ref, amount: 1_240_000, currency: 'EUR' })
    .made({ ...ref, promiseId: 'prm_1', dueDay: '2026-03-30' })
    .at('2026-04-16T09:00:00Z')
    .fact('case.opened', { ...ref, caseId: 'cas_1', nature: 'late', amount: 300_000 })
    .at('2026-04-20T09:00:00Z')
    .made({ ...ref, promiseId: 'prm_2', repairs: 'prm_1', dueDay: '2026-04-30' })
    .moved('promiseRepair', { promiseId: 'prm_1', repairedBy: 'prm_2' })
    .at('2026-04-25T09:00:00Z')
    .fact('refund.paid', { refundId: 'ref_1', amount: 120_000, currency: 'EUR', caseId: 'cas_1' })
    .at('2026-04-28T09:00:00Z')
    .moved('declareComplete')
    .moved('declareSatisfied')
    .moved('declareSatisfied', { promiseId: 'prm_1' })
    .at('2026-04-29T09:00:00Z')
    .fact('case.closed', { caseId: 'cas_1', verdict: 'satisfied' })
    .at('2026-05-20T09:00:00Z')
    .fact('benefit.reported', { ...ref, benefit: 'realised' })
    .at('2026-06-15T09:00:00Z')
    .fact('purchase.made', { purchaseId: 'pur_2', amount: 500_000, currency: 'EUR' });
}

test('money.md: what is at risk and what is booked, day by day, is as printed', () => {
  const told = moneyTold();
  const movements = { in: 'In', out: 'Out', stays: 'Stays' };
  for (const [day = '', , atRisk, booked] of tableOf('money', 'day', 'what happens')) {
    const noon = new Date(Date.parse(`${day} 2026 12:00 UTC`)).toISOString();
    const state = told.customerAt(noon);
    const risk = purchases.rows(state, parameters).reduce((sum, row) => sum + row.at_risk, 0);
    expect([day, formatAmount(risk, 'EUR')]).toEqual([day, atRisk]);
    const entries = state.money
      .filter(({ at }) => at.slice(0, 10) === noon.slice(0, 10))
      .map(({ movement, amount, step, area }) => {
        const where = area === null ? (step === 'benefit' ? ', at the benefit' : '') : `, ${areaNames.get(area)}`;
        return `${movements[movement]} ${formatAmount(amount, 'EUR')}${where}`;
      });
    expect([day, entries.join('; ')]).toEqual([day, booked]);
  }
});
