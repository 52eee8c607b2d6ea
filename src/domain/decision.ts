/** The outcome of asking the domain for something: facts to record, or a refusal. Refusals are values, never thrown. */

/** Why the domain says no. */
export const refusalCodes = [
  'invalid',
  'unknown_customer',
  'unknown_promise',
  'unknown_purchase',
  'unknown_case',
  'unknown_area',
  'unknown_event',
  'unknown_link',
  'unknown_offer',
  'link_ended',
  'already_exists',
  'not_explicit',
  'move_not_allowed',
  'not_your_move',
  'in_the_future',
  'different_content',
  'ambiguous',
  'nothing_to_do',
] as const;
export type RefusalCode = (typeof refusalCodes)[number];

export interface Refusal {
  readonly code: RefusalCode;
  /** A sentence that a customer could read. */
  readonly reason: string;
  /** What to do about it. */
  readonly remedy: string;
  /** The field at fault, where there is one. */
  readonly field?: string;
  /** What was given for it. */
  readonly value?: unknown;
}

export type Decision<Fact> =
  | { readonly ok: true; readonly facts: readonly Fact[] }
  | { readonly ok: false; readonly refusal: Refusal };

/** Yes: these facts follow. */
export function accept<Fact>(...facts: Fact[]): Decision<Fact> {
  return { ok: true, facts };
}

/** No, with the reason and the remedy. */
export function refuse(refusal: Refusal): Decision<never> {
  return { ok: false, refusal };
}
