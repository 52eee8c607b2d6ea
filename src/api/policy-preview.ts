/** The contract for looking ahead: what another trust policy would do to today's figures. It records nothing. */
import * as z from 'zod';
import { trustPaths } from '../domain/trust/settings.ts';
import { endpoint } from './endpoint.ts';

/** Customers looked at, at most: everyone's past is counted again under both policies. */
export const previewCustomersMax = 2_000;

/** The scores of the same customers under the policy of today and under the other. */
const Change = z.object({
  customers: z.int(),
  medianBefore: z.number().nullable(),
  medianAfter: z.number().nullable(),
  /** Customers whose score lies below .5. */
  belowHalfBefore: z.int(),
  belowHalfAfter: z.int(),
});
export type Change = z.output<typeof Change>;

export const PolicyPreview = z.object({
  asOf: z.string(),
  /** Customers looked at, and whether these are all. */
  customers: z.int(),
  isWhole: z.boolean(),
  journey: Change,
  areas: z.array(Change.extend({ area: z.string(), name: z.string() })),
  relationships: z.array(
    Change.extend({ truster: z.string(), trusterName: z.string(), trustee: z.string(), trusteeName: z.string() }),
  ),
});
export type PolicyPreview = z.output<typeof PolicyPreview>;

export const policyPreview = {
  show: endpoint({
    method: 'get',
    path: '/policy/preview',
    summary: `What other settings of the trust policy would do to today's figures, over ${previewCustomersMax} customers at most. Records nothing`,
    input: z.object(Object.fromEntries(trustPaths.map((path) => [path, z.coerce.number().optional()]))),
    output: PolicyPreview,
  }),
};
