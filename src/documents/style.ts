/** The look of every report: a printed ledger's calm, one accent, tabular figures; light, dark, phone and paper. */

const colours = `
:root {
  color-scheme: light dark;
  --paper: #fdfcf9; --ink: #1f2124; --muted: #5b5e62; --rule: #dedbd2; --strong-rule: #8b8b86; --faint: #f5f3ec;
  --accent: #1d4f86; --accent-fill: #a9bfd6;
  --good: #24643a; --late: #845000; --bad: #a12329;
}
@media (prefers-color-scheme: dark) {
  :root {
    --paper: #16181b; --ink: #e5e3de; --muted: #a5a7aa; --rule: #34373b; --strong-rule: #7c7f83; --faint: #1e2124;
    --accent: #93bff0; --accent-fill: #3c5876;
    --good: #82c896; --late: #e2b467; --bad: #f29c97;
  }
}
`;

const page = `
*, *::before, *::after { box-sizing: border-box; }
html { background: var(--paper); color: var(--ink); -webkit-text-size-adjust: 100%; text-size-adjust: 100%; }
body {
  margin: 0 auto; padding: 0 1.5rem 3rem; max-width: 66rem;
  font: 1rem/1.55 system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif;
  font-variant-numeric: tabular-nums lining-nums; overflow-wrap: break-word;
}
main:focus { outline: none; }
h1, h2, h3, .lead { font-family: Charter, "Bitstream Charter", "Sitka Text", Cambria, "Noto Serif", Georgia, serif; }
h1 { margin: 3.25rem 0 0; font-size: 2.25rem; line-height: 1.15; font-weight: 600; letter-spacing: -0.01em; }
h2 { margin: 2.75rem 0 1rem; padding-top: .75rem; border-top: 1px solid var(--strong-rule); font-size: 1.375rem; line-height: 1.25; font-weight: 600; }
h3 { margin: 2.25rem 0 .5rem; font-size: 1.125rem; line-height: 1.3; font-weight: 600; }
h1, h2, h3 { text-wrap: balance; }
p, li, dd { text-wrap: pretty; }
h2 + h3 { margin-top: 1.25rem; }
p, ul { margin: 0 0 1rem; max-width: 43rem; }
ul { padding-left: 1.25rem; }
li { margin: 0 0 .35rem; }
strong { font-weight: 650; }
.subtitle { margin: .5rem 0 0; color: var(--muted); }
main > header { margin-bottom: 2rem; }
.skip { position: absolute; left: 1rem; top: -10rem; padding: .5rem .75rem; background: var(--paper); z-index: 2; }
.skip:focus { top: .5rem; }
a { color: var(--accent); text-decoration: underline; text-decoration-thickness: 1px; text-underline-offset: .18em; }
a:hover { text-decoration-thickness: 2px; }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; border-radius: 2px; }
nav { padding: .5rem 0; border-bottom: 1px solid var(--rule); font-size: .9375rem; }
nav ul { display: flex; flex-wrap: wrap; gap: 0 1.25rem; margin: 0; padding: 0; max-width: none; list-style: none; }
nav li { margin: 0; }
nav a { display: inline-block; padding: .375rem 0; color: var(--muted); text-decoration: none; }
nav a:hover { color: var(--ink); text-decoration: underline; }
nav a[aria-current] { color: var(--ink); font-weight: 600; box-shadow: 0 2px 0 var(--accent); }
footer { margin-top: 3.5rem; padding-top: .75rem; border-top: 1px solid var(--rule); font-size: .875rem; color: var(--muted); }
footer p { margin: 0 0 .25rem; }
`;

