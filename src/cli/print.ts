/** Prints answers and failures, for people and for programs. */
import { plainDocument } from '../api/plain-document.ts';
import type { Document } from '../documents/document.ts';
import { renderCsv } from '../documents/to-csv.ts';
import { renderHtml } from '../documents/to-html.ts';
import { renderText } from '../documents/to-text.ts';
import type { Named } from '../operations/ask.ts';
import { failureOf } from '../operations/failure.ts';
import { type OutputFormat, ServerProblem } from './session.ts';

/** What a command ends with; documented in the README. */
export const exitCodes = {
  done: 0,
  bug: 1,
  usage: 2,
  refused: 3,
  notFound: 4,
  unavailable: 5,
  notVerified: 6,
} as const;

/** The page width for files and pipes. */
const plainWidth = 110;
const textWidthMin = 80;

/** An answer as text in a format. */
export function renderAnswer(named: Named, answer: unknown, format: OutputFormat, now: string): string {
  if (format === 'json') return `${JSON.stringify(answer, null, 2)}\n`;
  const { endpoint } = named;
  return renderDocument((endpoint.document ?? writtenDocument(endpoint.summary))(answer), format, now);
}

/** A document as text in a format. */
export function renderDocument(document: Document, format: Exclude<OutputFormat, 'json'>, now: string): string {
  switch (format) {
    case 'csv':
      return renderCsv(document);
    case 'html':
      return renderHtml(document, { generatedAt: now });
    case 'text':
      return renderText(document, {
        width: Math.max(textWidthMin, process.stdout.columns ?? plainWidth),
        color: process.stdout.isTTY && process.env['NO_COLOR'] === undefined,
      });
  }
}

/** Answers of writes name the events; that is all a person wants to see of them. */
function writtenDocument(title: string): (answer: unknown) => Document {
  const plain = plainDocument(title);
  return (answer) => {
    const { customerId, events, replayed } = answer as { customerId?: string; events?: unknown; replayed?: boolean };
    if (!Array.isArray(events) || replayed === undefined) return plain(answer);
    const warnings = warningsIn(answer);
    const said = (events as readonly { sentence: string; names: Record<string, string> }[]).map(
      ({ sentence, names }) => `${sentence} · ${Object.values(names).join(' ') || customerId}`,
    );
    return {
      title: replayed ? 'Recorded before; nothing new was written' : 'Recorded',
      blocks: [{ kind: 'list', items: said }, ...warnings],
    };
  };
}

/** What spoke against what was recorded, where something did. */
function warningsIn(answer: unknown): Document['blocks'] {
  const { warnings = [] } = answer as { readonly warnings?: readonly { readonly words: string }[] };
  return warnings.map(({ words }) => ({ kind: 'paragraph', tone: 'warning', text: words }));
}

/** Tells what went wrong on the error stream and gives the exit code. */
export function reportFailure(error: unknown, format: OutputFormat): number {
  const problem =
    error instanceof ServerProblem ? error.problem : (failureOf(error) as Readonly<Record<string, unknown>> | null);
  if (problem === null) {
    const unreachable = error instanceof TypeError && error.message === 'fetch failed';
    process.stderr.write(
      unreachable
        ? '✗ The server does not answer\n  → Start it with `npm start`, or leave --server out\n'
        : `✗ ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`,
    );
    return unreachable ? exitCodes.unavailable : exitCodes.bug;
  }
  if (format === 'json') process.stderr.write(`${JSON.stringify(problem, null, 2)}\n`);
  else process.stderr.write(inWords(problem));
  return exitCodeOf(problem);
}

function inWords(problem: Readonly<Record<string, unknown>>): string {
  const lines = [`✗ ${String(problem['reason'] ?? problem['detail'])}`];
  const { field, value } = problem;
  if (typeof field === 'string' && field !== '' && value !== undefined && value !== null) {
    lines.push(`  ${field}: ${typeof value === 'string' ? value : JSON.stringify(value)}`);
  }
  lines.push(`  → ${String(problem['remedy'])}`);
  return `${lines.join('\n')}\n`;
}

function exitCodeOf(problem: Readonly<Record<string, unknown>>): number {
  const { code, kind, status } = problem;
  if (kind === 'fault' || (typeof status === 'number' && status >= 500)) return exitCodes.unavailable;
  if (code === 'unknown_customer' || code === 'unknown_promise' || code === 'unknown_event') return exitCodes.notFound;
  return code === 'invalid' ? exitCodes.usage : exitCodes.refused;
}
