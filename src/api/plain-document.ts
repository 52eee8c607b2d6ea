/** Any answer as a document: for endpoints that have none of their own. */
import type { Block, Content, Document } from '../documents/document.ts';

/** Makes documents with this title: single values become facts, lists become tables. */
export function plainDocument(title: string): (answer: unknown) => Document {
  return (answer) => ({ title, blocks: blocksOf(answer) });
}

function blocksOf(answer: unknown): readonly Block[] {
  if (typeof answer !== 'object' || answer === null) return [{ kind: 'paragraph', text: shown(answer) }];
  const flat = flatten(answer);
  const facts = flat.filter(([, value]) => !isTable(value));
  const tables = flat.filter(([, value]) => isTable(value));
  return [
    ...(facts.length > 0
      ? [
          {
            kind: 'facts' as const,
            rows: facts.map(([label, value]) => ({ label: spaced(label), value: shown(value) })),
          },
        ]
      : []),
    ...tables.map(([label, value]) => table(label, value as readonly object[])),
  ];
}

function flatten(record: object, prefix = ''): readonly (readonly [string, unknown])[] {
  return Object.entries(record).flatMap(([key, value]): readonly (readonly [string, unknown])[] =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? flatten(value as object, `${prefix}${key} `)
      : [[`${prefix}${key}`, value]],
  );
}

function isTable(value: unknown): boolean {
  return Array.isArray(value) && value.some((row) => typeof row === 'object' && row !== null);
}

function table(label: string, rows: readonly object[]): Block {
  const flat = rows.map((row) => new Map(flatten(row)));
  const columns = [...new Set(flat.flatMap((row) => [...row.keys()]))];
  return {
    kind: 'table',
    name: label.trim().replaceAll(' ', '-'),
    caption: spaced(label),
    columns: columns.map(spaced),
    rows: flat.map((row) => columns.map((column) => shown(row.get(column)))),
    empty: 'Nothing here.',
  };
}

function shown(value: unknown): Content {
  if (value === null || value === undefined || value === '') return '–';
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (typeof value === 'object') return JSON.stringify(value);
  return String(value);
}

/** `firstDeadline` as `first deadline`. */
function spaced(name: string): string {
  return name
    .replace(/([a-z])([A-Z])/g, (_, before: string, after: string) => `${before} ${after.toLowerCase()}`)
    .trim();
}