const figures = `
.figure, .evidence span { white-space: nowrap; }
a.figure { color: inherit; text-decoration-color: var(--accent); }
a.figure:hover { color: var(--accent); }
.evidence { color: var(--muted); font-size: .875em; }
.none { color: var(--muted); }
.not-enough { padding: 0 .375em; border: 1px dashed var(--strong-rule); border-radius: 3px; color: var(--muted); font-size: .875em; }
.state { color: var(--ink); }
.shape { width: .75em; height: .75em; margin-right: .4em; vertical-align: -.02em; fill: none; stroke: currentColor; stroke-width: 1.5; stroke-linecap: round; stroke-linejoin: round; }
.state.good { color: var(--good); }
.state.late { color: var(--late); }
.state.bad { color: var(--bad); font-weight: 600; }
.state.quiet, .state.unknown { color: var(--muted); }
.facts { margin: 0 0 1.25rem; max-width: 52rem; }
.facts > div { display: grid; grid-template-columns: 14rem 1fr; gap: 0 1.5rem; padding: .3125rem 0; border-bottom: 1px solid var(--rule); }
.facts dt { color: var(--muted); }
.facts dd { margin: 0; }
.fact-note { display: block; font-size: .875rem; color: var(--muted); }
.equation { margin: 1.75rem 0; }
figcaption, caption, .caption { padding: 0 0 .375rem; font-weight: 600; text-align: left; }
.equation p { display: flex; flex-wrap: wrap; gap: .75rem .875rem; margin: 0; padding: .875rem 0; max-width: none; border: solid var(--rule); border-width: 1px 0; }
.part { display: inline-flex; gap: .875rem; }
.operator { font-size: 1.375rem; line-height: 1.3; color: var(--muted); }
.term { display: inline-flex; flex-direction: column; }
.term .figure { font-size: 1.375rem; line-height: 1.3; }
.whole .figure { font-weight: 600; }
.term .label { font-size: .8125rem; line-height: 1.4; color: var(--muted); white-space: nowrap; }
`;

const tones = `
.lead { font-size: 1.3125rem; line-height: 1.45; margin-bottom: 1.25rem; }
.note { font-size: .875rem; color: var(--muted); }
.warning { padding: .625rem .875rem; border-left: 3px solid var(--late); background: var(--faint); }
.method { margin: -.25rem 0 1rem; font-size: .875rem; color: var(--muted); }
.method > summary { cursor: pointer; padding: .375rem 0; }
ul { padding-left: 1.25rem; list-style: disc; }
.warning > .shape { color: var(--late); margin-right: .5em; }
.hidden {
  position: absolute; width: 1px; height: 1px; margin: -1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap;
}
`;

const tables = `
.scroll {
  position: relative; overflow-x: auto; margin: 1.75rem 0;
  background:
    linear-gradient(to left, var(--paper) 1rem, transparent) right / 2.5rem 100% no-repeat local,
    linear-gradient(to left, var(--rule), transparent) right / .75rem 100% no-repeat scroll;
}
table { border-collapse: collapse; min-width: 100%; font-size: .9375rem; line-height: 1.4; }
th, td { padding: .375rem 1.25rem .375rem 0; border-bottom: 1px solid var(--rule); text-align: left; vertical-align: baseline; }
th:last-child, td:last-child { padding-right: 0; }
thead th { border-bottom: 1px solid var(--strong-rule); color: var(--muted); font-weight: 400; font-size: .8125rem; vertical-align: bottom; }
tbody th { font-weight: 400; }
tfoot th, tfoot td { border-top: 1px solid var(--strong-rule); border-bottom: 3px double var(--strong-rule); font-weight: 600; }
tfoot .evidence { font-weight: 400; }
.number { text-align: right; white-space: nowrap; }
td.number:has(+ .beside) { padding-right: .5rem; }
.no-data { white-space: nowrap; }
table:not(:has(thead th:nth-child(5))) { min-width: min(100%, 44rem); }
.folded { margin: 1rem 0; }
.folded > summary { cursor: pointer; padding: .25rem 0; }
.folded > .scroll { margin-top: .25rem; }
.folded caption span { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
tbody th, .words { min-width: 9rem; }
.empty { margin: 1.75rem 0; padding-bottom: .5rem; border-bottom: 1px solid var(--rule); }
.empty p { margin: 0; color: var(--muted); }
.empty .caption { color: var(--ink); }
.bars { min-width: 0; }
.bars tbody th { max-width: 16rem; }
.bars td, .bars tbody th { border-bottom: 0; padding-top: .1875rem; padding-bottom: .1875rem; vertical-align: middle; }
.bars thead th { border-bottom: 0; padding-bottom: 0; }
.scale { width: 200px; }
.ticks > * { white-space: nowrap; }
.ticks { display: grid; grid-template-columns: 1fr 1fr 1fr; width: 200px; }
.ticks :nth-child(2) { text-align: center; }
.ticks :last-child { text-align: right; }
.bar { display: block; width: 200px; height: 16px; }
.axis { fill: none; stroke: var(--rule); stroke-width: 1; }
.fill { fill: var(--accent-fill); }
.whisker { fill: none; stroke: var(--ink); stroke-width: 1.5; }
.halo { fill: none; stroke: var(--paper); stroke-width: 3.5; }
.bars .note { display: block; font-size: .8125rem; line-height: 1.3; }
caption span { display: inline-block; position: sticky; left: 0; max-width: calc(100vw - 2rem); }
`;

