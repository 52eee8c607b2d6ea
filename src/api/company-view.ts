/** How the company is answered. */
import * as z from 'zod';
import { Policy } from '../domain/company/policy.ts';
import { Fit } from '../domain/selling/oversell.ts';

export const CompanyView = z.object({
  areas: z.array(z.object({ area: z.string(), name: z.string(), mergedInto: z.string().nullable() })),
  people: z.array(
    z.object({
      personId: z.string(),
      area: z.string(),
      manager: z.string().nullable(),
      name: z.string().nullable(),
      /** When they left the company, or null. */
      leftAt: z.string().nullable(),
    }),
  ),
  offers: z.array(
    z.object({
      offerId: z.string(),
      name: z.string(),
      claims: z.array(z.object({ claimId: z.string(), area: z.string(), words: z.string() })),
      benefits: z.array(z.string()),
      limits: z.array(z.string()),
      fits: Fit.optional(),
    }),
  ),
  policy: Policy,
});
