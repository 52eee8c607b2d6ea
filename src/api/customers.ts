/** The contract for customers: find one, read all that is between us, the brief before a contact, trust explained, erasure. */
import * as z from 'zod';
import { CustomerDescribed } from '../domain/customers/events.ts';
import { Brief, CustomerPage, CustomersPage, TrustExplained } from './customer-views.ts';
import { briefDocument } from './brief-document.ts';
import { customerDocument, customersDocument } from './customer-documents.ts';
import { trustDocument } from './trust-document.ts';
import { asOf, endpoint, paging, skipping, Written, writing } from './endpoint.ts';
import { CustomerRef } from './references.ts';

/** Orders of customers in a list. */
const customerSorts = ['id', 'name', 'trust', 'heard', 'promises', 'purchases'] as const;

export const customers = {
  list: endpoint({
    method: 'get',
    path: '/customers',
    summary: 'Customers, found by part of their id or name, in an order of your choice',
    input: z.object({
      text: z.string().max(200).default(''),
      sort: z
        .enum(customerSorts)
        .default('id')
        .describe('In which order: least trust first, last heard of first, most promises or purchases first'),
      ...asOf,
      ...paging,
      ...skipping,
    }),
    output: CustomersPage,
    document: customersDocument,
    commands: [{ usage: 'customers [text]' }],
  }),
  show: endpoint({
    method: 'get',
    path: '/customers/{customerId}',
    summary: 'One customer: trust, promises, cases, money, timeline',
    input: z.object({ customerId: CustomerRef, ...asOf }),
    output: CustomerPage,
    document: customerDocument,
    commands: [{ usage: 'customer <customerId>' }],
  }),
  brief: endpoint({
    method: 'get',
    path: '/customers/{customerId}/brief',
    summary: 'The four-minute brief before a contact',
    input: z.object({ customerId: CustomerRef, ...asOf }),
    output: Brief,
    document: briefDocument,
    commands: [{ usage: 'brief <customerId>' }],
  }),
  trust: endpoint({
    method: 'get',
    path: '/customers/{customerId}/trust/{truster}/{trustee}',
    summary: 'One trust number explained: each promise with what it gives or takes, silence, and what would mend it',
    input: z.object({ customerId: CustomerRef, truster: z.string().max(40), trustee: z.string().max(40), ...asOf }),
    output: TrustExplained,
    document: trustDocument,
    commands: [{ usage: 'trust <customerId> <truster> <trustee>' }],
  }),
  add: endpoint({
    method: 'post',
    path: '/customers',
    summary: 'Add a customer, or describe one anew',
    input: z.object({
      customerId: CustomerRef.optional().describe('Made up where it is left out'),
      ...CustomerDescribed.data.shape,
      ...CustomerDescribed.text.shape,
      ...writing,
    }),
    output: Written,
    commands: [{ usage: 'add-customer <name>' }],
  }),
  erase: endpoint({
    method: 'post',
    path: '/customers/{customerId}/erasure',
    summary: 'Destroy the personal text of a customer for good; the chain still verifies',
    input: z.object({ customerId: CustomerRef, why: z.string().max(400).optional(), ...writing }),
    output: Written,
    commands: [{ usage: 'erase <customerId>' }],
  }),
};
