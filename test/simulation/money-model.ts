/** Where a customer's money moved, worked out anew from the list of what was recorded. */
import type { PromiseModel } from './promise-model.ts';
import { type Recorded, textOf } from './recorded.ts';

export interface MoneyModel {
  readonly entry: string;
  readonly at: string;
  readonly movement: string;
  readonly amount: number;
  readonly currency: string;
  readonly purchase: string | null;
  readonly area: string | null;
}

export interface CaseModel {
  readonly id: string;
  readonly opened: Recorded;
  readonly closedAt: string | null;
  readonly verdict: string | null;
  readonly shares: Readonly<Record<string, number>>;
}

interface Books {
  readonly purchases: readonly Recorded[];
  readonly refunds: readonly Recorded[];
  readonly cases: readonly CaseModel[];
  readonly promises: readonly PromiseModel[];
}

/** Revenue In, Out and Stays of a customer. */
export function moneyIn(books: Books): readonly MoneyModel[] {
  const { purchases, refunds, cases } = books;
  const paid = purchases.map((one) => ({ ...entryOf(one, 'in'), purchase: purchaseNamed(one), area: null }));
  const given = refunds.map((one) => {
    const purchase = purchaseOfRefund(one, cases);
    const known = cases.find(({ id }) => id === one.fields['caseId']);
    return { ...entryOf(one, 'out'), purchase, area: areaThatFailed(purchase, books) ?? largestShare(known) };
  });
  return [...paid, ...given, ...cases.flatMap((known) => staysOf(known, books))];
}

function entryOf({ id, at, fields }: Recorded, movement: string) {
  return { entry: id, at, movement, amount: amountOf(fields['amount']), currency: textOf(fields, 'currency') ?? '' };
}

function amountOf(value: unknown): number {
  return typeof value === 'number' ? value : 0;
}

function purchaseNamed({ fields }: Recorded): string | null {
  return textOf(fields, 'purchaseId') ?? null;
}

function purchaseOfRefund(refund: Recorded, cases: readonly CaseModel[]): string | null {
  const known = cases.find(({ id }) => id === refund.fields['caseId']);
  return purchaseNamed(refund) ?? (known === undefined ? null : purchaseNamed(known.opened));
}

/** What a satisfied client left with us, of the money that the case had put at risk. */
function staysOf(known: CaseModel, books: Books): readonly MoneyModel[] {
  const { closedAt, opened } = known;
  if (known.verdict !== 'satisfied' || closedAt === null) return [];
  const purchaseId = purchaseNamed(opened);
  const purchase = books.purchases.find((one) => one.fields['purchaseId'] === purchaseId);
  const currency = textOf(opened.fields, 'currency') ?? (purchase && textOf(purchase.fields, 'currency'));
  const stated = opened.fields['amount'];
  if (currency === undefined || (stated === undefined && purchase === undefined)) return [];
  const atRisk =
    stated === undefined && purchase !== undefined ? leftOf(purchase, books, (at) => at < opened.at) : amountOf(stated);
  const riskCurrency = stated === undefined && purchase !== undefined ? textOf(purchase.fields, 'currency') : currency;
  const back = books.refunds
    .filter(({ fields, at }) => fields['currency'] === riskCurrency && at >= opened.at)
    .filter(({ fields }) =>
      fields['caseId'] === undefined ? fields['purchaseId'] === purchaseId : fields['caseId'] === known.id,
    );
  const ceiling =
    purchase !== undefined && purchase.fields['currency'] === riskCurrency
      ? leftOf(purchase, books, (at) => at <= closedAt)
      : Number.POSITIVE_INFINITY;
  const amount = Math.min(atRisk - sumOf(back), ceiling);
  if (amount <= 0) return [];
  const area = areaThatFailed(purchaseId, books) ?? largestShare(known);
  const entry = `${known.id}/stays`;
  return [{ entry, at: closedAt, movement: 'stays', amount, currency: riskCurrency ?? '', purchase: purchaseId, area }];
}

function sumOf(refunds: readonly Recorded[]): number {
  return refunds.reduce((sum, { fields }) => sum + amountOf(fields['amount']), 0);
}

/** What a purchase has left of its price after the refunds, in its own currency, up to some time. */
function leftOf(purchase: Recorded, { refunds, cases }: Books, counts: (at: string) => boolean): number {
  const own = refunds.filter(
    (one) =>
      purchaseOfRefund(one, cases) === purchase.fields['purchaseId'] &&
      one.fields['currency'] === purchase.fields['currency'] &&
      counts(one.at),
  );
  return Math.max(0, amountOf(purchase.fields['amount']) - sumOf(own));
}

/** The area of the promise about a purchase that was broken first, or else kept late first; to the customer before others. */
function areaThatFailed(purchase: string | null, { promises }: Books): string | null {
  const about = promises.filter(
    ({ made }) => purchase !== null && made.fields['purchaseId'] === purchase && made.fields['by'] !== 'customer',
  );
  const inTurn = (toCustomer: boolean, part: string) =>
    about
      .filter(
        ({ made, part: own }) => own === part && ((made.fields['to'] ?? 'customer') === 'customer') === toCustomer,
      )
      .map((one) => ({ when: `${one.brokenAt ?? one.since}${one.id}`, area: textOf(one.made.fields, 'by') ?? null }))
      .toSorted((left, right) => (left.when < right.when ? -1 : 1));
  const [first] = [
    ...inTurn(true, 'broken'),
    ...inTurn(false, 'broken'),
    ...inTurn(true, 'keptLate'),
    ...inTurn(false, 'keptLate'),
  ];
  return first?.area ?? null;
}

function largestShare(known: CaseModel | undefined): string | null {
  const shares = Object.entries(known?.shares ?? {});
  const most = Math.max(...shares.map(([, share]) => share));
  const areas = shares.filter(([, share]) => share === most).map(([area]) => area);
  return areas.toSorted()[0] ?? null;
}
