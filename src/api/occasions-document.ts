/** Blocks about BG/BB: in which parts of the calendar customers bought, and in how many of the next they will. */
import { type Block, count, notApplicable, type Row } from '../documents/document.ts';
import { formatCount } from '../documents/format.ts';
import { modelTable } from './model-blocks.ts';
import type { FittedOccasions } from './occasion-views.ts';
import { measure, refusal } from './value-blocks.ts';

/** What was found, and the check; the parameters stand with those of the other models. */
export function occasionBlocks(found: FittedOccasions): readonly Block[] {
  const { every, from, until, occasions, customers, tooNew, fit, expected, expectedAlive, draws, failedDraws } = found;
  const heading: Block = { kind: 'heading', level: 3, text: `By ${every}: bought in it or not (BG/BB)` };
  const late = tooNew === 0 ? '' : `; ${tooNew} who came in the last ${every} or later say nothing yet`;
  const scope: Block = {
    kind: 'paragraph',
    text: `${formatCount(customers)} customers over ${occasions} ${every}s after that of their first purchase, from ${from} to ${until}${late}.`,
  };
  if (fit.refused !== null || expected === null) {
    const refused = fit.refused === null ? [] : [refusal(fit.refused, 'BG/BB was not fitted')];
    return [heading, scope, ...refused];
  }
  const failed = failedDraws === 0 ? '' : ` (${failedDraws} more failed)`;
  return [
    heading,
    scope,
    {
      kind: 'facts',
      rows: [
        { label: `There in the next ${every}`, value: measure(expectedAlive, 0, 'customers') },
        {
          label: expected.ahead === 1 ? 'Will buy in the next year' : `Buying ${every}s in the next year`,
          value: measure(expected.amount, 0, '', { low: expected.low, high: expected.high }),
          note: `expected of all of them over ${expected.ahead} ${every}${expected.ahead === 1 ? '' : 's'}; interval from ${draws - failedDraws} drawings of customers${failed}`,
        },
      ],
    },
    modelTable([fit], {
      name: 'occasion-model',
      counted: 'Customers',
      caption: `How likely it makes the ${every}s bought in; not to be set beside models of days`,
    }),
    groupTable(found),
    ...holdoutBlocks(found),
  ];
}

function groupTable({ every, groups }: FittedOccasions): Block {
  const most = groups.at(-1)?.purchases;
  return {
    kind: 'table',
    name: 'occasions',
    caption: `By ${every}s in which they bought again`,
    columns: [`Buying ${every}s`, 'Customers', `Chance to be there in the next ${every}`, 'Expected in the next year'],
    rows: groups.map(
      (group): Row => [
        namedGroup(group.purchases, most),
        count(group.customers),
        measure(group.alive, 2),
        measure(group.expected, 2),
      ],
    ),
    empty: 'No customer.',
  };
}

function holdoutBlocks({ every, holdout }: FittedOccasions): readonly Block[] {
  const { cut, ahead, customers, actual, foretold, refused, groups } = holdout;
  if (refused !== null) return [refusal(refused, `BG/BB could not be fitted as of ${cut}, so there is no check of it`)];
  const part = foretold === null || actual === 0 ? '' : `, ${((100 * foretold) / actual).toFixed(1)} % of them`;
  return [
    {
      kind: 'table',
      name: 'occasions-holdout',
      caption: `Fitted as of the end of ${cut}: buying ${every}s of ${formatCount(customers)} customers in the ${ahead} after. ${formatCount(actual)} came, ${foretold === null ? 'nothing was' : Math.round(foretold)} foretold${part}`,
      columns: [`Buying ${every}s before`, 'Customers', 'Made, a customer', 'BG/BB'],
      rows: groups.map(
        (group): Row => [
          namedGroup(group.purchases, groups.at(-1)?.purchases),
          count(group.customers),
          measure(group.actual, 2),
          group.foretold === null ? notApplicable : measure(group.foretold, 2),
        ],
      ),
      empty: 'No customer.',
    },
  ];
}

/** Seven or more are one group. */
function namedGroup(purchases: number, most: number | undefined): string {
  return purchases === most && purchases >= 7 ? `${purchases} or more` : String(purchases);
}
