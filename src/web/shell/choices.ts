/** What the palette offers for a line: pages, what was found, the moves of promises, and the line as a promise of its own. */
import type { OutputOf } from '../../api/endpoint.ts';
import type { PromiseView } from '../../api/promise-views.ts';
import type { work } from '../../api/work.ts';
import { type MoveName, movesFrom } from '../../domain/promises/machine.ts';
import { moveLabels } from '../names.ts';
import { pages } from '../pages.ts';
import { type LastMove, takeBack } from '../parts/last-move.ts';
import { move } from '../parts/use-move.ts';

export interface Choice {
  readonly kind: string;
  readonly label: string;
  readonly to: string;
  readonly search?: Readonly<Record<string, string>>;
  /** What it does, where it goes nowhere. */
  readonly act?: () => void;
}

/** A line that begins with a move, like “done replacement”, looks for what can be moved so. */
interface Line {
  readonly whole: string;
  readonly text: string;
  readonly move: MoveName | null;
}

const choicesMax = 14;
/** Promises that were found and whose moves are offered, where the line names none. */
const movedMax = 2;
const labels = Object.entries(moveLabels).map(([name, label]) => [name as MoveName, plain(label)] as const);

function plain(label: string): string {
  return label.replace('…', '').toLowerCase();
}

/** Reads a move at the beginning of a line. */
export function readLine(typed: string): Line {
  const whole = typed.trim();
  const lower = whole.toLowerCase();
  const [name, label = ''] = labels.find(([, known]) => lower === known || lower.startsWith(`${known} `)) ?? [null];
  return { whole, text: whole.slice(label.length).trim(), move: name };
}

type Found = OutputOf<typeof work.search>;

/** The choices for a line. `here` is the promise of the page that the reader is on, `last` what they did last. */
export function choicesFor(
  line: Line,
  found: Found | undefined,
  here: PromiseView | undefined,
  last: LastMove | null,
): readonly Choice[] {
  const lower = line.whole.toLowerCase();
  const going = pages
    .filter(({ section, title }) => section !== undefined && title.toLowerCase().includes(lower))
    .map(({ path, title }) => ({ kind: 'go to', label: title, to: path }));
  const capture =
    line.whole.length > 3
      ? [{ kind: 'write a promise', label: `“${line.whole}”`, to: '/today', search: { capture: line.whole } }]
      : [];
  const ofHere = here === undefined || (line.text !== '' && line.move !== null) ? [] : movesOf(here, line);
  const ofFound = (found?.promises ?? [])
    .slice(0, line.move === null ? movedMax : undefined)
    .flatMap((promise) => movesOf(promise, line));
  const choices =
    line.move === null
      ? [...(line.whole === '' ? ofHere : []), ...going, ...hitsOf(found), ...ofHere, ...ofFound]
      : [...ofHere, ...ofFound, ...going, ...hitsOf(found)];
  return [
    ...new Map([...undoing(line, last), ...choices].map((one) => [`${one.kind} ${one.to} ${one.label}`, one])).values(),
  ]
    .slice(0, choicesMax - capture.length)
    .concat(capture);
}

const undoWords = ['take back', 'undo'];

/** What was done last, to whoever looks for a way back. */
function undoing({ whole }: Line, last: LastMove | null): readonly Choice[] {
  const lower = whole.toLowerCase();
  if (last === null || lower.length < 2 || !undoWords.some((word) => word.startsWith(lower))) return [];
  return [{ kind: 'take back', label: `Take back “${last.said}”`, to: '/today', act: () => void takeBack(last) }];
}

function hitsOf(found: Found | undefined): readonly Choice[] {
  return [
    ...(found?.customers ?? []).map(({ customerId, name }) => ({
      kind: 'customer',
      label: name ?? customerId,
      to: `/customers/${customerId}`,
    })),
    ...(found?.promises ?? []).map(({ promiseId, words, customerName }) => ({
      kind: `promise · ${customerName ?? ''}`,
      label: words ?? promiseId,
      to: `/promises/${promiseId}`,
    })),
    ...(found?.people ?? []).map(({ personId, name, area }) => ({
      kind: `person · ${area}`,
      label: name ?? personId,
      to: '/promises',
      search: { person: personId },
    })),
  ];
}

/** The moves that somebody may make of a promise now: at once, or where they need words, in its page. */
function movesOf({ promiseId, state, words, customerName }: PromiseView, line: Line): readonly Choice[] {
  const names = movesFrom(state).flatMap(({ move: name, actor }) => (actor === 'system' ? [] : [name]));
  return [...new Set(names)].flatMap((name): readonly Choice[] => {
    const label = moveLabels[name];
    if (label === undefined || (line.move !== null && plain(label) !== plain(moveLabels[line.move] ?? ''))) return [];
    const said = `${label.replace('…', '')}: ${words ?? promiseId}`;
    const choice = { kind: `move · ${customerName ?? ''}`, label: said, to: `/promises/${promiseId}` };
    if (label.endsWith('…')) return [{ ...choice, label: `${said}…`, search: { move: name } }];
    return [{ ...choice, act: () => move([{ promiseId, move: name }], said) }];
  });
}
