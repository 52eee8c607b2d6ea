/** A document as one self-contained HTML page: no script, nothing loaded from elsewhere, printable on A4. */
import type { Content, Document } from './document.ts';
import { formatInstant } from './format.ts';
import { blockHtml } from './html-blocks.ts';
import { contentHtml } from './html-content.ts';
import { escapeHtml, safeHref } from './html-escape.ts';
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
