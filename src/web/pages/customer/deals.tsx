/** Both values at each deal with the customer: the sale now, and how the value expected of them changed with it. */
import { Link } from '@tanstack/react-router';
import { dealTable } from '../../../api/deals-document.ts';
import { deals } from '../../../api/deals.ts';
import { Report } from '../../parts/report.tsx';
import { useRead } from '../../query.ts';

const rowsShown = 50;

export function DealsWith({ customerId }: { readonly customerId: string }) {
  const { data } = useRead(deals.list, { customerId, limit: rowsShown }, { keep: true });
  if (data === undefined || data.count === 0) return null;
  return (
    <details>
      <summary>Deal by deal: the sale now, and what it changed of what lies ahead</summary>
      {data.notKnown !== null && <p>The change is not known: {data.notKnown}.</p>}
      <Report blocks={[dealTable(data, 'one customer')]} />
      <p className="quiet">
        Each deal is associated with the change; nothing says that it brought it about.{' '}
        <Link to="/deals">All deals</Link>
      </p>
    </details>
  );
}
