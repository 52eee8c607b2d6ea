/** The thread in which models of lifetime value and of leaving are fitted: takes one task, answers it, and ends. */
import { parentPort, workerData } from 'node:worker_threads';
import { brokenPromises, type BrokenPromisesAsked } from '../domain/lifetime/broken-promises.ts';
import { type ContractsAsked, contractsReport } from '../domain/lifetime/contracts.ts';
import { dealValues, type DealsToValue } from '../domain/lifetime/deal-values.ts';
import { holdOut, type HoldoutFacts } from '../domain/lifetime/holdout.ts';
import { type OccasionsAsked, occasionsReport } from '../domain/lifetime/occasions.ts';
import { type CustomersToValue, type ValuationAsked, valueCustomers } from '../domain/lifetime/valuation.ts';
import { type BacktestAsked, backtestReport } from '../domain/point/backtest-report.ts';
import { type IndicatorsAsked, indicatorsReport } from '../domain/point/indicators-report.ts';
import type { CustomerPast } from '../domain/point/past.ts';
import { type PointAsked, pointReport } from '../domain/point/point-report.ts';

/** What is asked of the pasts of customers. */
interface Of<Asked> {
  readonly pasts: readonly CustomerPast[];
  readonly asked: Asked;
}

export const tasks = {
  value: ({ customers, asked }: { readonly customers: CustomersToValue; readonly asked: ValuationAsked }) =>
    valueCustomers(customers, asked),
  deals: (asked: DealsToValue) => dealValues(asked),
  brokenPromises: (asked: BrokenPromisesAsked) => brokenPromises(asked),
  holdout: (facts: HoldoutFacts) => holdOut(facts),
  contracts: (asked: ContractsAsked) => contractsReport(asked),
  occasions: (asked: OccasionsAsked) => occasionsReport(asked),
  point: ({ pasts, asked }: Of<PointAsked>) => pointReport(pasts, asked),
  indicators: ({ pasts, asked }: Of<IndicatorsAsked>) => indicatorsReport(pasts, asked),
  backtest: ({ pasts, asked }: Of<BacktestAsked>) => backtestReport(pasts, asked),
};
export type Tasks = typeof tasks;

/** What a thread is given. */
export interface Task {
  readonly name: keyof Tasks;
  readonly input: unknown;
}

if (parentPort !== null) {
  const { name, input } = workerData as Task;
  const task = tasks[name] as (given: unknown) => unknown;
  // It goes to the thread that started this one; there is no other origin.
  // oxlint-disable-next-line unicorn/require-post-message-target-origin
  parentPort.postMessage(task(input));
}
