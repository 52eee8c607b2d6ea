/** An audit with what proves it, as one zip: the report, every event behind it, the verifier, and how to use them. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { ZipFile } from 'yazl';
import { audit } from '../api/audit.ts';
import type { AuditReport } from '../api/audit-report.ts';
import { auditDocument } from '../api/audit-document.ts';
import { renderCsv } from '../documents/to-csv.ts';
import { renderHtml } from '../documents/to-html.ts';
import { type Checkpoint, readLastCheckpoint } from '../ledger/checkpoint.ts';
import { ask, type Sent } from './ask.ts';
import type { Context } from './context.ts';
import { exportJsonLines } from './export.ts';

const verifier = join(fileURLToPath(new URL('../../verifier', import.meta.url)), 'troth-verify.mjs');

/** The bundle of an audit, as a stream of bytes. The scope is read before the first of them, so that it may be refused. */
export async function proofBundle(context: Context, scope: Sent): Promise<Readable> {
  const asked = { group: 'audit', name: 'report', endpoint: audit.report };
  const report = (await ask(context, asked, scope)) as AuditReport;
  const document = auditDocument(report);
  const checkpoint = await readLastCheckpoint(context.database);
  const zip = new ZipFile();
  const add = (name: string, text: string) => zip.addBuffer(Buffer.from(text), name);
  add('README.txt', readMe(report, checkpoint));
  add('audit.html', renderHtml(document, { generatedAt: context.now() }));
  add('audit.csv', renderCsv(document));
  add('audit.json', `${JSON.stringify(report, null, 2)}\n`);
  if (checkpoint !== null) add('checkpoint.json', `${JSON.stringify(checkpoint, null, 2)}\n`);
  zip.addBuffer(await readFile(verifier), 'troth-verify.mjs');
  const { outputStream } = zip;
  // Any size: the lines are read as the reader of the zip takes them.
  const lines = Readable.from(exportJsonLines(context), { objectMode: true, highWaterMark: 64 });
  zip.addReadStream(
    lines.map((line: string) => Buffer.from(line)),
    'export.jsonl',
  );
  zip.once('error', (error: Error) => (outputStream as Readable).destroy(error));
  lines.once('error', (error) => (outputStream as Readable).destroy(error));
  zip.end();
  return outputStream as Readable;
}

function readMe({ scope, verdict }: AuditReport, checkpoint: Checkpoint | null): string {
  const filters = Object.entries(scope.filters)
    .map(([name, value]) => `${name} ${value}`)
    .join(', ');
  const signed =
    checkpoint === null
      ? 'No checkpoint was taken yet: the links are checked, but nobody has signed them. Run "troth checkpoint" first.'
      : `The last checkpoint is number ${checkpoint.number} of ${checkpoint.createdAt}, over ${checkpoint.events} events, root ${checkpoint.root}.
It is signed with the key ${checkpoint.publicKey}
Compare that key with the one the company gave you by another way.`;
  return `Promise audit as of ${scope.asOf}
Scope: ${filters === '' ? 'all promises' : filters}
Verdict: ${verdict.sentence}

What is here
  audit.html, audit.csv, audit.json   the report, for people and for machines
  export.jsonl                        every event of the ledger with its text, and every checkpoint
  checkpoint.json                     the last checkpoint, where there is one
  troth-verify.mjs                    checks export.jsonl; one file, no dependencies

How to verify
  1. Unpack, and with Node 18 or later run: node troth-verify.mjs export.jsonl
  2. It says INTACT and counts what it checked, or BROKEN and names the first thing that does not hold.
${signed}

How to recompute the report
  troth --data somewhere-new restore export.jsonl
  troth --data somewhere-new audit --as-of ${scope.asOf} --known-by ${scope.asOf}${commandOf(scope.filters)}
  It gives the same figures, for they are computed from the events and nothing else.

The export holds what people wrote and who they are. Text that is erased later stays in it: keep it like the ledger itself.
`;
}

/** The filters of the report as options; the times stand there already. */
function commandOf(filters: Readonly<Record<string, string>>): string {
  return Object.entries(filters)
    .filter(([name]) => name !== 'asOf' && name !== 'knownBy')
    .map(([name, value]) => ` --${name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)} ${value}`)
    .join('');
}
