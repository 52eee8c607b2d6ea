/** The findings of an audit: plain sentences, each with the figure it rests on, in order of what is at stake. */
import {
  formatCount,
  formatDay,
  formatKey,
  formatMoney,
  formatMonth,
  formatNumber,
  formatPart,
  formatTrust,
} from '../documents/format.ts';
import type { AuditReport } from './audit-report.ts';
import { casesMin, type Rate } from './audit-values.ts';
import { counted, isApart, shareOf } from './audit-verdict.ts';

type Parts = Omit<AuditReport, 'verdict' | 'findings'>;

const findingsMax = 12;
/** The smallest change of trust that two decimals show. */
const liftMin = 0.01;
/** Below this the areas lie further apart than a customer can overlook: sd of a tenth of the scale. */
const consistencyMin = 0.8;

interface Finding {
  readonly text: string;
  readonly figure: string;
  /** Money concerned, as a share of the revenue of its currency: currencies cannot be compared otherwise. */
  readonly money: number;
  /** Promises, customers or answers concerned. */
  readonly cases: number;
}

/** What stands out in the parts of a report, the most money first, then the most promises. */
export function findingsOf(parts: Parts): AuditReport['findings'] {
  return [
    ...moneyAtStake(parts),
    ...promisesNobodyAgreedTo(parts),
    ...promisesToCustomers(parts),
    ...chainEffects(parts),
    ...handOffEffect(parts),
    ...journeyFindings(parts),
    ...whatCustomersSay(parts),
    ...whoComesBack(parts),
    ...whatKeepsComingBack(parts),
    ...timeTaken(parts),
  ]
    .sort((one, other) => other.money - one.money || other.cases - one.cases)
    .slice(0, findingsMax)
    .map(({ text, figure }) => ({ text, figure }));
}

function moneyAtStake({ revenue }: Parts): Finding[] {
  return revenue.flatMap(({ currency, in: paid, areas }) =>
    areas.flatMap(({ figure, name, out, atRisk }): Finding[] => {
      const say = (amount: number, field: string, text: string): Finding[] =>
        amount === 0 ? [] : [{ text, figure: `${figure}.${field}`, money: amount / Math.max(paid, amount), cases: 0 }];
      return [
        ...say(
          out,
          'out',
          `${formatMoney({ amount: out, currency })} went back to clients where ${name} broke its promise or bears the burden.`,
        ),
        ...say(atRisk, 'atRisk', `${formatMoney({ amount: atRisk, currency })} is at risk now because of ${name}.`),
      ];
    }),
  );
}

function promisesNobodyAgreedTo({ byArea, irregular }: Parts): Finding[] {
  const imposed = byArea.flatMap(({ figure, name, imposedOpen }): Finding[] =>
    imposedOpen === 0
      ? []
      : [
          {
            text: `${name} never agreed to ${counted(imposedOpen, 'promise')} that ${imposedOpen === 1 ? 'is' : 'are'} open.`,
            figure: `${figure}.imposedOpen`,
            money: 0,
            cases: imposedOpen,
          },
        ],
  );
  const strange: Finding[] =
    irregular.promises === 0
      ? []
      : [
          {
            text: `${counted(irregular.promises, 'promise')} moved in ways that the life of a promise does not allow; those moves are left out.`,
            figure: 'irregular.promises',
            money: 0,
            cases: irregular.promises,
          },
        ];
  return [...imposed, ...strange];
}

function promisesToCustomers({ keptRate, punctuality }: Parts): Finding[] {
  const { toCustomers } = keptRate;
  if (toCustomers.n < casesMin || toCustomers.k === toCustomers.n) return [];
  const failed = toCustomers.n - toCustomers.k;
  const { asFirstPromised, asLastAgreed } = punctuality.toCustomers;
  const softened = asLastAgreed.completedInTime - asFirstPromised.completedInTime;
  return [
    {
      text: `${formatCount(failed)} of ${counted(toCustomers.n, 'promise')} to customers came late or not at all; kept in time: ${shareOf(toCustomers)}.`,
      figure: 'keptRate.toCustomers',
      money: 0,
      cases: failed,
    },
    ...(softened > 0
      ? [
          {
            text: `${counted(softened, 'promise')} to customers ${softened === 1 ? 'is' : 'are'} in time only because the due time was moved.`,
            figure: 'punctuality.toCustomers.asFirstPromised.completedInTime',
            money: 0,
            cases: softened,
          },
        ]
      : []),
  ];
}

function chainEffects({ chains }: Parts): Finding[] {
  return chains
    .filter(({ lateWhenLate, lateWhenInTime }) => isApart(lateWhenLate, lateWhenInTime))
    .map(({ figure, frontName, behindName, lateWhenLate, lateWhenInTime }) => ({
      text: `When ${behindName} is late, ${frontName} in front of it is late in ${shareOf(lateWhenLate)}; when it is in time, in ${shareOf(lateWhenInTime)}.`,
      figure: `${figure}.lateWhenLate`,
      money: 0,
      cases: lateWhenLate.k,
    }));
}

function handOffEffect({ handOffs }: Parts): Finding[] {
  const first = handOffs.find(({ steps }) => steps === '0');
  const last = handOffs.at(-1);
  if (first === undefined || last === undefined || !isApart(first.keptInTime, last.keptInTime)) return [];
  const cases = handOffs
    .filter(({ steps }) => steps !== '0')
    .reduce((sum, { keptInTime }) => sum + keptInTime.n - keptInTime.k, 0);
  return [
    {
      text: `Hand-offs go with broken promises: kept in time ${shareOf(first.keptInTime)} without one, ${shareOf(last.keptInTime)} with ${last.steps}.`,
      figure: `${last.figure}.keptInTime`,
      money: 0,
      cases,
    },
  ];
}

