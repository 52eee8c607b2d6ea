/** The oversell guard: whether an offer fits what a customer needs, can keep and uses, and which one would fit better. */
import * as z from 'zod';
import { Code, words } from '../words.ts';
import type { Warning } from './standing.ts';

const needsMax = 50;
const unitLengthMax = 40;
const Measure = z.number().min(0);

/** What an offer fits, in data: the needs it is for, the size it is made for, and how much somebody has to use it. */
export const Fit = z.object({
  needs: z.array(Code).max(needsMax).default([]),
  sizeMin: Measure.optional(),
  sizeMax: Measure.optional(),
  /** What sizes and use are counted in, like rooms or seats. */
  unit: words(unitLengthMax).optional(),
  usageMin: Measure.optional(),
  usageMax: Measure.optional(),
});
export type Fit = z.output<typeof Fit>;

export interface Offered {
  readonly offerId: string;
  readonly name: string;
  readonly fits?: Fit | undefined;
}

/** What is known of the sale: what it is needed for, how much is to be sold, and how much of it is used. */
export interface Wanted {
  readonly need?: string | undefined;
  readonly size?: number | undefined;
  readonly usage?: number | undefined;
}

/** Where an offer lies outside what it says it fits, or the sale goes beyond what is used. */
export function misfitsOf(offer: Offered, { need, size, usage }: Wanted): readonly Warning[] {
  const warnings: Warning[] = [];
  const { fits } = offer;
  const unit = fits?.unit === undefined ? '' : ` ${fits.unit}`;
  if (need !== undefined && fits !== undefined && fits.needs.length > 0 && !fits.needs.includes(need)) {
    warnings.push({ code: 'need', words: `${offer.name} is made for ${listed(fits.needs)}, not for ${need}.` });
  }
  const outsideSize = size === undefined ? null : outside(size, fits?.sizeMin, fits?.sizeMax);
  if (outsideSize !== null) {
    warnings.push({ code: 'size', words: `${offer.name} is made for ${outsideSize}${unit}; this would be ${size}.` });
  }
  const outsideUsage = usage === undefined ? null : outside(usage, fits?.usageMin, fits?.usageMax);
  if (outsideUsage !== null) {
    warnings.push({
      code: 'usage',
      words: `${offer.name} pays from use of ${outsideUsage}${unit}; they use ${usage}.`,
    });
  }
  if (size !== undefined && usage !== undefined && size > usage) {
    warnings.push({ code: 'usage', words: `They use ${usage}${unit}; ${size} would go beyond what is used.` });
  }
  return warnings;
}

/** The offer without a misfit that says most closely that it fits; null where none does, or nothing is wanted. */
export function betterFor(offers: Iterable<Offered>, offer: Offered, wanted: Wanted): Offered | null {
  const { offerId } = offer;
  const amount = Math.min(wanted.size ?? Infinity, wanted.usage ?? Infinity);
  const asked = { ...wanted, ...(Number.isFinite(amount) && wanted.size !== undefined && { size: amount }) };
  const fitting = [...offers].filter(
    (other) =>
      other.offerId !== offerId &&
      isCountedAlike(other, offer, asked) &&
      declares(other, asked) &&
      misfitsOf(other, asked).length === 0,
  );
  const room = ({ fits }: Offered) => fits?.sizeMax ?? Infinity;
  return (
    fitting.sort((left, right) => compare(room(left), room(right)) || compare(left.offerId, right.offerId))[0] ?? null
  );
}

/** Rooms are not held against kilograms. */
function isCountedAlike(one: Offered, other: Offered, { size, usage }: Wanted): boolean {
  return (size === undefined && usage === undefined) || one.fits?.unit === other.fits?.unit;
}

/** Whether an offer says something about each thing that is wanted: silence is no fit. */
function declares({ fits }: Offered, { need, size, usage }: Wanted): boolean {
  if (fits === undefined || (need === undefined && size === undefined && usage === undefined)) return false;
  const saysNeed = need === undefined || fits.needs.includes(need);
  const saysSize = size === undefined || fits.sizeMin !== undefined || fits.sizeMax !== undefined;
  return saysNeed && saysSize;
}

/** What was open and could not be kept when more was about to be sold on top of it. */
export function undeliverable(open: readonly string[]): readonly Warning[] {
  const [first, ...others] = open;
  if (first === undefined) return [];
  const more = others.length === 0 ? '' : `, and ${others.length} more`;
  return [{ code: 'undeliverable', words: `What was promised to them cannot be kept as it stands: ${first}${more}.` }];
}

/** The bounds that a number lies outside of, in words; null where it lies within. */
function outside(value: number, min: number | undefined, max: number | undefined): string | null {
  if ((min === undefined || value >= min) && (max === undefined || value <= max)) return null;
  if (min !== undefined && max !== undefined) return `${min} to ${max}`;
  return min === undefined ? `up to ${max}` : `${min} or more`;
}

function compare<Value extends number | string>(left: Value, right: Value): number {
  return left === right ? 0 : left < right ? -1 : 1;
}

function listed(names: readonly string[]): string {
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
}
