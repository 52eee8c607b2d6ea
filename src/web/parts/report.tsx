/** Blocks of a report inside a page: the very tables, bars and figures of the printed document, with links that the router follows. */
import { useNavigate } from '@tanstack/react-router';
import { type MouseEvent, useId } from 'react';
import type { Block } from '../../documents/document.ts';
import { blockHtml } from '../../documents/html-blocks.ts';
import { reportStyle } from '../../documents/style.ts';

export function Report({ blocks }: { readonly blocks: readonly Block[] }) {
  const id = useId().replaceAll(/[^\w]/g, '');
  const navigate = useNavigate();
  const html = blocks.map((block, index) => blockHtml(block, `${id}-${index + 1}`)).join('\n');
  const follow = (event: MouseEvent) => {
    const anchor = event.target instanceof Element ? event.target.closest('a') : null;
    const href = anchor?.getAttribute('href') ?? '';
    const isPlain = event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey;
    if (!href.startsWith('/') || !isPlain) return;
    event.preventDefault();
    void navigate({ href });
  };
  return (
    <>
      <style>{reportStyle}</style>
      {/* A keyboard follows links by clicking them; the renderer escapes every word.
      oxlint-disable-next-line react/no-danger */}
      <div className="report" onClick={follow} dangerouslySetInnerHTML={{ __html: html }} />
    </>
  );
}
