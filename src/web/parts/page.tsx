/** The frame of every page: title, actions, and what stands there while it loads, when it fails and when it is empty. */
import type { UseQueryResult } from '@tanstack/react-query';
import { type ReactNode, useEffect, useState } from 'react';
import { Problem } from '../client.ts';

interface PageProps {
  readonly title: string;
  readonly subtitle?: ReactNode;
  readonly actions?: ReactNode;
  readonly children: ReactNode;
}

export function Page({ title, subtitle, actions, children }: PageProps) {
  useEffect(() => {
    document.title = `${title} · Troth`;
  }, [title]);
  return (
    <>
      <header className="page-head">
        <div>
          <h1>{title}</h1>
          {subtitle !== undefined && <p className="subtitle">{subtitle}</p>}
        </div>
        {actions !== undefined && <div className="actions">{actions}</div>}
      </header>
      {children}
    </>
  );
}

const secondsBeforeWords = 2;

/** Holds the place of what is being read, so that nothing jumps; of what takes long it says how long it has been at it. */
export function Skeleton({ rows = 6 }: { readonly rows?: number }) {
  const [seconds, setSeconds] = useState(0);
  useEffect(() => {
    const timer = setInterval(() => setSeconds((before) => before + 1), 1_000);
    return () => clearInterval(timer);
  }, []);
  return (
    <div className="skeleton" role="status" aria-label="Loading">
      {seconds >= secondsBeforeWords && (
        <p aria-hidden>Still working this out, for {seconds} seconds now. You can go on elsewhere and come back.</p>
      )}
      {Array.from({ length: rows }, (_, row) => (
        <div key={row} />
      ))}
    </div>
  );
}

/** What went wrong and what to do about it. */
export function Fault({ error, onRetry }: { readonly error: Error; readonly onRetry?: () => void }) {
  return (
    <div className="fault" role="alert">
      <p>
        <strong>{error.message}</strong>
      </p>
      <p>{error instanceof Problem ? error.remedy : 'Load the page again; if it stays, report what you did.'}</p>
      {onRetry !== undefined && (
        <button type="button" onClick={onRetry}>
          Try again
        </button>
      )}
    </div>
  );
}

/** An empty place says what would stand here and how it comes about. */
export function Empty({ children }: { readonly children: ReactNode }) {
  return <div className="empty">{children}</div>;
}

interface AnswerProps<Output> {
  readonly read: UseQueryResult<Output, Problem>;
  readonly rows?: number;
  readonly children: (output: Output) => ReactNode;
}

/** The answer of a read, or its place while it loads, or why there is none. */
export function Answer<Output>({ read, rows, children }: AnswerProps<Output>) {
  if (read.data !== undefined) return children(read.data);
  if (read.error !== null) return <Fault error={read.error} onRetry={() => void read.refetch()} />;
  return <Skeleton {...(rows !== undefined && { rows })} />;
}
