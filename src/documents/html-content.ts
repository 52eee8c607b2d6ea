/** Sentences and cells as HTML. */
import type { Content, Figure, Inline, StateBadge } from './document.ts';
import { inlines } from './document.ts';
import { escapeHtml, safeHref } from './html-escape.ts';
import { plainText, showValue } from './show-value.ts';
import { shapeDrawings, stateLooks } from './states.ts';

/** Content as HTML, every word of it escaped. */
export function contentHtml(content: Content): string {
  return inlines(content).map(inlineHtml).join('');
}

/** The number of a figure, underlined where it opens. */
export function numberHtml({ value, opens }: Figure): string {
  const { main } = showValue(value);
  const missing = value.kind === 'notEnough' || value.kind === 'notApplicable';
  const shown =
    value.kind === 'instant' || value.kind === 'day'
      ? `<time datetime="${escapeHtml(value.kind === 'day' ? value.day : value.instant)}">${escapeHtml(main)}</time>`
      : escapeHtml(main);
  return anchorHtml(shown, opens, missing ? `figure ${value.kind === 'notEnough' ? 'not-enough' : 'none'}` : 'figure');
}

/** The interval and the count of a figure, or nothing. */
export function evidenceHtml({ value }: Figure): string {
  const { evidence } = showValue(value);
  if (evidence === '') return '';
  const parts = evidence.split(', ').map((part, index, all) => (index < all.length - 1 ? `${part},` : part));
  return `<span class="evidence">${parts.map((part) => `<span>${escapeHtml(part)}</span>`).join(' ')}</span>`;
}

/** A state by its shape and its word; the colour only repeats them. */
export function stateHtml(badge: StateBadge): string {
  const { shape, tone } = stateLooks[badge.state];
  return `<span class="state ${tone}">${shapeHtml(shapeDrawings[shape])}${escapeHtml(plainText(badge))}</span>`;
}

/** A shape that says nothing to a screen reader, because a word stands beside it. */
export function shapeHtml(drawing: string): string {
  return `<svg class="shape" viewBox="0 0 12 12" width="12" height="12" aria-hidden="true">${drawing}</svg>`;
}

function inlineHtml(inline: Inline): string {
  if (typeof inline === 'string') return escapeHtml(inline);
  switch (inline.kind) {
    case 'strong':
      return `<strong>${escapeHtml(inline.text)}</strong>`;
    case 'link':
      return anchorHtml(escapeHtml(inline.text), inline.href);
    case 'state':
      return stateHtml(inline);
    case 'figure':
      return [numberHtml(inline), evidenceHtml(inline)].filter((html) => html !== '').join(' ');
  }
}

function anchorHtml(shown: string, address: string | undefined, className?: string): string {
  const href = address === undefined ? undefined : safeHref(address);
  const classHtml = className === undefined ? '' : ` class="${className}"`;
  if (href !== undefined) return `<a${classHtml} href="${escapeHtml(href)}">${shown}</a>`;
  return className === undefined ? shown : `<span${classHtml}>${shown}</span>`;
}
