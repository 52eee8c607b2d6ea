/** Blocks about contracts: how many are renewed, which curve holds, and what those in force are still worth. */
import { type Block, count, notApplicable, type Row, share } from '../documents/document.ts';
import type { ContractTerm, FittedContracts } from './contract-views.ts';
import { modelTable, parameterTable } from './model-blocks.ts';
import { measure, refusal, worth as money } from './value-blocks.ts';

/** Every term apart; one sentence where no contract is known. */
export function contractBlocks(found: FittedContracts, currency: string): readonly Block[] {
  if (found.terms.length === 0) {
    const text =
      'No contract is known, so nothing is said of renewals. A purchase that begins or renews one names it, with the last day that is paid for (contract and contract_until in a file of purchases).';
    return [{ kind: 'paragraph', tone: 'note', text }];
  }
  const others = found.others === 0 ? '' : ` ${found.others} contracts of other terms are not shown.`;
  const text = `A contract counts as not renewed ${found.graceDays} days after the last day that was paid for; looked at until ${found.until}.${others} Each contract stands for itself. What is paid under one is counted here and in no model above, which are not meant for renewals.`;
  return [
    ...found.terms.flatMap((term) => termBlocks(term, found, currency)),
    { kind: 'paragraph', tone: 'note', text },
  ];
}

function termBlocks(term: ContractTerm, { cut }: FittedContracts, currency: string): readonly Block[] {
  const { months, contracts, ended, fits, model } = term;
  const known: readonly Block[] = [
    { kind: 'heading', level: 3, text: `Contracts of ${months} ${months === 1 ? 'month' : 'months'}` },
    { kind: 'paragraph', text: `${contracts} contracts, of which ${ended} were not renewed.` },
    yearTable(term),
    curveTable(term),
    ...fits.flatMap(({ model: name, refused }) =>
      refused === null ? [] : [refusal(refused, `${name} was not fitted`)],
    ),
  ];
  if (model === null) return known;
  return [
    ...known,
    modelTable(fits, {
      name: `contract-models-${months}`,
      counted: 'Contracts',
      caption: 'Curves side by side. A lower AIC is better',
    }),
    parameterTable(fits, {
      name: `contract-parameters-${months}`,
      caption: 'Parameters, with standard error and 95 % interval',
    }),
    ...holdoutBlocks(term, cut),
    worthTable(term, currency),
  ];
}

function yearTable({ months, years }: ContractTerm): Block {
  return {
    kind: 'table',
    name: `contract-years-${months}`,
    caption: 'By the year in which they began',
    columns: ['Year', 'Contracts', 'Not renewed', 'In force', 'Renewals so far, at most'],
    rows: years.map(
      (one): Row => [
        String(one.year),
        count(one.contracts),
        count(one.ended),
        count(one.contracts - one.ended),
        count(one.renewalsMost),
      ],
    ),
    empty: 'No contract.',
  };
}

function curveTable({ months, curve, fits }: ContractTerm): Block {
  const shown = fits.filter(({ refused }) => refused === null).map(({ model }) => (model === 'BdW' ? 'BdW' : 'sBG'));
  return {
    kind: 'table',
    name: `contract-renewals-${months}`,
    caption: 'Each renewal: of those that came up for it, and share of all that are still there after it',
    columns: ['Renewal', 'Came up', 'Renewed', 'Still there', ...shown.map((kind) => `Still there, ${kind}`)],
    rows: curve.map(
      ({ renewal, renewed: { k, n, rate, low, high }, survival, told }): Row => [
        String(renewal),
        count(n),
        rate === null ? notApplicable : share({ share: rate, low, high, count: k }),
        measure(100 * survival, 1, '%'),
        ...shown.map((kind) => measure(told[kind] === null ? null : 100 * told[kind], 1, '%')),
      ],
    ),
    empty: 'No contract has come up for renewal yet.',
  };
}

function holdoutBlocks({ holdout }: ContractTerm, cut: string): readonly Block[] {
  const { due, renewed, foretold, refused } = holdout;
  if (refused !== null) return [refusal(refused, `No curve could be fitted as of ${cut}, so there is no check of it`)];
  const told = (['sBG', 'BdW'] as const).flatMap((kind) =>
    foretold[kind] === null ? [] : [`${kind} foretold ${foretold[kind].toFixed(1)}`],
  );
  const text = `Fitted as of ${cut}: of the contracts in force then ${due} came up for renewal afterwards, and ${renewed} were renewed that first time; ${told.join(', ')}.`;
  return [{ kind: 'paragraph', text }];
}

function worthTable({ months, worth, total, model, draws, failedDraws }: ContractTerm, currency: string): Block {
  const failed = failedDraws === 0 ? '' : ` (${failedDraws} more failed)`;
  const drawn = `interval from ${draws - failedDraws} drawings of contracts${failed}`;
  return {
    kind: 'table',
    name: `contract-value-${months}`,
    caption: `In force, by renewals so far (${model ?? ''}): renewals still to come without an end, later ones worth less, the next counted in full; value: margin × what was paid for the last term × those; ${drawn}`,
    columns: ['Renewals so far', 'Contracts', 'Renewals to come', 'Value'],
    rows: worth.map(
      (one): Row => [String(one.renewals), count(one.contracts), measure(one.expected, 2), money(one.value, currency)],
    ),
    total: ['All', count(worth.reduce((sum, one) => sum + one.contracts, 0)), '', money(total, currency)],
    empty: 'No contract is in force.',
  };
}