const narrow = `
@media (max-width: 40rem) {
  .facts > div { grid-template-columns: 1fr; }
  .facts dt { font-size: .875rem; }
  table { font-size: .875rem; }
  th, td { padding-right: .875rem; }
  tbody th, tfoot th { position: sticky; left: 0; background: var(--paper); }
  tbody th, .words { min-width: 8rem; }
  .bars tbody th { min-width: 0; max-width: 7rem; }
  .scale, .ticks, .bar { width: 6.5rem; }
  table.row-cards, .row-cards caption, .row-cards tbody { display: block; min-width: 0; }
  .row-cards thead { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
  .row-cards tr { display: block; padding: .5rem 0; border-bottom: 1px solid var(--rule); }
  .row-cards tbody th, .row-cards td { display: block; position: static; padding: .0625rem 0; border: 0; }
  .row-cards td { display: flex; gap: 1rem; text-align: left; white-space: normal; }
  .row-cards td::before { content: attr(data-title); flex: 0 0 8rem; color: var(--muted); }
}
`;

const phone = `
@media (max-width: 40rem) {
  body { padding: 0 1rem 2rem; }
  h1 { margin-top: 2rem; font-size: 1.75rem; }
  h2 { margin-top: 2.5rem; }
  .lead { font-size: 1.1875rem; }
}
`;

const forms = `
form { margin: .5rem 0 1.5rem; }
label { display: block; color: var(--muted); }
textarea { width: 100%; max-width: 40rem; font: inherit; color: inherit; background: var(--faint); border: 1px solid var(--strong-rule); padding: .5rem; }
button { font: inherit; min-height: 2.75rem; padding: 0 1rem; margin-right: .5rem; color: var(--accent); background: var(--paper); border: 1px solid var(--accent); border-radius: .25rem; cursor: pointer; }
`;

const paper = `
@page { size: A4; margin: 18mm 17mm 20mm; }
@page { @bottom-right { content: counter(page) " / " counter(pages); font: 8pt system-ui, sans-serif; color: #555; } }
@media print {
  form { display: none; }
  :root {
    color-scheme: light;
    --paper: #fff; --ink: #000; --muted: #4a4a4a; --rule: #ccc; --strong-rule: #777; --faint: #f4f4f4;
    --accent: #000; --accent-fill: #bbb; --good: #000; --late: #000; --bad: #000;
  }
  html { font-size: 10pt; }
  body { max-width: none; padding: 0; }
  nav, .skip { display: none; }
  h1 { margin-top: 0; }
  h2 { margin-top: 1.75rem; }
  h1, h2, h3, caption, figcaption, .caption { break-after: avoid; }
  p, li { orphans: 3; widows: 3; }
  .equation p, .part { gap: .5rem .625rem; }
  .operator, .term .figure { font-size: 1.0625rem; }
  tr, .equation, .warning, .facts > div, .empty, .bars { break-inside: avoid; }
  thead { display: table-header-group; }
  tfoot { display: table-row-group; }
  .scroll { overflow: visible; margin: 1.25rem 0; background: none; }
  table { font-size: .9rem; }
  th, td { padding-right: .875rem; }
  details::details-content { content-visibility: visible; block-size: auto; }
  .fill, .warning { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
}
`;

/** The look of blocks without a page around them, each rule within a class: for reports inside the web application. */
export const reportStyle = `.report {${[tones, figures, tables, narrow].join('')}}`;

/** The whole style sheet. It holds no address and no word of a document. */
export const style = [colours, page, tones, figures, tables, forms, narrow, phone, paper]
  .join('')
  .replace(/\n+/g, '\n')
  .trimStart();
