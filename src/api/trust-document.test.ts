import { describe, expect, test } from 'vitest';
import { loneFigure } from '../documents/document.ts';
import { showValue } from '../documents/show-value.ts';
import { renderText } from '../documents/to-text.ts';
import type { TrustExplained } from './customer-views.ts';
import { trustDocument } from './trust-document.ts';

/** Method A.4, E9: three kept, one major breach, two kept, one kept by silence; read on day 200. */
const explained: TrustExplained = {
  customerId: 'cus_acme',
  asOf: '2026-07-20T00:00:00.000Z',
  zone: 'UTC',
  edge: {
    truster: 'customer',
    trusterName: 'the customer',
    trustee: 'sales',
    trusteeName: 'Sales',
    pinned: true,
    words: 'Prove to me that this gives my organisation the optimum benefit.',
    neverEstablished: false,
    openBurdens: 0,
    change: null,
    score: 0.511111,
    low: 0.2744,
    high: 0.7455,
    outcomes: 7,
    kept: 6,
    broken: 1,
  },
  benefitOfDoubt: 0.0888889,
  stillUnknown: 0.0888889,
  kept: [0.0666667, 0.0666667, 0.0666667, 0.0888889, 0.0888889, 0.0444444].map((amount, index) => ({
    promiseId: `prm_${index}`,
    words: `Promise ${index}`,
    at: `2026-0${index + 1}-01T00:00:00.000Z`,
    amount,
    takenBySilence: index === 0 ? 0.01 : 0,
    takenByBreaches: index < 3 ? 0.0222222 : 0,
  })),
  broken: [
    {
      promiseId: 'prm_bill',
      caseId: null,
      words: 'A correct bill',
      at: '2026-04-01T00:00:00.000Z',
      amount: 0.4,
      stated: 'minor',
      effective: 'major',
      repaired: 0.5,
    },
  ],
  silenceFadesFrom: '2026-10-01T00:00:00.000Z',
  repairCount: 14,
};

function printed(change: Partial<TrustExplained> = {}): string {
  return renderText(trustDocument({ ...explained, ...change }), { width: 200, color: false });
}

/** The amounts of a table as printed, in ten-thousandths: its rows, then its total. */
function amounts(name: 'kept' | 'broken', change: Partial<TrustExplained> = {}): number[] {
  const { blocks } = trustDocument({ ...explained, ...change });
  const table = blocks.find((block) => block.kind === 'table' && block.name === name);
  if (table?.kind !== 'table') return [];
  return [...table.rows, table.total ?? []].flatMap((row) => {
    const figure = loneFigure(row[2]);
    return figure === undefined ? [] : [Math.round(Number(showValue(figure.value).main) * 10_000)];
  });
}

describe('trust explained', () => {
  test('says what speaks for it and what is missing, as sums', () => {
    const text = printed();
    expect(text).toContain('Trust of the customer in Sales');
    expect(text).toContain('Trust .51 (.27–.75, n = 7).');
    expect(text).toContain('trust 0.5111 = benefit of the doubt 0.0889 + 6 kept promises 0.4222');
    expect(text).toContain('missing 0.4889 = still unknown 0.0889 + 1 breach 0.4000');
  });

  test('adds up as printed, down to the last digit', () => {
    const gives = amounts('kept');
    expect(gives).toHaveLength(7);
    expect(gives.slice(0, -1).reduce((sum, each) => sum + each, 889)).toBe(gives.at(-1));
    const kept = Array.from({ length: 30 }, (_, index) => ({
      promiseId: `prm_${index}`,
      words: null,
      at: explained.asOf,
      amount: 0.01234567,
      takenBySilence: 0,
      takenByBreaches: 0,
    }));
    const many = amounts('kept', { kept });
    expect(many).toHaveLength(31);
    expect(many.slice(0, -1).reduce((sum, each) => sum + each, 889)).toBe(many.at(-1));
    expect(amounts('broken')).toEqual([4_000, 4_889]);
  });

  test('names each promise, and why a breach counts as graver', () => {
    const text = printed();
    expect(text).toContain('“Promise 0”');
    expect(text).toMatch(/“A correct bill”.*minor, counted as major: the same cause came back\s+half/);
  });

  test('says what silence and breaches took, when fading begins, and what would mend it', () => {
    const text = printed();
    expect(text).toContain('Silence has taken 0.0100 of what the kept promises earned, later breaches 0.0667.');
    expect(text).toContain(
      'Nothing fades what was broken; silence would let the kept ones fade from 1 Oct 2026, 00:00 UTC.',
    );
    expect(text).toContain(
      '14 further kept promises of Sales would bring it back to where it was before the last breach.',
    );
    expect(printed({ silenceFadesFrom: '2026-07-01T00:00:00.000Z' })).toContain(
      'silence has let the kept ones fade since 1 Jul 2026',
    );
    expect(printed({ repairCount: 0 })).toContain('Trust is back where it was before the last breach.');
    expect(printed({ broken: [], repairCount: null })).toContain('Silence would let the kept ones fade from');
  });

  test('names the case where the burden is that of a case, and says what was erased', () => {
    const [breach] = explained.broken;
    const ofCase = {
      ...breach,
      promiseId: null,
      caseId: 'cas_1',
      words: 'It stops',
    } as TrustExplained['broken'][number];
    expect(printed({ broken: [ofCase] })).toContain('case cas_1 “It stops”');
    const erased = { ...breach, words: null } as TrustExplained['broken'][number];
    expect(printed({ broken: [erased] })).toContain('[erased]');
  });

  test('without evidence is the benefit of the doubt and nothing else', () => {
    const text = printed({
      edge: { ...explained.edge, score: 0.5, outcomes: 0, kept: 0, broken: 0 },
      benefitOfDoubt: 0.5,
      stillUnknown: 0.5,
      kept: [],
      broken: [],
      silenceFadesFrom: null,
      repairCount: null,
    });
    expect(text).toContain('the benefit of the doubt and nothing else. No promise has come to an end here.');
    expect(text).toContain('trust 0.5000 = benefit of the doubt 0.5000');
  });

  test('says where trust was never established', () => {
    expect(printed({ edge: { ...explained.edge, neverEstablished: true } })).toContain(
      'It was never established: the first promise was broken.',
    );
  });
});
