/** One trust number as a document: what it is made of, what took from it, and what would mend it. */
import {
  type Block,
  type Content,
  type Document,
  type Figure,
  figure,
  type Inline,
  instant,
  link,
  type Row,
  trust,
} from '../documents/document.ts';
import { formatInstant } from '../documents/format.ts';
import type { TrustExplained } from './customer-views.ts';
import { capitalised, quoted, sentence } from './promise-phrases.ts';

/** Why a trust number is what it is. The sums are printed to four digits, and add up as printed. */
export function trustDocument(explained: TrustExplained): Document {
  const { edge, customerId, asOf, zone } = explained;
  return {
    title: `Trust of ${edge.trusterName} in ${edge.trusteeName}`,
    subtitle: `${customerId} · as of ${formatInstant(asOf, zone)}`,
    blocks: [
      { kind: 'paragraph', tone: 'lead', text: standing(explained) },
      ...(edge.words === null ? [] : [{ kind: 'paragraph', text: `“${edge.words}”` } as const]),
      ...sums(explained),
      ...(edge.outcomes === 0 ? [] : [keptTable(explained), brokenTable(explained)]),
      ...outlook(explained).map((text): Block => ({ kind: 'paragraph', text })),
    ],
  };
}

function standing({ edge }: TrustExplained): Content {
  const score = trust({ trust: edge.score, low: edge.low, high: edge.high, count: edge.outcomes });
  if (edge.outcomes === 0)
    return ['Trust ', score, ': the benefit of the doubt and nothing else. No promise has come to an end here.'];
  return sentence(
    'Trust ',
    score,
    edge.neverEstablished ? '. It was never established: the first promise was broken.' : '.',
  );
}

/** Parts of one in ten-thousandths, rounded along their running sum: as printed, they add up to what the sum is printed as. */
function rounded(parts: readonly number[]): readonly number[] {
  let sum = 0;
  let shown = 0;
  return parts.map((part) => {
    sum += part;
    const before = shown;
    shown = Math.round(sum * 10_000);
    return (shown - before) / 10_000;
  });
}

function points(amount: number): Figure {
  return figure({ kind: 'measure', measure: amount, digits: 4, unit: '' });
}

function total(parts: readonly number[]): number {
  return Math.round(parts.reduce((sum, part) => sum + part, 0) * 10_000) / 10_000;
}

function sums({ benefitOfDoubt, stillUnknown, kept, broken }: TrustExplained): readonly Block[] {
  const sum = (terms: readonly { readonly amount: number }[]) => terms.reduce((all, { amount }) => all + amount, 0);
  const forIt = rounded([benefitOfDoubt, sum(kept)]);
  const againstIt = rounded([stillUnknown, sum(broken)]);
  return [
    {
      kind: 'equation',
      name: 'score',
      caption: 'For it',
      total: { label: 'trust', figure: points(total(forIt)) },
      terms: [
        { label: 'benefit of the doubt', figure: points(forIt[0] ?? 0) },
        { label: counted(kept.length, 'kept promise'), figure: points(forIt[1] ?? 0) },
      ],
    },
    {
      kind: 'equation',
      name: 'missing',
      caption: 'Missing to full trust',
      total: { label: 'missing', figure: points(total(againstIt)) },
      terms: [
        { label: 'still unknown', figure: points(againstIt[0] ?? 0) },
        { label: broken.length === 1 ? '1 breach' : `${broken.length} breaches`, figure: points(againstIt[1] ?? 0) },
      ],
    },
  ];
}

function counted(things: number, name: string): string {
  return `${things} ${name}${things === 1 ? '' : 's'}`;
}

function keptTable({ kept, benefitOfDoubt, zone }: TrustExplained): Block {
  const [doubt = 0, ...amounts] = rounded([benefitOfDoubt, ...kept.map(({ amount }) => amount)]);
  return {
    kind: 'table',
    name: 'kept',
    caption: 'What each kept promise gives',
    columns: ['Promise', 'Kept', 'Gives', 'Taken by silence', 'Taken by later breaches'],
    rows: kept.map(
      (term, index): Row => [
        subject({ ...term, caseId: null }),
        instant(term.at, zone),
        points(amounts[index] ?? 0),
        points(term.takenBySilence),
        points(term.takenByBreaches),
      ],
    ),
    ...(kept.length > 0 && {
      total: [
        `With the benefit of the doubt of ${doubt.toFixed(4)}`,
        '',
        points(total([doubt, ...amounts])),
        points(kept.reduce((sum, term) => sum + term.takenBySilence, 0)),
        points(kept.reduce((sum, term) => sum + term.takenByBreaches, 0)),
      ],
    }),
    empty: 'No promise was kept yet.',
  };
}

function brokenTable({ broken, stillUnknown, zone }: TrustExplained): Block {
  const [unknown = 0, ...amounts] = rounded([stillUnknown, ...broken.map(({ amount }) => amount)]);
  return {
    kind: 'table',
    name: 'broken',
    caption: 'What each broken promise takes',
    columns: ['Promise', 'Broken', 'Takes', 'Severity', 'Repaired'],
    rows: broken.map(
      (term, index): Row => [
        subject(term),
        instant(term.at, zone),
        points(amounts[index] ?? 0),
        term.effective === term.stated
          ? term.stated
          : `${term.stated}, counted as ${term.effective}: the same cause came back`,
        term.repaired === 0 ? 'no' : term.repaired < 1 ? 'half' : 'yes',
      ],
    ),
    ...(broken.length > 0 && {
      total: [`With ${unknown.toFixed(4)} that is still unknown`, '', points(total([unknown, ...amounts])), '', ''],
    }),
    empty: 'No promise was broken.',
  };
}

function subject(term: {
  readonly promiseId: string | null;
  readonly caseId: string | null;
  readonly words: string | null;
}): Inline {
  if (term.promiseId !== null) return link(quoted(term.words), `/promises/${term.promiseId}`);
  return `case ${term.caseId ?? ''}${term.words === null ? '' : ` “${term.words}”`}`;
}

/** What would change it: silence, and further kept promises. */
function outlook({
  kept,
  broken,
  edge,
  silenceFadesFrom,
  repairCount,
  asOf,
  zone,
}: TrustExplained): readonly Content[] {
  const silence = kept.reduce((sum, term) => sum + term.takenBySilence, 0);
  const breaches = kept.reduce((sum, term) => sum + term.takenByBreaches, 0);
  const lines: Content[] = [];
  if (silence > 0 || breaches > 0) {
    lines.push([
      'Silence has taken ',
      points(silence),
      ' of what the kept promises earned, later breaches ',
      points(breaches),
      '.',
    ]);
  }
  if (silenceFadesFrom !== null) {
    const nothingFades = broken.length === 0 ? '' : 'Nothing fades what was broken; ';
    lines.push(
      silenceFadesFrom > asOf
        ? [
            capitalised(`${nothingFades}silence would let the kept ones fade from `),
            instant(silenceFadesFrom, zone),
            '.',
          ]
        : [
            capitalised(`${nothingFades}silence has let the kept ones fade since `),
            instant(silenceFadesFrom, zone),
            '.',
          ],
    );
  }
  if (repairCount !== null) {
    lines.push(
      repairCount === 0
        ? 'Trust is back where it was before the last breach.'
        : `${counted(repairCount, 'further kept promise')} of ${edge.trusteeName} would bring it back to where it was before the last breach.`,
    );
  }
  return lines;
}
