/** The revenue process in nine steps, and where money moves in it. Order is observed, never enforced. */
import * as z from 'zod';

export const steps = [
  'offer',
  'pitch',
  'purchase',
  'delivery',
  'issue',
  'rectify',
  'dissatisfied',
  'satisfied',
  'benefit',
] as const;
export const Step = z.enum(steps);
export type Step = z.output<typeof Step>;

/** The three movements of money. */
export const movements = ['in', 'out', 'stays'] as const;
export type Movement = (typeof movements)[number];

/** Areas that a company starts with. It renames, merges and adds; none leaves the journey. */
export const shippedAreas = [
  { area: 'marketing', name: 'Marketing' },
  { area: 'sales', name: 'Sales' },
  { area: 'operations', name: 'Operations' },
  { area: 'distribution', name: 'Distribution' },
  { area: 'accounting', name: 'Accounting' },
  { area: 'customer-service', name: 'Customer Service' },
] as const;

export interface Relationship {
  readonly name: string;
  /** Who must be convinced. */
  readonly truster: string;
  /** Who bears the burden of proof. */
  readonly trustee: string;
  /** The claim in the words of the one who must be convinced. */
  readonly words: string;
}

/** The four relationships that are always shown. Operations & Customer Service runs both ways. */
export const pinnedRelationships: readonly Relationship[] = [
  {
    name: 'Sales & Client',
    truster: 'customer',
    trustee: 'sales',
    words: 'Prove to me that this gives my organisation the optimum benefit.',
  },
  {
    name: 'Sales & Operations',
    truster: 'sales',
    trustee: 'operations',
    words: 'I made the sale; now it is your turn to deliver.',
  },
  {
    name: 'Operations & Customer Service',
    truster: 'customer-service',
    trustee: 'operations',
    words: 'Something unexpected happened; what came from Operations?',
  },
  {
    name: 'Operations & Customer Service',
    truster: 'operations',
    trustee: 'customer-service',
    words: 'Something unexpected happened; what came from Customer Service?',
  },
  {
    name: 'Customer Service & Client',
    truster: 'customer',
    trustee: 'customer-service',
    words: 'Something made me doubt; I am giving you this opportunity to renew my trust.',
  },
];
