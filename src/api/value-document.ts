/** Documents about lifetime value: the overview, the scores, one customer. */
import type { Block, Document } from '../documents/document.ts';
import { assumptionBlocks, currencyBlocks, refusal, rowTable } from './value-blocks.ts';
import type { CustomerValue, ValueOverview, ValueScores } from './value-views.ts';

/** Currency after currency. */
export function overviewDocument(overview: ValueOverview): Document {
  const { currencies, otherCurrencies, settings, asOf } = overview;
  const many = currencies.length > 1;
  return {
    title: 'Lifetime value',
    subtitle: `What customers will still bring, as of ${asOf.slice(0, 10)}`,
    blocks: [
      ...(currencies.length === 0 ? [nothing] : []),
      ...currencies.flatMap((one): readonly Block[] => [
        ...(many ? [{ kind: 'heading' as const, level: 2 as const, text: one.currency }] : []),
        ...currencyBlocks(one, settings),
      ]),
      ...(otherCurrencies.length === 0
        ? []
        : [
            {
              kind: 'paragraph' as const,
              text: `Not shown: ${otherCurrencies.join(', ')}; ask for one by --currency.`,
            },
          ]),
    ],
  };
}

const nothing: Block = {
  kind: 'paragraph',
  tone: 'lead',
  text: 'Nobody has bought anything yet. Value shows here from thirty customers on, ten of whom bought again.',
};

/** A row a customer. */
export function scoresDocument(scores: ValueScores): Document {
  const { model, refused, valueRefused, currency, rows, customers } = scores;
  return {
    title: 'Lifetime value by customer',
    subtitle:
      model === null
        ? 'No model could be fitted'
        : `${rows.length} of ${customers} customers who bought in ${currency} from ${scores.from} to ${scores.until}; model ${model}`,
    blocks: [
      ...(refused === null ? [] : [refusal(refused, 'What customers will still buy cannot be told')]),
      ...(valueRefused === null ? [] : [refusal(valueRefused, 'What a purchase will bring cannot be told')]),
      rowTable(currency === '' ? 'EUR' : currency, rows, {
        name: 'value-scores',
        caption: 'Customers in order of id',
        empty: 'No customer can be scored.',
      }),
      ...(scores.next === null
        ? []
        : [{ kind: 'paragraph' as const, tone: 'note' as const, text: `More follow: --cursor ${scores.next}` }]),
      ...assumptionBlocks(scores.assumptions),
    ],
  };
}

/** The sentence, and what stands behind it. */
export function customerValueDocument({ sentence, currencies, customerId }: CustomerValue): Document {
  return {
    title: `What ${customerId} is worth`,
    blocks: [
      { kind: 'paragraph', tone: 'lead', text: sentence },
      ...currencies.flatMap((one) => [
        rowTable(one.currency, [one.row], {
          name: `value-${one.currency}`,
          caption: `In ${one.currency}, from ${one.from} to ${one.until}; model ${one.model ?? ''}, from ${one.customers} customers`,
          empty: '',
        }),
        ...assumptionBlocks(one.assumptions),
      ]),
    ],
  };
}
