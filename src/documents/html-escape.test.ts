import { expect, test } from 'vitest';
import { escapeHtml, safeHref } from './html-escape.ts';

test('the five characters that mean something to HTML mean nothing in text', () => {
  expect(escapeHtml(`<b title="x" id='y'>Q&A</b>`)).toBe(
    '&lt;b title=&quot;x&quot; id=&#39;y&#39;&gt;Q&amp;A&lt;/b&gt;',
  );
});

test('control characters and directional overrides are taken out', () => {
  expect(escapeHtml('a\u0000b\u001bc\u202ed\ne')).toBe('abcd e');
});

test.each(['/', '/audit/why/balance.broken', '/a?b=c&d=e#f', '#scope', 'https://example.org/x', 'HTTPS://example.org'])(
  '%s may be linked to',
  (href) => {
    expect(safeHref(href)).toBe(href);
  },
);

test.each([
  '',
  'javascript:alert(1)',
  'JaVaScRiPt:alert(1)',
  ' javascript:alert(1)',
  'java\nscript:alert(1)',
  'data:text/html,<script>alert(1)</script>',
  'vbscript:x',
  'http://example.org',
  '//evil.example',
  '/\\evil.example',
  '/\t/evil.example',
  '/\u0000/evil.example',
  'https:evil.example',
  'https:///evil.example',
  'audit',
  '../audit',
  'mailto:a@b.c',
])('%j may not', (href) => {
  expect(safeHref(href)).toBeUndefined();
});
