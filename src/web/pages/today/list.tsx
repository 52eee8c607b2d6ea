/** One list of the day: how many there are, the first of them, and the others when they are asked for. */
import { Link } from '@tanstack/react-router';
import { Children, type ReactNode, useState } from 'react';

interface ListProps {
  readonly id: string;
  readonly title: string;
  readonly count: number;
  readonly shown: number;
  readonly children: ReactNode;
}

/** Rows that stand there at once; the others are one press away, so that each list keeps the next in sight. */
const rowsAtFirst = 12;

export function List({ id, title, count, shown, children }: ListProps) {
  const [isOpen, setOpen] = useState(false);
  if (count === 0) return null;
  const rows = Children.toArray(children);
  const hidden = isOpen ? 0 : Math.max(0, rows.length - rowsAtFirst);
  return (
    <section aria-labelledby={id}>
      <h2 id={id}>
        {title} <span className="count">{count}</span>
      </h2>
      <ul className="rows">{hidden === 0 ? rows : rows.slice(0, rowsAtFirst)}</ul>
      {hidden > 0 && (
        <p>
          <button type="button" onClick={() => setOpen(true)}>
            Show {hidden} more of {title.toLowerCase()}
          </button>
        </p>
      )}
      {hidden === 0 && count > shown && (
        <p className="quiet">
          {shown} of {count} are shown. <Link to="/promises">All promises</Link>
        </p>
      )}
    </section>
  );
}
