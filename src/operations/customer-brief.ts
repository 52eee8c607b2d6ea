/** The brief before a contact: what was kept, what is open, the last breach, what to prove, what not to ask for. */
import type { Brief } from '../api/customer-views.ts';
import type { PromiseView } from '../api/promise-views.ts';
import { customerParty } from '../domain/ids.ts';
import type { PromiseStateName } from '../domain/promises/machine.ts';
import { type Account, byDeadline, customerOf, isOpen, nameOf, promisesOf } from './customer-account.ts';
import { burdensOf, quoted } from './customer-burdens.ts';
import { standingIn } from './selling.ts';
import { journeyOf } from './customer-trust.ts';

/** As many kept promises as can be mentioned in a conversation. */
const keptMax = 5;

const keptParts: ReadonlySet<PromiseView['balancePart']> = new Set(['kept', 'keptLate', 'keptBySilence']);

/** The brief about an account as of its time. */
export function briefOf(account: Account): Brief {
  const journey = journeyOf(account);
  const promises = promisesOf(account);
  const toCustomer = promises.filter(({ toParty }) => toParty === customerParty);
  return {
    customer: customerOf(account),
    asOf: account.at,
    zone: account.company.policy.zone,
    trust: journey.score,
    weakest: journey.weakest,
    weakestName: journey.areas[0]?.name ?? null,
    open: toCustomer.filter(isOpen).sort(byDeadline),
    lastBreach: latest(
      toCustomer.filter(({ balancePart }) => balancePart === 'broken'),
      ({ brokenAt, since }) => brokenAt ?? since,
    ),
    lastLate: latest(
      toCustomer.filter(({ balancePart, completedLate }) => completedLate && balancePart !== 'broken'),
      ({ completedAt, since }) => completedAt ?? since,
    ),
    toProve: burdensOf(account)
      .filter(({ bearer }) => bearer !== customerParty)
      .sort((left, right) => Number(right.toConvince === customerParty) - Number(left.toConvince === customerParty)),
    owedByCustomer: promises.filter((promise) => promise.byParty === customerParty && isOpen(promise)).sort(byDeadline),
    openCases: openCasesOf(account).map(({ caseId, opened, tries }) => ({
      caseId,
      issue: opened.text?.issue ?? null,
      openedAt: opened.occurredAt,
      attempts: tries,
    })),
    standing: standingIn(account),
    doNotAsk: doNotAskOf(account, toCustomer),
    kept: toCustomer
      .filter(({ balancePart }) => keptParts.has(balancePart))
      .sort((left, right) => (left.since < right.since ? 1 : -1))
      .slice(0, keptMax),
  };
}

function openCasesOf({ state }: Account) {
  return [...state.cases.values()].filter((known) => known.state === 'open');
}

/** States in which the customer waits for something that was promised, in words for a sentence. */
const waiting: Partial<Record<PromiseStateName, string>> = {
  overdue: 'is overdue',
  disputed: 'is disputed',
  broken: 'is broken and nothing was done about it',
  repairing: 'is broken and still being repaired',
};

/** What would be out of place now: asking for more while something that was promised, or an issue, still waits. */
function doNotAskOf(account: Account, promises: readonly PromiseView[]): string[] {
  const reasons = [
    ...promises.flatMap(({ state, words, byParty }) => {
      const why = waiting[state];
      return why === undefined ? [] : [`${quoted(words)} (${nameOf(account, byParty)}) ${why}`];
    }),
    ...openCasesOf(account).map(({ opened }) => {
      const issue = opened.text === null ? null : (opened.text.issue ?? opened.data.nature);
      return `the issue ${quoted(issue)} is waiting for an answer`;
    }),
  ];
  return reasons.map((reason) => `Do not ask for a reference or another purchase while ${reason}.`);
}

function latest(promises: readonly PromiseView[], timeOf: (promise: PromiseView) => string): PromiseView | null {
  return promises.reduce<PromiseView | null>(
    (last, promise) => (last === null || timeOf(promise) > timeOf(last) ? promise : last),
    null,
  );
}
