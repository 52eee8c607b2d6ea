/** The contract for the ledger itself: checkpoints, verification, rebuilding, the clock, the imports. */
import * as z from 'zod';
import { endpoint } from './endpoint.ts';

export const CheckpointView = z.object({
  number: z.int(),
  createdAt: z.string(),
  streams: z.int(),
  events: z.int(),
  root: z.string(),
  previous: z.string(),
  publicKey: z.string(),
  signature: z.string(),
});

export const VerificationView = z.object({
  ok: z.boolean(),
  streams: z.int(),
  events: z.int(),
  checkpoints: z.int(),
  textsErased: z.int(),
  brokenCount: z.int(),
  /** Keys that signed checkpoints, each with the first one it signed. */
  publicKeys: z.array(z.object({ publicKey: z.string(), fromCheckpoint: z.int() })),
  firstBroken: z
    .object({
      what: z.string(),
      customerId: z.string().nullable(),
      revision: z.int().nullable(),
      eventId: z.string().nullable(),
      checkpoint: z.int().nullable(),
      why: z.string(),
    })
    .nullable(),
});

/** What an import brought: rows read, and what became of their events. */
export const importCounts = {
  rows: z.int(),
  recorded: z.int(),
  known: z.int(),
  restored: z.int(),
  refused: z.int(),
  customers: z.int(),
};

export const ImportView = z.object({
  importId: z.string(),
  source: z.string(),
  at: z.string(),
  ...importCounts,
  undoneAt: z.string().nullable(),
});

export const ledger = {
  checkpoint: endpoint({
    method: 'post',
    path: '/ledger/checkpoints',
    summary: 'Sign the heads of all streams',
    input: z.object({}),
    output: z.object({ checkpoint: CheckpointView, isNew: z.boolean() }),
    commands: [{ usage: 'checkpoint' }],
  }),
  verify: endpoint({
    method: 'get',
    path: '/ledger/verification',
    summary: 'Walk every link and every checkpoint; names the first broken one',
    input: z.object({
      key: z
        .string()
        .max(200)
        .optional()
        .describe('The only public key that may have signed; without it any that did is named'),
    }),
    output: VerificationView,
    commands: [{ usage: 'verify' }],
  }),
  rebuild: endpoint({
    method: 'post',
    path: '/ledger/rebuild',
    summary: 'Make the read tables again from the events',
    input: z.object({}),
    output: z.object({ customers: z.int(), seconds: z.number() }),
    commands: [{ usage: 'rebuild' }],
  }),
  tick: endpoint({
    method: 'post',
    path: '/ledger/tick',
    summary: 'Bring customers up to date that the clock has moved',
    input: z.object({}),
    output: z.object({ customers: z.int() }),
    commands: [{ usage: 'tick' }],
  }),
  imports: endpoint({
    method: 'get',
    path: '/imports',
    summary: 'Every import ever made and what it brought',
    input: z.object({}),
    output: z.object({ imports: z.array(ImportView) }),
    commands: [{ usage: 'imports' }],
  }),
  undoImport: endpoint({
    method: 'post',
    path: '/imports/{importId}/undoing',
    summary: 'Undo an import: every event it brought is retracted',
    input: z.object({ importId: z.string().max(120) }),
    output: z.object({ importId: z.string(), retracted: z.int() }),
    commands: [{ usage: 'undo-import <importId>' }],
  }),
};
