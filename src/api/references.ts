/** How callers name things: with or without the prefix, the way people type them. */
import * as z from 'zod';
import { AreaId, CustomerId, OfferId, PersonId, PromiseId } from '../domain/ids.ts';

/** An id with its prefix put in front where it is missing: `acme` is `cus_acme`. */
function reference<Id extends string>(prefix: string, id: z.ZodType<Id, Id>) {
  return z
    .string()
    .trim()
    .max(200)
    .transform((given) => (given.startsWith(`${prefix}_`) ? given : `${prefix}_${given}`))
    .pipe(id);
}

export const CustomerRef = reference('cus', CustomerId);
export const PromiseRef = reference('prm', PromiseId);
export const OfferRef = reference('off', OfferId);
export const PersonRef = reference('per', PersonId);

/** Several short names, as a list or as one text with commas. */
function listOf<Id extends string>(id: z.ZodType<Id, string>) {
  return z
    .union([z.array(z.string()), z.string()])
    .transform((given) =>
      (typeof given === 'string' ? given.split(',') : given).map((name) => name.trim()).filter((name) => name !== ''),
    )
    .pipe(z.array(id).max(20));
}

export const AreaList = listOf(AreaId);
export const PromiseList = listOf(PromiseRef);

/** A switch of a query or of the command line. */
export const Flag = z
  .union([z.boolean(), z.enum(['true', 'false', '1', '0'])])
  .transform((given) => given === true || given === 'true' || given === '1');
