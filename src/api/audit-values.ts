/** The numbers of an audit: how each kind is answered, and the stable name of every one of them in a report. */
import * as z from 'zod';

/** Below so many cases a rate says nothing yet; it is answered all the same, with its count. */
export const casesMin = 5;

/** `k` of `n`, with Wilson's 95 % interval. Without cases there is no rate. */
export const Rate = z.object({
  k: z.int(),
  n: z.int(),
  rate: z.number().nullable(),
  low: z.number(),
  high: z.number(),
});
export type Rate = z.output<typeof Rate>;

/** A number that is estimated from `n` cases; null where there is nothing to estimate it from. */
export const Estimate = z.object({
  value: z.number().nullable(),
  low: z.number().nullable(),
  high: z.number().nullable(),
  n: z.int(),
});
export type Estimate = z.output<typeof Estimate>;

export const Count = z.int();
export const Amount = z.int();
export const Score = z.number().nullable();

/** Where the figures of an item begin: its field `kept` is the figure `<figure>.kept`. */
export const figure = { figure: z.string() };

/** A name within a figure's name: the full stop divides figures, so it is written otherwise within. */
export function figureKey(name: string): string {
  return name.replaceAll('.', '~');
}

export interface NamedFigure {
  readonly figure: string;
  readonly value: number | null;
  readonly low: number | null;
  readonly high: number | null;
  /** The cases behind it, where the figure says so. */
  readonly n: number | null;
}

/** Every figure of a report, or of a part of it, by its stable name. */
export function figuresOf(part: unknown, name = ''): readonly NamedFigure[] {
  if (typeof part === 'number') return [{ figure: name, value: part, low: null, high: null, n: null }];
  if (typeof part !== 'object' || part === null) return [];
  if (Array.isArray(part)) return part.flatMap((item) => figuresOf(item, name));
  if ('n' in part && ('rate' in part || 'value' in part)) {
    const estimate = part as unknown as Partial<Rate & Estimate> & { readonly n: number };
    const value = estimate.rate ?? estimate.value ?? null;
    return [{ figure: name, value, low: estimate.low ?? null, high: estimate.high ?? null, n: estimate.n }];
  }
  const begin = 'figure' in part && typeof part.figure === 'string' ? part.figure : name;
  return Object.entries(part).flatMap(([field, value]) => figuresOf(value, begin === '' ? field : `${begin}.${field}`));
}
