/** Each block of a document as HTML: the same on a printed report and within the web application. */
import type { Block, Equation, Facts, Heading, Paragraph, Term } from './document.ts';
import { contentHtml, numberHtml, shapeHtml, stateHtml } from './html-content.ts';
import { escapeHtml } from './html-escape.ts';
import { formHtml } from './html-form.ts';
import { barsHtml, tableHtml } from './html-tables.ts';
import { shapeDrawings } from './states.ts';

/** A block as HTML, every word of it escaped. `id` must be unique on the page. */
export function blockHtml(block: Block, id: string): string {
  switch (block.kind) {
    case 'heading':
      return headingHtml(block);
    case 'paragraph':
      return paragraphHtml(block);
    case 'facts':
      return factsHtml(block);
    case 'list':
      return `<ul>\n${block.items.map((item) => `<li>${contentHtml(item)}</li>`).join('\n')}\n</ul>`;
    case 'equation':
      return equationHtml(block, id);
    case 'table':
      return tableHtml(block, id);
    case 'bars':
      return barsHtml(block, id);
    case 'form':
      return formHtml(block, id);
  }
}

function headingHtml({ level, text, anchor }: Heading): string {
  const id = anchor === undefined ? '' : ` id="${escapeHtml(anchor.replace(/\s+/g, '-'))}"`;
  return `<h${level}${id}>${escapeHtml(text)}</h${level}>`;
}

function paragraphHtml(block: Paragraph): string {
  const { detail } = block;
  if (detail === undefined) return toneHtml(block);
  return `${toneHtml(block)}\n<details class="method"><summary>In the words of the method</summary><p class="note">${escapeHtml(detail)}</p></details>`;
}

function toneHtml({ text, tone = 'plain' }: Paragraph): string {
  if (tone === 'plain') return `<p>${contentHtml(text)}</p>`;
  const mark = tone === 'warning' ? `${shapeHtml(shapeDrawings.triangle)}<span class="hidden">Warning: </span>` : '';
  return `<p class="${tone}">${mark}${contentHtml(text)}</p>`;
}

function factsHtml({ rows }: Facts): string {
  const entries = rows.map(({ label, value, note }) => {
    const noteHtml = note === undefined ? '' : `<span class="fact-note">${escapeHtml(note)}</span>`;
    return `<div><dt>${escapeHtml(label)}</dt><dd>${contentHtml(value)}${noteHtml}</dd></div>`;
  });
  return `<dl class="facts">\n${entries.join('\n')}\n</dl>`;
}

function equationHtml({ caption, total, terms }: Equation, id: string): string {
  const operators = terms.map(({ sign = '+' }, index) => {
    if (index === 0) return sign === '-' ? '= −' : '=';
    return sign === '-' ? '−' : '+';
  });
  const parts = terms.map(
    (term, index) => `<span class="part"><span class="operator">${operators[index]}</span> ${termHtml(term)}</span>`,
  );
  return `<figure class="equation" aria-labelledby="${id}">
<figcaption id="${id}">${escapeHtml(caption)}</figcaption>
<p><span class="part whole">${termHtml(total)}</span>
${parts.join('\n')}</p>
</figure>`;
}

function termHtml({ label, figure }: Term): string {
  const name = typeof label === 'string' ? escapeHtml(label) : stateHtml(label);
  return `<span class="term">${numberHtml(figure)} <span class="label">${name}</span></span>`;
}
