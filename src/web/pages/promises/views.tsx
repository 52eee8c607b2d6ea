/** The views of promises: what is open, late, waiting for a yes, unbacked or imposed, and everything. Each is a link. */
import { Link } from '@tanstack/react-router';
import { type Fields, filtersOfState, viewIn, views } from './filter-names.ts';

export function Views({ fields }: { readonly fields: Fields }) {
  const shown = viewIn(fields)?.name;
  const left = Object.entries(fields).filter(
    ([name, value]) => value !== undefined && !filtersOfState.some((one) => one === name),
  );
  return (
    <nav className="views" aria-label="Views of promises">
      {views.map(({ name, label }) => (
        <Link
          key={name}
          to="/promises"
          search={{ ...Object.fromEntries(left), view: name }}
          className="button"
          aria-current={name === shown ? 'true' : undefined}
          // The router would call the whole page current.
          activeProps={{}}
        >
          {label}
        </Link>
      ))}
    </nav>
  );
}
