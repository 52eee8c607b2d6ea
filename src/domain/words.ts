/** Text as it may enter the ledger: free words of people, and short codes of the company. */
import * as z from 'zod';

/** What stands where text was erased. */
export const erased = '[erased]';

/** The reason for going on although something spoke against it, behind a sentence; nothing where none was given or it was erased. */
export function allTheSame(despite: string | undefined, said = 'all the same'): string {
  return despite === undefined || despite === erased ? '' : ` (${said}: “${despite}”)`;
}

/** The longest free text, in UTF-16 units. */
export const freeTextMax = 4_000;

/** Free words of people, which may be personal. */
export const FreeText = words(freeTextMax);

/** Why somebody goes on although something speaks against it: a warning never blocks, and the reason is kept. */
export const whyAllTheSame = (description: string) =>
  FreeText.optional().meta({ title: 'Why all the same', description });

/**
 * Words of at most so many UTF-16 units. Neither NUL nor half a surrogate pair: a database or a hash would not give
 * them back as they were.
 */
export function words(lengthMax: number) {
  return z
    .string()
    .trim()
    .min(1, { error: 'must not be empty' })
    .max(lengthMax, { error: `must be at most ${lengthMax} characters` })
    .refine((text) => text.isWellFormed() && !text.includes('\0'), {
      error: 'must be text without NUL characters or broken surrogate pairs',
    });
}

/** A short code that the company chooses, like `late-bill`. Never personal. */
export const Code = z
  .string()
  .trim()
  .regex(/^[A-Za-z0-9][A-Za-z0-9 ._:/+-]{0,59}$/, {
    error: "must be a short code of at most 60 letters, digits, spaces or . _ : / + -, like 'late-bill'",
  });
