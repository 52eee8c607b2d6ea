/** What was promised in this account: open first, then the newest. */
import { Link } from '@tanstack/react-router';
import type { CustomerPage } from '../../../api/customer-views.ts';
import { useAreas } from '../../names.ts';
import { PromiseRow } from '../../parts/promise-row.tsx';

const shownMax = 15;

export function Promises({ page }: { readonly page: CustomerPage }) {
  const { nameOf } = useAreas();
  const { customer, promises } = page;
  const open = promises.filter(({ balancePart }) => balancePart === 'open').length;
  const shown = promises.slice(0, Math.max(shownMax, Math.min(open, 2 * shownMax)));
  return (
    <section aria-labelledby="promises">
      <h2 id="promises">
        Promises <span className="count">{open === 0 ? 'none is open' : `${open} open`}</span>
      </h2>
      <ul className="rows">
        {shown.map((promise) => (
          <PromiseRow key={promise.promiseId} {...{ promise, nameOf }} asOf={page.asOf} isOneCustomer />
        ))}
      </ul>
      {customer.promises > shown.length && (
        <p className="quiet">
          {shown.length} of {customer.promises} are shown.{' '}
          <Link to="/promises" search={{ customer: customer.customerId }}>
            All promises of this customer
          </Link>
        </p>
      )}
    </section>
  );
}
