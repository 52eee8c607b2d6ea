/** The proofs that are owed in an account: derived from open promises and open cases, never typed in. */
import type * as z from 'zod';
import type { BurdenView } from '../api/customer-views.ts';
import { erased } from '../domain/words.ts';
import { splitBurden } from '../domain/cases/case.ts';
import { customerParty } from '../domain/ids.ts';
import type { Instant } from '../domain/instants.ts';
import { isOpen } from '../domain/promises/backing.ts';
import type { PromiseState } from '../domain/promises/promise.ts';
import { type Account, nameOf, partyOf } from './customer-account.ts';

export type Burden = z.output<typeof BurdenView>;

/**
 * Who owes whom a proof, late ones first, then by due time. Who promised bears the burden, also where it needs another
 * area that never agreed. An open case is owed to the client by Customer Service, and to Customer Service by each area
 * with a share in it; Customer Service owes its own share to Operations, as in the method's edges.
 */
export function burdensOf(account: Account): readonly Burden[] {
  const { promises, cases } = account.state;
  const fromPromises = [...promises.values()].filter(isOpen).map((promise) => {
    const { by, to } = promise.made.data;
    return burden(account, by, to, {
      what: quoted(promise.terms.words),
      by: promise.terms.deadline,
      late: isLate(promise, account.at),
      promiseId: promise.promiseId,
    });
  });
  const fromCases = [...cases.values()]
    .filter(({ state }) => state === 'open')
    .flatMap((known) => {
      const issue = quoted(known.opened.text === null ? null : (known.opened.text.issue ?? known.opened.data.nature));
      const { caseId } = known;
      return [
        burden(account, 'customer-service', customerParty, { what: `the issue ${issue} put right`, caseId }),
        ...splitBurden(known).map(({ truster, trustee, outcome }) =>
          burden(account, trustee, truster, {
            what: `what went wrong with ${issue} (${Math.round(outcome.weight * 100)} % of the burden)`,
            caseId,
          }),
        ),
      ];
    });
  return [...fromPromises, ...fromCases]
    .filter(({ bearer, toConvince }) => bearer !== toConvince)
    .sort((left, right) => Number(right.late) - Number(left.late) || compareDue(left.by, right.by));
}

/** Whether the due time of a promise has passed without its being declared done in time. */
function isLate(promise: PromiseState, at: Instant): boolean {
  const { deadline } = promise.terms;
  const doneInTime = promise.completedAt !== null && !promise.completedLate;
  return deadline !== null && deadline < at && !doneInTime;
}

function burden(
  account: Account,
  bearer: string,
  toConvince: string,
  owed: Pick<Burden, 'what'> & Partial<Burden>,
): Burden {
  return {
    bearer: partyOf(account, bearer),
    bearerName: nameOf(account, bearer),
    toConvince: partyOf(account, toConvince),
    toConvinceName: nameOf(account, toConvince),
    by: null,
    late: false,
    promiseId: null,
    caseId: null,
    ...owed,
  };
}

/** Words in quotation marks, or that they were erased. */
export function quoted(words: string | null): string {
  return words === null ? erased : `“${words}”`;
}

function compareDue(left: Instant | null, right: Instant | null): number {
  if (left === right) return 0;
  if (left === null) return 1;
  return right === null || left < right ? -1 : 1;
}
