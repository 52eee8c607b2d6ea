/** A source refuses a row in a sentence; here it becomes a refusal like any other. */
import type { Refusal } from '../domain/decision.ts';

/**
 * The refusal that a source's own sentence stands for. A sentence like `done_on '31/02/2026' is no date: write
 * YYYY-MM-DD` names the field and the value, then the reason, then after a colon the remedy.
 */
export function refusalOfSource(sentence: string): Refusal {
  const [, field, value] = /^([A-Za-z_]\w*) (?:'(.*?)'|is missing)/.exec(sentence) ?? [];
  const colon = sentence.lastIndexOf(': ');
  return {
    code: 'invalid',
    reason: colon < 0 ? sentence : sentence.slice(0, colon),
    remedy: colon < 0 ? 'Correct the row and import again.' : sentence.slice(colon + 2),
    ...(field === undefined ? {} : { field, ...(value === undefined ? {} : { value }) }),
  };
}
