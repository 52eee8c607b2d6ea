/** Sentences and cells as runs of terminal text. */
import type { Content, Inline } from './document.ts';
import { inlines } from './document.ts';
import { plainText, showValue } from './show-value.ts';
import { shapeCharacters, stateLooks, type Tone } from './states.ts';
import { run, type Run, type Style } from './text-layout.ts';

const toneStyles: Readonly<Record<Tone, Style>> = {
  good: 'good',
  late: 'late',
  bad: 'bad',
  open: 'plain',
  quiet: 'plain',
  unknown: 'dim',
};

/** Content as runs: figures whole, evidence dim, states by shape and word. */
export function contentRuns(content: Content): readonly Run[] {
  return inlines(content).flatMap(inlineRuns);
}

function inlineRuns(inline: Inline): readonly Run[] {
  if (typeof inline === 'string') return [run(inline)];
  switch (inline.kind) {
    case 'strong':
      return [run(inline.text, 'bold')];
    case 'link':
      return [run(inline.text, 'underline')];
    case 'state': {
      const { shape, tone } = stateLooks[inline.state];
      const [first = '', ...rest] = plainText(inline).split(' ');
      const mark = run(`${shapeCharacters[shape]} ${first}`, toneStyles[tone], true);
      return rest.length === 0 ? [mark] : [mark, run(` ${rest.join(' ')}`, toneStyles[tone])];
    }
    case 'figure': {
      const { main, evidence } = showValue(inline.value);
      const style = inline.value.kind === 'notEnough' || inline.value.kind === 'notApplicable' ? 'dim' : 'plain';
      const number = run(main, inline.opens === undefined ? style : 'underline', true);
      return evidence === '' ? [number] : [number, run(' '), run(evidence, 'dim', true)];
    }
  }
}
