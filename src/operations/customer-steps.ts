/** The nine steps as one customer went through them: how often, what happened last, and where money moved. */
import type { CustomerPage } from '../api/customer-views.ts';
import type { LedgerEvent } from '../domain/catalogue.ts';
import { retractedIds } from '../domain/corrections/effective.ts';
import { type Step, steps } from '../domain/process.ts';
import type { Account } from './customer-account.ts';
import { sentenceIn } from './customer-sentences.ts';

type StepOf = CustomerPage['steps'][number];

/** Every step of the process in order, those where nothing happened too. */
export function stepsOf(account: Account): StepOf[] {
  const { state, events, at } = account;
  const retracted = retractedIds(events);
  const moments = new Map<Step, LedgerEvent[]>(steps.map((step) => [step, []]));
  for (const event of events) {
    if (event.occurredAt > at || retracted.has(event.eventId)) continue;
    for (const step of stepsAt(event)) moments.get(step)?.push(event);
  }
  return steps.map((step) => {
    const here = moments.get(step) ?? [];
    const last = here.reduce<LedgerEvent | null>(
      (latest, event) => (latest !== null && latest.occurredAt > event.occurredAt ? latest : event),
      null,
    );
    return {
      step,
      count: here.length,
      lastAt: last?.occurredAt ?? null,
      lastSentence: last === null ? null : sentenceIn(account, last),
      lost: state.lostDeals.filter(({ data }) => data.step === step).length,
      money: moneyAt(state.money.filter((entry) => entry.step === step)),
    };
  });
}

/** The steps that an event shows the customer at. A pitch of an offer shows two: the offer, and that it was explained. */
function stepsAt(event: LedgerEvent): readonly Step[] {
  switch (event.type) {
    case 'pitch.made':
      return event.data.offerId === undefined ? ['pitch'] : ['offer', 'pitch'];
    case 'purchase.made':
      return ['purchase'];
    case 'delivery.made':
      return ['delivery'];
    case 'case.opened':
      return ['issue'];
    case 'case.attempted':
      return event.data.attempt === 'try' ? ['rectify'] : [];
    case 'case.closed':
      return event.data.verdict === 'unknown' ? [] : [event.data.verdict];
    case 'benefit.reported':
      return ['benefit'];
    default:
      return [];
  }
}

/** Money added up by movement and currency. */
function moneyAt(entries: Account['state']['money']): StepOf['money'] {
  const sums = new Map<string, StepOf['money'][number]>();
  for (const { movement, currency, amount } of entries) {
    const sum = sums.get(`${movement} ${currency}`) ?? { movement, currency, amount: 0 };
    sum.amount += amount;
    sums.set(`${movement} ${currency}`, sum);
  }
  return [...sums.values()];
}
