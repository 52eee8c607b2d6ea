/** Questions of a page: forms that work without a script. */
import type { Form } from './document.ts';
import { escapeHtml, safeHref } from './html-escape.ts';

const wordsMax = 1_000;

/** A form, or nothing where its address is none of our own. `id` tells its label from others on the page. */
export function formHtml({ name, action, fixed, words, buttons }: Form, id: string): string {
  const safe = safeHref(action);
  if (safe === undefined) return '';
  const hidden = Object.entries(fixed).map(
    ([field, value]) => `<input type="hidden" name="${escapeHtml(field)}" value="${escapeHtml(value)}">`,
  );
  const asked =
    words === undefined
      ? ''
      : `<label for="${id}-words">${escapeHtml(words.label)}</label>
<textarea id="${id}-words" name="${escapeHtml(words.field)}" rows="2" maxlength="${wordsMax}"${words.required ? ' required' : ''}></textarea>`;
  const answers = buttons.map(
    ({ field, value, label }) =>
      `<button name="${escapeHtml(field)}" value="${escapeHtml(value)}">${escapeHtml(label)}</button>`,
  );
  return `<form method="post" action="${escapeHtml(safe)}" aria-label="${escapeHtml(name)}">
${hidden.join('')}${asked}
<p>${answers.join(' ')}</p>
</form>`;
}
