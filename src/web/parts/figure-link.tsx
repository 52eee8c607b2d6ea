/** The way into a figure of an audit, with the filters that it was computed with. */
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';

interface FigureLinkProps {
  readonly name: string;
  readonly filters: Readonly<Record<string, string>>;
  readonly children: ReactNode;
}

export function FigureLink({ name, filters, children }: FigureLinkProps) {
  return (
    <Link to={`/audit/why/${encodeURIComponent(name)}`} search={filters}>
      {children}
    </Link>
  );
}