function journeyFindings({ journey, consistency }: Parts): Finding[] {
  const [weakest] = journey.areas;
  const { neverEstablished, median } = journey;
  const findings: Finding[] = [];
  const lifted = weakest?.liftedMedian ?? null;
  // Where all areas are trusted alike one of them is the weakest by a hair, and lifting it would change nothing.
  if (
    weakest !== undefined &&
    weakest.weakestFor.n >= casesMin &&
    lifted !== null &&
    median !== null &&
    lifted - median >= liftMin
  ) {
    findings.push({
      text: `${weakest.name} is the weakest link for ${shareOf(weakest.weakestFor)} of the customers. If it rose to the next area’s level, the journey in the middle would go from ${formatTrust(median)} to ${formatTrust(lifted)}.`,
      figure: `${weakest.figure}.weakestFor`,
      money: 0,
      cases: weakest.weakestFor.k,
    });
  }
  if (neverEstablished.k > 0) {
    findings.push({
      text: `For ${counted(neverEstablished.k, 'customer')} the very first promise was broken: trust was never established.`,
      figure: 'journey.neverEstablished',
      money: 0,
      cases: neverEstablished.k,
    });
  }
  if (consistency.acrossAreas !== null && consistency.acrossAreas < consistencyMin) {
    findings.push({
      text: `Customers do not meet one company: consistency across areas is ${formatTrust(consistency.acrossAreas)}.`,
      figure: 'consistency.acrossAreas',
      money: 0,
      cases: 0,
    });
  }
  return findings;
}

function whatCustomersSay({ feedbackByOutcome }: Parts): Finding[] {
  return feedbackByOutcome
    .filter(({ outcome }) => outcome === 'completedLate')
    .flatMap((late): Finding[] => {
      const inTime = feedbackByOutcome.find(
        ({ outcome, measure, scale }) =>
          outcome === 'completedInTime' && measure === late.measure && scale === late.scale,
      );
      if (inTime === undefined || !isApart(late.lowest, inTime.lowest)) return [];
      const mean = (value: number | null) => formatNumber(value ?? 0, 2);
      return [
        {
          text: `After a late promise ${late.measure} is ${mean(late.mean.value)} on ${late.scale} (n = ${formatCount(late.answers)}), after one in time ${mean(inTime.mean.value)} (n = ${formatCount(inTime.answers)}): associated, not proven to be the cause.`,
          figure: `${late.figure}.mean`,
          money: 0,
          cases: late.answers,
        },
      ];
    });
}

function whoComesBack({ repurchase }: Parts): Finding[] {
  const { afterKept, afterFailed } = repurchase;
  if (!isApart(afterKept, afterFailed)) return [];
  return [
    {
      text: `Customers bought again in ${shareOf(afterKept)} after a first promise kept, in ${shareOf(afterFailed)} after one late or broken: associated, not proven to be the cause.`,
      figure: 'repurchase.afterFailed',
      money: 0,
      cases: missed(afterFailed),
    },
  ];
}

function missed({ k, n }: Rate): number {
  return n - k;
}

function whatKeepsComingBack({ recurrence }: Parts): Finding[] {
  const { displacement, reopening, surprises, signals, topics } = recurrence;
  const findings: Finding[] = surprises.slice(0, 3).map(({ figure, areaName, topic, count, expected }) => ({
    text: `“${formatKey(topic)}” came up ${formatCount(count)} times at ${areaName} in ${recurrence.month === null ? 'the last full month' : formatMonth(recurrence.month)}; ${formatNumber(expected, 1)} a month were usual.`,
    figure: `${figure}.count`,
    money: 0,
    cases: count,
  }));
  if (displacement.ratio !== null && displacement.increases > 0) {
    const fallen = namesOf(topics.filter(({ change }) => change < 0).map(({ topic }) => formatKey(topic)));
    const risen = namesOf(topics.filter(({ change }) => change > 0).map(({ topic }) => formatKey(topic)));
    findings.push({
      text: `Whack-a-mole: ${fallen} fell by ${formatCount(displacement.decreases)} in all, ${risen} rose by ${formatCount(displacement.increases)}.`,
      figure: 'recurrence.displacement.ratio',
      money: 0,
      cases: displacement.increases,
    });
  }
  if (reopening.reopened > 0) {
    findings.push({
      text: `${formatCount(reopening.reopened)} of ${counted(reopening.fixed, 'topic')} that had been quiet for 60 days came up again.`,
      figure: 'recurrence.reopening.reopened',
      money: 0,
      cases: reopening.reopened,
    });
  }
  for (const { figure, areaName, alarms, days, usualRate } of signals) {
    const [first] = days;
    if (first === undefined) continue;
    findings.push({
      text: `${areaName} broke more promises than its usual ${formatPart(usualRate)}: noticed first on ${formatDay(first)}, ${counted(alarms, 'time')} in all.`,
      figure: `${figure}.alarms`,
      money: 0,
      cases: alarms,
    });
  }
  return findings;
}

/** The first two names, and whether there are more. */
function namesOf(names: readonly string[]): string {
  const said = names.slice(0, 2).map((name) => `“${name}”`);
  return names.length > 2 ? `${said.join(', ')} and others` : said.join(' and ');
}

function timeTaken({ customersTime }: Parts): Finding[] {
  const { promisesLate, waitedDays, waitedDaysMedian } = customersTime;
  if (promisesLate === 0) return [];
  return [
    {
      text: `Customers waited ${formatNumber(waitedDays, 0)} days longer than promised, ${formatNumber(waitedDaysMedian.value ?? 0, 1)} in the middle of ${counted(promisesLate, 'late promise')}.`,
      figure: 'customersTime.waitedDays',
      money: 0,
      cases: promisesLate,
    },
  ];
}
