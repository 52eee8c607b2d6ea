/** sBG and BdW out of a ledger: contracts that purchases began and renewed, until today and as of an earlier day. */
import type { ContractTerm, FittedContracts } from '../api/contract-views.ts';
import { type Day, dayOf, endOfDay, type Instant, justAfter, shiftDay } from '../domain/instants.ts';
import { type ContractsOfTerm, renewalKinds } from '../domain/lifetime/contracts.ts';
import { readSteadily } from '../ledger/views/audit-reading.ts';
import { readContracts } from '../ledger/views/contracts.ts';
import { rateOf } from './audit-numbers.ts';
import type { Context } from './context.ts';
import { inWorker } from './in-worker.ts';
import { keptAnswer } from './kept-answers.ts';
import { fittedOf, notSaidOf } from './value-answers.ts';
import type { CurrencyValues, ValueSettings } from './value-scores.ts';

/** A renewal is often entered some days late. */
const graceDays = 30;
const seed = 1;

interface ContractsAsked {
  readonly settings: ValueSettings;
  readonly zone: string;
  readonly at: Instant;
  /** Until today where no other day is asked for: that a contract ran out is seen without a purchase. */
  readonly until: Day | undefined;
  readonly cut: Day;
}

/** The contracts in one currency by term; no terms where none is known. */
export async function fittedContracts(
  context: Context,
  values: CurrencyValues,
  { settings, zone, at, until = dayOf(at, zone), cut }: ContractsAsked,
): Promise<FittedContracts> {
  const { currency, from } = values;
  const { marginShare, discountYearly } = settings;
  const question = `value contracts ${JSON.stringify([currency, until, cut, marginShare, discountYearly])}`;
  const { terms, others } = await keptAnswer(context, question, async () => {
    const watched = { currency, zone, end: justAfter(endOfDay(until, zone)) };
    const days = { cut, goneAtCut: shiftDay(cut, -graceDays), gone: shiftDay(until, -graceDays) };
    const cells = await readSteadily(context.database, (tables) => readContracts(tables, watched, days));
    if (cells.length === 0) return { terms: [], others: 0 };
    const period = { from: from.slice(0, 7), until: until.slice(0, 7) };
    return inWorker('contracts', { cells, marginShare, discountYearly, seed, period });
  });
  return { until, cut, graceDays, terms: terms.map(termView), others };
}

function termView(term: ContractsOfTerm): ContractTerm {
  const { fits, model, curve, worth, failed, holdout, years, ...counts } = term;
  return {
    ...counts,
    failedDraws: failed,
    years: [...years],
    model,
    fits: renewalKinds.map((kind) => fittedOf(kind, fits[kind], kind === model)),
    curve: curve.map(({ renewal, due, renewed, survival, told }) => ({
      renewal,
      renewed: rateOf(renewed, due),
      survival,
      told,
    })),
    worth: [...worth],
    holdout: {
      due: holdout.due,
      renewed: holdout.renewed,
      foretold: holdout.foretold,
      refused: holdout.fits.BdW.answered ? null : notSaidOf(holdout.fits.sBG, 'sBG'),
    },
  };
}
