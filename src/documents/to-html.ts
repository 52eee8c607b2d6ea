/** A document as one self-contained HTML page: no script, nothing loaded from elsewhere, printable on A4. */
import type { Block, Content, Document, Equation, Facts, Heading, Paragraph, Term } from './document.ts';
import { formatInstant } from './format.ts';
import { contentHtml, numberHtml, shapeHtml, stateHtml } from './html-content.ts';
import { formHtml } from './html-form.ts';
import { escapeHtml, safeHref } from './html-escape.ts';
import { barsHtml, tableHtml } from './html-tables.ts';
import { shapeDrawings } from './states.ts';
import { style } from './style.ts';

export interface HtmlOptions {
  /** The nonce of the page's content security policy, for the one style element. */
  readonly nonce?: string | undefined;
  readonly navigation?: readonly NavigationLink[] | undefined;
  /** When the figures were computed: an ISO 8601 instant, shown in UTC. */
  readonly generatedAt: string;
  readonly footer?: Content | undefined;
}

export interface NavigationLink {
  readonly label: string;
  readonly href: string;
  readonly current?: boolean | undefined;
}

/** The page needs its own style and nothing else; should an escape ever fail, a script still does not run. */
const contentPolicy = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action";

/** Where forms of a document may be sent to: nowhere, unless it asks something. For content security policies. */
export function formTarget({ blocks }: Document): "'self'" | "'none'" {
  return blocks.some(({ kind }) => kind === 'form') ? "'self'" : "'none'";
}

/** A document as a whole HTML page. Everything in it is escaped; links that are no path, anchor or https address become text. */
export function renderHtml(document: Document, options: HtmlOptions): string {
  const nonce = options.nonce === undefined ? '' : ` nonce="${escapeHtml(options.nonce)}"`;
  const subtitle = document.subtitle === undefined ? '' : `\n<p class="subtitle">${escapeHtml(document.subtitle)}</p>`;
  const blocks = document.blocks.map((block, index) => blockHtml(block, `block-${index + 1}`));
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="same-origin">
<meta http-equiv="Content-Security-Policy" content="${contentPolicy} ${formTarget(document)}">
<title>${escapeHtml(document.title)} · Troth</title>
<style${nonce}>
${style}</style>
</head>
<body>
<a class="skip" href="#content">Skip to the content</a>
${navigationHtml(options.navigation ?? [])}<main id="content" tabindex="-1">
<header>
<h1>${escapeHtml(document.title)}</h1>${subtitle}
</header>
${blocks.join('\n')}
</main>
${footerHtml(options)}
</body>
</html>
`;
}

function navigationHtml(links: readonly NavigationLink[]): string {
  if (links.length === 0) return '';
  const entries = links.map(({ label, href, current }) => {
    const safe = safeHref(href);
    if (safe === undefined) return `<li>${escapeHtml(label)}</li>`;
    return `<li><a href="${escapeHtml(safe)}"${current === true ? ' aria-current="page"' : ''}>${escapeHtml(label)}</a></li>`;
  });
  return `<nav aria-label="Troth"><ul>${entries.join('')}</ul></nav>\n`;
}

function footerHtml(options: HtmlOptions): string {
  const at = `<time datetime="${escapeHtml(options.generatedAt)}">${formatInstant(options.generatedAt, 'UTC')}</time>`;
  const footer = options.footer === undefined ? '' : `<p>${contentHtml(options.footer)}</p>\n`;
  return `<footer>\n${footer}<p>Troth · computed ${at}</p>\n</footer>`;
}

function blockHtml(block: Block, id: string): string {
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

function paragraphHtml({ text, tone = 'plain' }: Paragraph): string {
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
