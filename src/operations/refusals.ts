/** Problems with fields, as refusals that name the field, the value and the remedy. */
import type { Problem } from '../domain/catalogue.ts';
import type { Refusal } from '../domain/decision.ts';

/** The refusal for what is wrong with a fact's fields: the first is named, the others are counted. */
export function refusalOf(problems: readonly Problem[]): Refusal {
  const [first, ...others] = problems;
  const more =
    others.length === 0 ? '' : ` (and ${others.length} more: ${others.map((problem) => problem.field).join(', ')})`;
  return {
    code: 'invalid',
    reason: `${first?.field ?? 'The request'} ${first?.reason ?? 'is not valid'}${more}`,
    remedy: 'Correct this field and send it again',
    field: first?.field ?? '',
    value: first?.value ?? null,
  };
}
