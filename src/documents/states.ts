/** How each state looks: a shape, a word and a tone, so that colour is never the only sign. */

/** What the reader should feel at a glance. `unknown` is grey: no data is never green. */
export type Tone = 'good' | 'late' | 'bad' | 'open' | 'quiet' | 'unknown';

export type Shape =
  | 'check'
  | 'half'
  | 'dots'
  | 'cross'
  | 'ring'
  | 'target'
  | 'triangle'
  | 'gap'
  | 'unequal'
  | 'diamond'
  | 'turn'
  | 'question';

export interface StateLook {
  readonly word: string;
  readonly shape: Shape;
  readonly tone: Tone;
}

/** Every state of the promise machine by its name there, and the few words that reports use beside them. */
export const stateLooks = {
  none: { word: 'not made', shape: 'question', tone: 'unknown' },
  requested: { word: 'asked for', shape: 'ring', tone: 'open' },
  offered: { word: 'offered', shape: 'ring', tone: 'open' },
  countered: { word: 'countered', shape: 'ring', tone: 'open' },
  promised: { word: 'open', shape: 'ring', tone: 'open' },
  renegotiating: { word: 'change asked for', shape: 'ring', tone: 'open' },
  completed: { word: 'done, not confirmed', shape: 'target', tone: 'open' },
  overdue: { word: 'overdue', shape: 'triangle', tone: 'late' },
  completedLate: { word: 'done late, not confirmed', shape: 'triangle', tone: 'late' },
  disputed: { word: 'disputed', shape: 'unequal', tone: 'bad' },
  kept: { word: 'kept', shape: 'check', tone: 'good' },
  keptLate: { word: 'kept late', shape: 'half', tone: 'late' },
  keptBySilence: { word: 'kept by silence', shape: 'dots', tone: 'quiet' },
  broken: { word: 'broken', shape: 'cross', tone: 'bad' },
  repairing: { word: 'being repaired', shape: 'turn', tone: 'open' },
  repaired: { word: 'repaired', shape: 'turn', tone: 'quiet' },
  unrepaired: { word: 'broken, not repaired', shape: 'cross', tone: 'bad' },
  forgiven: { word: 'broken, forgiven', shape: 'diamond', tone: 'quiet' },
  released: { word: 'released', shape: 'diamond', tone: 'quiet' },
  declined: { word: 'declined', shape: 'diamond', tone: 'quiet' },
  withdrawn: { word: 'withdrawn', shape: 'diamond', tone: 'quiet' },
  open: { word: 'open', shape: 'ring', tone: 'open' },
  late: { word: 'late', shape: 'triangle', tone: 'late' },
  unbacked: { word: 'unbacked', shape: 'gap', tone: 'late' },
  imposed: { word: 'imposed', shape: 'gap', tone: 'late' },
  unknown: { word: 'not known yet', shape: 'question', tone: 'unknown' },
} as const satisfies Readonly<Record<string, StateLook>>;

export type State = keyof typeof stateLooks;

/** Each shape as one character of a terminal. */
export const shapeCharacters: Readonly<Record<Shape, string>> = {
  check: '✓',
  half: '◑',
  dots: '…',
  cross: '✕',
  ring: '○',
  target: '◎',
  triangle: '▲',
  gap: '▽',
  unequal: '≠',
  diamond: '◇',
  turn: '↻',
  question: '?',
};

/** Each shape as SVG drawn with `currentColor` in a box of 12 by 12. */
export const shapeDrawings: Readonly<Record<Shape, string>> = {
  check: '<path d="M1.5 6.5 4.5 9.5 10.5 2.5"/>',
  half: '<circle cx="6" cy="6" r="4.5"/><path d="M6 1.5a4.5 4.5 0 0 1 0 9z" fill="currentColor"/>',
  dots: '<path d="M2 6h.01M6 6h.01M10 6h.01" stroke-width="2.4"/>',
  cross: '<path d="M2 2 10 10M10 2 2 10"/>',
  ring: '<circle cx="6" cy="6" r="4.5"/>',
  target: '<circle cx="6" cy="6" r="4.5"/><circle cx="6" cy="6" r="1" fill="currentColor"/>',
  triangle: '<path d="M6 1.5 11 10.5H1z" fill="currentColor"/>',
  gap: '<path d="M1 2H11L6 10.5z"/>',
  unequal: '<path d="M1.5 4.2H10.5M1.5 7.8H10.5M8.5 1 3.5 11"/>',
  diamond: '<path d="M6 1 11 6 6 11 1 6z"/>',
  turn: '<path d="M10.2 4.4A4.5 4.5 0 1 0 10.5 6.6M10.6 1.4V4.6H7.4"/>',
  question: '<path d="M3.6 4.2a2.4 2.4 0 1 1 3.6 2.1C6.4 6.8 6 7.2 6 8M6 10.2v.4"/>',
};
