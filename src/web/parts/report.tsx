/** Blocks of a report inside a page: the very tables, bars and figures of the printed document, with links that the router follows. */
import { useNavigate } from '@tanstack/react-router';
import { memo, type MouseEvent, useDeferredValue, useId } from 'react';
import type { Block } from '../../documents/document.ts';
import { blockHtml } from '../../documents/html-blocks.ts';
import { reportStyle } from '../../documents/style.ts';

// Once for all reports: a style element in each would have the browser look at everything again.
const looks = new CSSStyleSheet();
looks.replaceSync(reportStyle);
document.adoptedStyleSheets.push(looks);

/** Blocks that fill a screen: of a long report they stand at once, and the others follow. */
const blocksFirst = 10;

export function Report({ blocks }: { readonly blocks: readonly Block[] }) {
  const id = useId().replaceAll(/[^\w]/g, '');
  const navigate = useNavigate();
  const isWhole = useDeferredValue(true, blocks.length <= blocksFirst);
  const follow = (event: MouseEvent) => {
    const anchor = event.target instanceof Element ? event.target.closest('a') : null;
    const href = anchor?.getAttribute('href') ?? '';
    const isPlain = event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey;
    if (!href.startsWith('/') || !isPlain) return;
    event.preventDefault();
    void navigate({ href });
  };
  // A keyboard follows links by clicking them.
  return (
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/no-static-element-interactions
    <div className="report" onClick={follow} aria-busy={!isWhole}>
      <Part html={htmlOf(blocks.slice(0, blocksFirst), id, 1)} />
      {isWhole && blocks.length > blocksFirst && <Part html={htmlOf(blocks.slice(blocksFirst), id, 1 + blocksFirst)} />}
    </div>
  );
}

function htmlOf(blocks: readonly Block[], id: string, first: number): string {
  return blocks.map((block, index) => blockHtml(block, `${id}-${first + index}`)).join('\n');
}

/** The renderer escapes every word. The browser reads it again only where it is another. */
const Part = memo(function Part({ html }: { readonly html: string }) {
  // oxlint-disable-next-line react/no-danger
  return <div dangerouslySetInnerHTML={{ __html: html }} />;
});
