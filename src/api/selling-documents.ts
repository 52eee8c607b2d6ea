/** Standing and fit as documents: a sentence, a question, and what speaks against it. */
import { type Block, type Document, link, strong } from '../documents/document.ts';
import { formatInstant } from '../documents/format.ts';
import type { Fits, StandingShown } from './selling-views.ts';

/** Whether a customer is rested. */
export function standingDocument(shown: StandingShown): Document {
  return {
    title: `Before you ask ${shown.name ?? shown.customerId}`,
    subtitle: `As of ${formatInstant(shown.asOf, shown.zone)}`,
    blocks: [
      { kind: 'paragraph', tone: shown.state === 'rested' ? 'lead' : 'warning', text: shown.sentence },
      { kind: 'paragraph', text: strong(shown.question) },
      ...against(shown.warnings),
      { kind: 'paragraph', text: link('The four-minute brief', `/customers/${shown.customerId}/brief`) },
    ],
  };
}

/** Whether an offer fits a customer. */
export function fitsDocument(fits: Fits): Document {
  return {
    title: `${fits.offer.name} for ${fits.name ?? fits.customerId}`,
    subtitle: `As of ${formatInstant(fits.asOf, fits.zone)}`,
    blocks: [
      { kind: 'paragraph', tone: fits.warnings.length === 0 ? 'lead' : 'warning', text: fits.sentence },
      { kind: 'paragraph', text: strong(fits.question) },
      ...against(fits.warnings),
      ...(fits.isDeclared
        ? []
        : [
            {
              kind: 'paragraph',
              tone: 'note',
              text: 'This offer does not say yet what it fits; publish it with that.',
            } as const,
          ]),
      ...(fits.offer.limits.length === 0
        ? []
        : [
            { kind: 'heading', level: 2, text: 'Its limits, to be said before anybody buys' } as const,
            { kind: 'list', items: fits.offer.limits } as const,
          ]),
    ],
  };
}

function against(warnings: readonly { readonly words: string }[]): readonly Block[] {
  if (warnings.length === 0) return [];
  return [
    { kind: 'heading', level: 2, text: 'What speaks against it' },
    { kind: 'list', items: warnings.map(({ words }) => words) },
    { kind: 'paragraph', tone: 'note', text: 'Nothing is blocked. Say why where you go on all the same; it is kept.' },
  ];
}
