/** The contract for bringing files in: what was uploaded, which source reads it, running it, correcting what was refused. */
import * as z from 'zod';
import { endpoint } from './endpoint.ts';
import { importCounts } from './ledger.ts';
import { dayOrders, mappedTables } from './mapping.ts';

/** Rows of one request that are corrected at most, and refused rows that a run shows. */
export const shownRowsMax = 500;
/** Rows of files that are shown of one refused row: an invoice may have hundreds of lines. */
export const originsMax = 12;

const UploadRef = z.string().regex(/^upl_[0-9a-f]{32}$/, { error: 'must be the uploadId that POST /uploads answered' });
const ImportRef = z.string().regex(/^imp_[0-9a-z]{1,64}$/, { error: 'must be the importId that the run answered' });

export const UploadView = z.object({
  uploadId: z.string(),
  files: z.array(
    z.object({
      name: z.string(),
      bytes: z.int(),
      columns: z.array(z.string()),
      /** What stands in the first rows under each column. */
      examples: z.array(z.string()),
      /** The file that its columns were mapped from, or null. */
      mappedFrom: z.string().nullable(),
      /** As which of our tables it could be read, by what its columns are called. */
      suggestion: z.object({ table: z.string(), columns: z.record(z.string(), z.string()) }).nullable(),
    }),
  ),
  /** Every source, the one that fits best first. */
  sources: z.array(
    z.object({
      source: z.string(),
      /** What people call it. */
      title: z.string(),
      summary: z.string(),
      fits: z.boolean(),
      /** Why it fits, or what it lacks. */
      reason: z.string(),
      unreadFiles: z.array(z.string()),
      options: z.array(
        z.object({
          name: z.string(),
          explain: z.string(),
          default: z.string(),
          values: z.array(z.string()).nullable(),
        }),
      ),
    }),
  ),
});
export type UploadView = z.output<typeof UploadView>;

const RefusedRow = z.object({
  row: z.int().describe('Its number among the refused rows, from 0'),
  type: z.string(),
  customerId: z.string(),
  occurredAt: z.string(),
  sourceId: z.string(),
  field: z.string().nullable(),
  value: z.unknown(),
  reason: z.string(),
  remedy: z.string(),
  /** The rows of files that it came from, the likeliest to be at fault first; none where the source does not tell. */
  origins: z
    .array(
      z.object({
        file: z.string(),
        /** As a spreadsheet counts: headings are line 1. */
        line: z.int(),
        cells: z.array(z.object({ column: z.string(), text: z.string() })),
      }),
    )
    .max(originsMax),
});

const Counts = z.object(importCounts);

export const RunView = z.object({
  importId: z.string(),
  uploadId: z.string(),
  source: z.string(),
  dryRun: z.boolean(),
  state: z.enum(['running', 'done', 'failed']),
  rowsDone: z.int(),
  /** 0 until the files are read. */
  rowsTotal: z.int(),
  counts: Counts.nullable(),
  unreadFiles: z.array(z.string()),
  /** The first events, in sentences. */
  sentences: z.array(z.object({ customerId: z.string(), occurredAt: z.string(), sentence: z.string() })),
  /** The first of the rows that are refused still. */
  refusedRows: z.array(RefusedRow),
  failure: z.object({ reason: z.string(), remedy: z.string() }).nullable(),
});
export type RunView = z.output<typeof RunView>;

export const Correction = z.object({
  row: z.int().min(0),
  origin: z
    .int()
    .min(0)
    .max(originsMax - 1)
    .default(0)
    .describe('Which of the origins of the row to write into, from 0'),
  cells: z
    .record(z.string().max(200), z.string().max(10_000))
    .refine((cells) => Object.keys(cells).length > 0, { error: 'change at least one cell' })
    .describe('What to write instead, by column; the other cells stay'),
});
export type Correction = z.output<typeof Correction>;

const Mapping = z.object({
  uploadId: UploadRef,
  file: z.string().max(120),
  table: z.enum(mappedTables.map(({ table }) => table)).describe('What one row of the file is'),
  columns: z.record(z.string().max(60), z.string().max(200)).describe('The column of the file for a field').default({}),
  texts: z
    .record(z.string().max(60), z.string().trim().min(1).max(200))
    .describe('What a field holds in every row')
    .default({}),
  areNumbered: z.boolean().default(false).describe('Whether the rows are numbered, for want of a key of their own'),
  days: z.enum(dayOrders).default('year-first').describe('How days are written in the file'),
});
export type Mapping = z.output<typeof Mapping>;

const SourceView = z.object({
  source: z.string(),
  /** What people call it. */
  title: z.string(),
  summary: z.string(),
  assumptions: z.string(),
  files: z.array(z.object({ file: z.string(), optional: z.boolean(), columns: z.array(z.string()) })),
});

export const intake = {
  sources: endpoint({
    method: 'get',
    path: '/sources',
    summary: 'Every source: the files it reads, their columns, and what it assumes',
    input: z.object({}),
    output: z.object({ sources: z.array(SourceView) }),
  }),
  look: endpoint({
    method: 'get',
    path: '/uploads/{uploadId}',
    summary: 'The files of an upload, and which source reads them',
    input: z.object({ uploadId: UploadRef }),
    output: UploadView,
  }),
  map: endpoint({
    method: 'post',
    path: '/uploads/{uploadId}/mappings',
    summary: 'Read a file of any columns as one of our plain tables',
    input: Mapping,
    output: UploadView,
  }),
  unmap: endpoint({
    method: 'post',
    path: '/uploads/{uploadId}/unmappings',
    summary: 'Put the file back that a mapped one was made from',
    input: z.object({ uploadId: UploadRef, file: z.string().max(120) }),
    output: UploadView,
  }),
  run: endpoint({
    method: 'post',
    path: '/uploads/{uploadId}/runs',
    summary: 'Import an upload, or try it out. One import runs at a time; one that was interrupted goes on',
    input: z.object({
      uploadId: UploadRef,
      source: z.string().max(40),
      options: z.record(z.string(), z.string()).default({}),
      dryRun: z.boolean().default(false).describe('Decide everything and write nothing'),
    }),
    output: RunView,
  }),
  watch: endpoint({
    method: 'get',
    path: '/import-runs/{importId}',
    summary: 'How far a run is, what it brought, and the rows that it refused',
    input: z.object({ importId: ImportRef }),
    output: RunView,
  }),
  correct: endpoint({
    method: 'post',
    path: '/import-runs/{importId}/corrections',
    summary:
      'Write something else into cells of refused rows, and run again under the same name: what is known is not recorded twice',
    input: z.object({ importId: ImportRef, rows: z.array(Correction).min(1).max(shownRowsMax) }),
    output: RunView,
  }),
};
