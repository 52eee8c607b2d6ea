/** The list of read tables. */
import { cases } from './cases.ts';
import { customers } from './customers.ts';
import { feedback } from './feedback.ts';
import { lostDeals, money } from './money.ts';
import { promiseLinks } from './promise-links.ts';
import { promises } from './promises.ts';
import { purchases } from './purchases.ts';
import { asks, counsels, decisions, gifts, lots, referrals } from './selling.ts';
import { trustAreas, trustEdges, trustSteps } from './trust.ts';
import type { View } from './view.ts';

export const views: readonly View[] = [
  customers,
  promises,
  promiseLinks,
  purchases,
  cases,
  feedback,
  money,
  lostDeals,
  asks,
  gifts,
  referrals,
  counsels,
  decisions,
  lots,
  trustEdges,
  trustAreas,
  trustSteps,
];
