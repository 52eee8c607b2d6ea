/** Why there is no number, in plain words: what is missing, and what would mend it. The words of the method stay beside it. */
import type { Block, Inline, Paragraph } from '../documents/document.ts';

/** What a statistic said when it refused. */
interface Refused {
  readonly why: string;
  readonly reason: string;
  readonly missing: string;
  readonly column: string | null;
}

/** The same for people; `detail` holds the method's words where these are not the same. */
export interface PlainReason {
  readonly reason: string;
  readonly missing: string;
  readonly detail?: string | undefined;
}

type Words = Pick<PlainReason, 'reason' | 'missing'>;

const samePace: Words = {
  reason: 'your customers buy at nearly the same pace, so what sets frequent buyers apart from rare ones is not seen',
  missing: 'customers who buy more often, or less often, than the rest; or a longer time',
};
const nobodyStops: Words = {
  reason:
    'hardly anybody can be seen to have stopped, or all seem to stop equally soon, so how long customers stay is not seen',
  missing: 'more time, until some who used to buy have long been silent and others have not',
};
const sameSpend: Words = {
  reason: 'what your customers spend differs too little, or a single one too much, to say what the next will spend',
  missing: 'more customers who bought again, or the very large ones apart from the small',
};
const allEnd: Words = {
  reason: 'contracts end at nearly the same rate every time, or hardly any has ended, so no curve of leaving is seen',
  missing: 'more contracts that came up for renewal, some of which ended',
};

/** What a parameter that runs away says of customers, by model. */
const boundaries: Readonly<Record<string, Readonly<Record<string, Words>>>> = {
  'BG/NBD': { r: samePace, alpha: samePace, a: nobodyStops, b: nobodyStops },
  'MBG/NBD': { r: samePace, alpha: samePace, a: nobodyStops, b: nobodyStops },
  'Pareto/NBD': { r: samePace, alpha: samePace, s: nobodyStops, beta: nobodyStops },
  'BG/BB': { alpha: samePace, beta: samePace, gamma: nobodyStops, delta: nobodyStops },
  'Gamma-Gamma': { p: sameSpend, q: sameSpend, v: sameSpend },
  sBG: { alpha: allEnd, beta: allEnd },
  BdW: { gamma: allEnd, delta: allEnd, c: allEnd },
};
const noPattern: Words = {
  reason: 'these customers are too much alike to tell them apart',
  missing: 'customers who differ more, or a longer time',
};
const unsettled: Words = {
  reason: 'several explanations fit what happened equally well, so none can be preferred',
  missing: 'more customers, or a longer time',
};

/**
 * A refusal in plain words. Where too few are there the statistic counts them in plain words itself, and those stay.
 *
 * @param model whose parameter ran away, where it was one
 */
export function plainly(refused: Refused, model = ''): PlainReason {
  const words = plainWords(refused, model);
  if (words === null) return { reason: refused.reason, missing: refused.missing };
  return { ...words, detail: `${refused.reason}; missing: ${refused.missing}` };
}

function plainWords({ why, column }: Refused, model: string): Words | null {
  const name = column === null ? 'this' : spoken(column);
  switch (why) {
    case 'at the boundary':
      return boundaries[model]?.[column ?? ''] ?? noPattern;
    case 'not converged':
      return unsettled;
    case 'separated':
      return {
        reason: `whoever left, and nobody else, had the same ${name}: then every effect, however large, would fit`,
        missing: `customers with the same ${name} of whom some left and some stayed`,
      };
    case 'collinear':
      return {
        reason: `${name} says the same as something else that is looked at, so what belongs to which is not seen`,
        missing: 'more customers, or months in which the two moved apart',
      };
    case 'no difference':
      return column === null
        ? null
        : {
            reason: `${name} was the same for everybody all the time, so nothing can be seen to go with it`,
            missing: `customers who differ in ${name}`,
          };
    default:
      return null;
  }
}

function spoken(column: string): string {
  return column === 'keptRate' ? 'kept rate' : column;
}

/** A paragraph that begins with what cannot be told, and goes on with why not and what would mend it. */
export function refusalBlock(about: readonly Inline[], refused: Refused, tone: Paragraph['tone'] = 'plain'): Block {
  const plain = plainly(refused);
  return { kind: 'paragraph', tone, text: [...about, ` ${reasonSentence(plain)}`], detail: plain.detail };
}

/** Two sentences: why not, and what would mend it. */
export function reasonSentence({ reason, missing }: Words): string {
  return `${reason.slice(0, 1).toUpperCase()}${reason.slice(1)}. What is missing: ${missing}.`;
}
