/** Carries a domain refusal out to whoever asked. Each way in turns it into its own words, in one place. */
import type { Problem } from '../domain/catalogue.ts';
import type { Refusal, RefusalCode } from '../domain/decision.ts';

export class Refused extends Error {
  readonly code: RefusalCode;
  readonly refusal: Refusal;
  /** Every field at fault, where there are several. */
  readonly problems: readonly Problem[];

  constructor(refusal: Refusal, problems: readonly Problem[] = []) {
    super(refusal.reason);
    this.name = 'Refused';
    this.code = refusal.code;
    this.refusal = refusal;
    this.problems = problems;
  }
}
