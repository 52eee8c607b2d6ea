/** Cases as episodes: what was reported, how often it was tried, what the customer said of it, and what it did to trust. */
import { Link } from '@tanstack/react-router';
import type { CustomerPage } from '../../../api/customer-views.ts';
import { percent } from '../../../api/customer-phrases.ts';
import { formatTrust, formatTrustChange } from '../../../documents/format.ts';
import { useAreas } from '../../names.ts';
import { When } from '../../parts/when.tsx';

const verdicts: Readonly<Record<string, string>> = {
  satisfied: 'the customer is satisfied',
  dissatisfied: 'the customer is not satisfied',
  unknown: 'the customer did not say',
};

type Case = CustomerPage['cases'][number];

export function Cases({ page: { cases, customer } }: { readonly page: CustomerPage }) {
  const { nameOf } = useAreas();
  return (
    <section aria-labelledby="cases">
      <h2 id="cases">
        Cases <span className="count">{cases.length}</span>
      </h2>
      {cases.length === 0 && <p className="quiet">Nothing went wrong that this customer told us of.</p>}
      <ul className="found">
        {cases.map((known) => (
          <li key={known.caseId}>
            <b>{known.issue === null ? known.caseId : `“${known.issue}”`}</b> ({known.nature})
            <div>
              Opened <When at={known.openedAt} />, {tried(known)}; {ended(known)}
              {known.closedAt !== null && (
                <>
                  {' '}
                  (<When at={known.closedAt} />)
                </>
              )}
              .
            </div>
            <small>
              Trust in Customer Service {formatTrust(known.trustBefore)} before, {formatTrust(known.trustAfter)}{' '}
              {known.state === 'open' ? 'now' : 'after'} ({formatTrustChange(known.trustAfter - known.trustBefore)}).
              The burden is with{' '}
              {Object.entries(known.shares)
                .map(([area, share]) => `${nameOf(area)} (${percent(share)})`)
                .join(' and ')}
              .
            </small>
            {known.state === 'open' && (
              <div className="saved">
                {(['attempt', 'refund', 'closeCase'] as const).map((what) => (
                  <Link
                    key={what}
                    className="button"
                    to={`/customers/${customer.customerId}/record`}
                    search={{ what, caseId: known.caseId }}
                  >
                    {{ attempt: 'Tried…', refund: 'Refund…', closeCase: 'Close…' }[what]}
                  </Link>
                ))}
              </div>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}

function tried({ attempts }: Case): string {
  if (attempts === 0) return 'nothing tried yet';
  return `tried ${attempts === 1 ? 'once' : `${attempts} times`}`;
}

function ended({ state, verdict }: Case): string {
  return state === 'open' ? 'still open' : `closed: ${verdicts[verdict ?? 'unknown'] ?? 'the customer did not say'}`;
}
