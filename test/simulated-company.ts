/** Companies whose truth is known: customers leave by a law that is written down, so that an estimate can be held against it. */
import type { CustomerMonth, CustomerMonths, WatchedMonth } from '../src/domain/statistics/customer-months.ts';
import { lifetimeValue } from '../src/domain/statistics/lifetime-projection.ts';
import { monthName } from '../src/domain/statistics/months.ts';

export interface CompanyLaw {
  readonly customers: number;
  readonly months: number;
  /** Change of the logit of leaving for a point of satisfaction, on a scale from 0 to 10. */
  readonly effect: number;
  /** What nobody sees and what makes customers both more satisfied and more loyal; 0 in an honest company. */
  readonly hidden: number;
  readonly answerShare: number;
}

export const plainLaw: CompanyLaw = { customers: 600, months: 24, effect: -0.35, hidden: 0, answerShare: 1 };

const firstMonth = 2024 * 12;
const usualSatisfaction = 7;

/** Customers who come one after another, answer every few months, and leave or not; all from one generator. */
export function simulateCompany(law: CompanyLaw, random: () => number): CustomerMonths {
  const months: WatchedMonth[] = [];
  const living: CustomerMonth[] = [];
  for (let customer = 0; customer < law.customers; customer += 1) {
    const began = Math.floor(random() * law.months);
    const hidden = normal(random);
    const level = usualSatisfaction + 1.6 * normal(random) + law.hidden * 1.2 * hidden;
    const income = Math.round(100 * Math.exp(0.4 * normal(random)));
    const answers = random() < law.answerShare;
    let satisfaction = answerAround(level, random);
    for (let month = began; month <= law.months; month += 1) {
      if (random() < 0.25) satisfaction = answerAround(level, random);
      const known: CustomerMonth = {
        customerId: `cus_${customer}`,
        month: firstMonth + month,
        tenureMonths: month - began,
        segment: null,
        satisfaction: answers ? satisfaction : null,
        advocacy: null,
        trust: null,
        keptRate: null,
        brokenThreeMonths: 0,
        refundsThreeMonths: 0,
        purchasesTwelveMonths: 1,
        monthsSincePurchase: 1,
        monthlyIncome: income,
        isContractEnd: false,
        isPriceChange: false,
      };
      if (month === law.months) {
        living.push(known);
        break;
      }
      const logit = logitOf(law, month - began, satisfaction) - law.hidden * hidden;
      const left = random() < 1 / (1 + Math.exp(-logit));
      months.push({ ...known, left, income: left ? 0 : income });
      if (left) break;
    }
  }
  const period = { from: monthName(firstMonth), until: monthName(firstMonth + law.months - 1) };
  return { months, living, period, leftOut: [] };
}

/** What a point up, or down, is truly worth in this company, as a mean over those who live. */
export function trueValueOfPoint(law: CompanyLaw, { living }: CustomerMonths, shift: number, horizon: number): number {
  const known = living.filter(({ satisfaction }) => satisfaction !== null);
  const sum = known.reduce((total, { satisfaction, tenureMonths, monthlyIncome }) => {
    const now = satisfaction ?? 0;
    const valueAt = (score: number) => {
      const hazards = Array.from({ length: horizon }, (_, k) => {
        const logit = logitOf(law, tenureMonths + k, score);
        return 1 / (1 + Math.exp(-logit));
      });
      return lifetimeValue(monthlyIncome, hazards, 0.01);
    };
    return total + valueAt(Math.min(10, Math.max(0, now + shift))) - valueAt(now);
  }, 0);
  return sum / known.length;
}

function logitOf(law: CompanyLaw, tenure: number, satisfaction: number): number {
  return -3.1 - 0.03 * Math.min(tenure, 12) + law.effect * (satisfaction - usualSatisfaction);
}

function answerAround(level: number, random: () => number): number {
  return Math.min(10, Math.max(0, Math.round(level + normal(random))));
}

/** A standard normal number, by Box and Muller. */
export function normal(random: () => number): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}
