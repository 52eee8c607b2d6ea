/** BG/BB out of a ledger: in which years, quarters or months customers bought, and in how many of the next they will. */
import type { FittedOccasions } from '../api/occasion-views.ts';
import { type Day, endOfDay, justAfter, shiftDay } from '../domain/instants.ts';
import {
  occasionName,
  occasionOf,
  type OccasionsFound,
  type OccasionUnit,
  occasionUnits,
} from '../domain/lifetime/occasions.ts';
import { readSteadily } from '../ledger/views/audit-reading.ts';
import { readOccasions } from '../ledger/views/purchase-occasions.ts';
import type { Context } from './context.ts';
import { inWorker } from './in-worker.ts';
import { keptAnswer } from './kept-answers.ts';
import { fittedOf, notSaidOf } from './value-answers.ts';
import type { CurrencyValues } from './value-scores.ts';

/** So many occasions have to be over for a part of the calendar to be taken where none was asked for. */
const occasionsWanted = 6;
const seed = 1;

interface OccasionsAsked {
  readonly every: OccasionUnit | undefined;
  readonly cut: Day;
  readonly zone: string;
}

/** BG/BB of one currency, until the last occasion that is over and as of an earlier day. */
export async function fittedOccasions(
  context: Context,
  values: CurrencyValues,
  { every, cut, zone }: OccasionsAsked,
): Promise<FittedOccasions> {
  const { from, until, currency } = values;
  const first = (unit: OccasionUnit) => occasionOf(from, unit);
  const lastOver = (day: Day, unit: OccasionUnit) => occasionOf(shiftDay(day, 1), unit) - 1;
  const isLong = (unit: OccasionUnit) => lastOver(until, unit) - first(unit) >= occasionsWanted;
  const unit = every ?? occasionUnits.find(isLong) ?? 'month';
  const last = lastOver(until, unit);
  const earlier = Math.min(lastOver(cut, unit), last - 1);
  const question = `value occasions ${JSON.stringify([currency, until, unit, earlier])}`;
  const found = await keptAnswer(context, question, async () => {
    const watched = { currency, zone, end: justAfter(endOfDay(until, zone)) };
    const [cells, before] = await readSteadily(context.database, async (tables) => [
      await readOccasions(tables, watched, { unit, cut: last, last }),
      await readOccasions(tables, watched, { unit, cut: earlier, last }),
    ]);
    const period = { from: from.slice(0, 7), until: until.slice(0, 7) };
    return {
      customers: cells.reduce((sum, cell) => sum + cell.customers, 0),
      report: await inWorker('occasions', { unit, cells, earlier: before, ahead: last - earlier, seed, period }),
    };
  });
  return {
    every: unit,
    from: occasionName(first(unit), unit),
    until: occasionName(last, unit),
    occasions: Math.max(0, last - first(unit)),
    customers: found.customers,
    tooNew: values.histories.customerIds.length - found.customers,
    ...viewOf(found.report),
    holdout: holdoutOf(found.report, occasionName(earlier, unit), last - earlier),
  };
}

function viewOf({ fit, expectedAlive, expected, draws, failed, groups }: OccasionsFound) {
  return {
    fit: fittedOf('BG/BB', fit, false),
    expectedAlive,
    expected: expected === null ? null : { ...expected },
    draws,
    failedDraws: failed,
    groups: [...groups],
  };
}

function holdoutOf({ holdout }: OccasionsFound, cut: string, ahead: number): FittedOccasions['holdout'] {
  const { fit, customers, actual, foretold, groups } = holdout;
  return { cut, ahead, customers, actual, foretold, refused: notSaidOf(fit, 'BG/BB'), groups: [...groups] };
}
