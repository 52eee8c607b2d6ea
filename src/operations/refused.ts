/** Carries a domain refusal out to whoever asked. Each way in turns it into its own words, in one place. */
import type { Refusal, RefusalCode } from '../domain/decision.ts';

export class Refused extends Error {
  readonly code: RefusalCode;
  readonly refusal: Refusal;

  constructor(refusal: Refusal) {
    super(refusal.reason);
    this.name = 'Refused';
    this.code = refusal.code;
    this.refusal = refusal;
  }
}
