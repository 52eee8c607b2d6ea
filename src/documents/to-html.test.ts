import { expect, test } from 'vitest';
import type { Block, Content, Document } from './document.ts';
import { count, day, figure, link, money, notEnough, share, state, strong } from './document.ts';
import { style } from './style.ts';
import { renderHtml, type HtmlOptions } from './to-html.ts';

const generatedAt = '2025-11-21T13:03:00Z';
const rate = share({ share: 0.88, low: 0.846, high: 0.909, count: 412 }, '/audit/why/sales');

function print(blocks: readonly Block[], options: Partial<HtmlOptions> = {}): string {
  return renderHtml({ title: 'Promise audit', blocks }, { generatedAt, ...options });
}

test('a page is whole by itself: no script, no image, no sheet or font from elsewhere', () => {
  const html = print([{ kind: 'paragraph', text: 'Nothing.' }]);
  expect(html).toMatch(/^<!doctype html>\n<html lang="en">/);
  expect(html).not.toMatch(/<script|<link|<img|<iframe|@import|url\(|https?:\/\//);
  expect(style).not.toMatch(/<|@import|url\(/);
});

test('the one style element carries the nonce, and no style hides in an attribute', () => {
  const html = print([{ kind: 'paragraph', text: 'Nothing.' }], { nonce: 'a"b' });
  expect(html).toContain('<style nonce="a&quot;b">');
  expect(html.replace(/<style.*<\/style>/s, '')).not.toContain('style=');
});

test('a page has a way past its navigation, a main part, and says where one is and when it was computed', () => {
  const html = print([], {
    navigation: [
      { label: 'Today', href: '/' },
      { label: 'Audit', href: '/audit', current: true },
      { label: 'Elsewhere', href: 'javascript:alert(1)' },
    ],
    footer: ['By ', link('Troth', 'https://example.org')],
  });
  expect(html).toContain('<a class="skip" href="#content">');
  expect(html).toContain('<main id="content" tabindex="-1">');
  expect(html).toContain('<li><a href="/audit" aria-current="page">Audit</a></li><li>Elsewhere</li>');
  expect(html).toContain('<p>By <a href="https://example.org">Troth</a></p>');
  expect(html).toContain(`<time datetime="${generatedAt}">21 Nov 2025, 13:03 UTC</time>`);
});

test('a table has a caption that names its scrolling region, and heads for rows and columns', () => {
  const html = print([
    {
      kind: 'table',
      name: 'areas',
      caption: 'By area',
      columns: ['area', 'made', 'kept', 'words'],
      rows: [
        ['Sales', count(412), rate, 'fine'],
        ['Distribution', count(3), notEnough(3), ''],
      ],
      total: ['All', count(415), rate, ''],
      empty: '',
    },
  ]);
  expect(html).toContain('<div class="scroll" role="region" aria-labelledby="block-1" tabindex="0">');
  expect(html).toContain('<caption><span id="block-1">By area</span></caption>');
  expect(html).toContain(
    '<th scope="col">area</th><th scope="col" class="number">made</th><th scope="col" colspan="2">kept</th>',
  );
  expect(html).toContain('<th scope="row">Sales</th><td class="number"><span class="figure">412</span></td>');
  expect(html).toContain('<td class="number"><a class="figure" href="/audit/why/sales">88.0 %</a></td>');
  expect(html).toContain(
    '<td class="beside"><span class="evidence"><span>(84.6–90.9 %,</span> <span>n = 412)</span></span></td>',
  );
  expect(html).toContain(
    '<td colspan="2" class="no-data"><span class="figure not-enough">not enough yet (n = 3)</span></td>',
  );
  expect(html).toContain('<tfoot>\n<tr><th scope="row">All</th>');
});

test('every table row has as many columns as its head', () => {
  const html = print([
    {
      kind: 'table',
      name: 'mixed',
      caption: 'Mixed',
      columns: ['who', 'rate', 'when', 'short of cells'],
      rows: [
        ['a', rate, day('2025-11-21'), 'x'],
        ['b', notEnough(1), 'soon'],
        ['c', '', '', ''],
      ],
      empty: '',
    },
  ]);
  const widths = [...html.matchAll(/<tr>(.*?)<\/tr>/g)].map(([, row = '']) =>
    [...row.matchAll(/<t[hd]([^>]*)>/g)].reduce(
      (sum, [, attributes = '']) => sum + (attributes.includes('colspan="2"') ? 2 : 1),
      0,
    ),
  );
  expect(widths).toEqual([5, 5, 5, 5]);
});

test('a table without rows says its sentence under its caption', () => {
  const html = print([
    { kind: 'table', name: 't', caption: 'Reopened', columns: ['cause'], rows: [], empty: 'Nothing came back.' },
  ]);
  expect(html).toContain('<p class="caption">Reopened</p>\n<p>Nothing came back.</p>');
  expect(html).not.toContain('<table');
});

test('a bar is drawn beside its number, with its whisker, and says in words what it shows', () => {
  const html = print([
    {
      kind: 'bars',
      name: 'kept',
      caption: 'Kept',
      empty: '',
      rows: [
        {
          label: 'Sales',
          value: { kind: 'share', share: 0.5, low: 0.25, high: 0.75, count: 12 },
          note: 'the weakest link',
        },
        { label: 'Client', value: { kind: 'notEnough', count: 2 } },
      ],
    },
  ]);
  expect(html).toContain('<title>Sales: 50.0 % (25.0–75.0 %, n = 12)</title>');
  expect(html).toContain('width="100" height="8"/>');
  expect(html).toContain('class="whisker" d="M50 8H150M50 4v8M150 4v8"');
  expect(html).toContain('<span class="note">the weakest link</span>');
  expect(html).toContain('<title>Client: not enough yet (n = 2)</title>');
  expect(html.match(/class="fill"/g)).toHaveLength(1);
});

test('a balance opens number by number, and a state is a shape that is silent beside its word', () => {
  const html = print([
    {
      kind: 'equation',
      name: 'balance',
      caption: 'The balance',
      total: { label: 'made', figure: count(1284, '/why/made') },
      terms: [
        { label: state('kept'), figure: count(901) },
        { label: 'out', figure: count(383), sign: '-' },
      ],
    },
  ]);
  expect(html).toContain('<a class="figure" href="/why/made">1,284</a> <span class="label">made</span>');
  expect(html).toContain('<span class="operator">=</span>');
  expect(html).toContain('<span class="operator">−</span>');
  expect(html).toMatch(/<span class="state good"><svg [^>]*aria-hidden="true"><path[^>]*><\/svg>kept<\/span>/);
});

test('no data is never green', () => {
  const html = print([{ kind: 'facts', rows: [{ label: 'Trust', value: [notEnough(2), ' ', state('unknown')] }] }]);
  expect(html).not.toContain('class="state good"');
});

const hostile = `"'><script>alert(1)</script><img src=x onerror=alert(1)>&\u0000\u202e`;

/** Each place where a document can hold words, filled with words that mean harm. */
function hostileDocument(): Document {
  const content: Content = [
    hostile,
    strong(hostile),
    link(hostile, `javascript:${hostile}`),
    link(hostile, `/x"onmouseover="alert(1)`),
    { ...state('kept'), word: hostile },
    figure({ kind: 'count', count: 1 }, `/${hostile}`),
    figure({ kind: 'money', amount: 1, currency: hostile }, 'javascript:alert(1)'),
    figure({ kind: 'measure', measure: 1, digits: 0, unit: hostile }),
  ];
  const named = { name: hostile, caption: hostile, empty: hostile };
  return {
    title: hostile,
    subtitle: hostile,
    blocks: [
      { kind: 'heading', level: 2, text: hostile, anchor: hostile },
      { kind: 'paragraph', text: content, tone: 'warning' },
      { kind: 'facts', rows: [{ label: hostile, value: content, note: hostile }] },
      { kind: 'list', items: [content] },
      { kind: 'table', ...named, columns: [hostile, hostile], rows: [[content, content]], total: [content, hostile] },
      { kind: 'table', ...named, columns: [hostile], rows: [] },
      {
        kind: 'bars',
        ...named,
        rows: [{ label: hostile, value: { kind: 'notEnough', count: 1 }, note: hostile, opens: hostile }],
      },
      { kind: 'bars', ...named, rows: [] },
      {
        kind: 'equation',
        ...named,
        total: { label: hostile, figure: money(1, hostile) },
        terms: [{ label: hostile, figure: count(1) }],
      },
    ],
  };
}

test('whatever a stranger wrote, wherever it stands, stays words', () => {
  const html = renderHtml(hostileDocument(), {
    generatedAt,
    nonce: hostile,
    footer: hostile,
    navigation: [
      { label: hostile, href: `/${hostile}` },
      { label: hostile, href: `#x"onclick="alert(1)` },
    ],
  });
  const tags = [...html.matchAll(/<\/?([a-z0-9]+)/g)].map(([, name]) => name);
  expect(tags.filter((name) => name === 'script' || name === 'img')).toEqual([]);
  // Quoted values taken away, what is left of a tag is its names: none of them may be a handler.
  const bareTags = [...html.replace(/"[^"]*"/g, '""').matchAll(/<[a-z][^<>]*>/g)].map(([tag]) => tag);
  expect(bareTags.filter((tag) => /[\s"]on[a-z]+\s*=|'/.test(tag))).toEqual([]);
  const hrefs = [...html.matchAll(/href="([^"]*)"/g)].map(([, href = '']) => href);
  expect(hrefs.filter((href) => !/^[/#]/.test(href))).toEqual([]);
  expect(['\u0000', '\u202e'].filter((character) => html.includes(character))).toEqual([]);
});

test('a table for who looks closer is one click away, under its caption', () => {
  const html = renderHtml(
    {
      title: 'A report',
      blocks: [
        {
          kind: 'table',
          name: 'chances',
          caption: 'Chances',
          columns: ['Given'],
          rows: [['1']],
          empty: '',
          isFolded: true,
        },
      ],
    },
    { generatedAt, nonce: 'n' },
  );
  expect(html).toContain('<details class="folded"><summary>Chances</summary>');
});

test('rows to act on name their cells, so that each can be a card on a phone', () => {
  const html = renderHtml(
    {
      title: 'A report',
      blocks: [
        {
          kind: 'table',
          name: 'deals',
          caption: 'Deals',
          columns: ['Customer', 'Day'],
          rows: [['Acme', 'today']],
          empty: '',
          isCards: true,
        },
      ],
    },
    { generatedAt, nonce: 'n' },
  );
  expect(html).toContain('<table class="row-cards">');
  expect(html).toContain('<td data-title="Day">today</td>');
});
