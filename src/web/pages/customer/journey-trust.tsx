/** Trust in the whole journey, and what it is made of: each area with what it sets of it. */
import { Link } from '@tanstack/react-router';
import { percent } from '../../../api/customer-phrases.ts';
import type { CustomerPage } from '../../../api/customer-views.ts';
import { formatTrust } from '../../../documents/format.ts';

export function JourneyTrust({ page: { journey, customer } }: { readonly page: CustomerPage }) {
  const [weakest] = journey.areas;
  if (journey.score === null || weakest === undefined) {
    return <p className="lead">Journey trust is not known yet: no promise has come to an end.</p>;
  }
  return (
    <details className="composition">
      <summary className="lead">
        Journey trust <b>{formatTrust(journey.score)}</b>
        {journey.areas.length === 1
          ? `, from ${weakest.name} alone.`
          : `, as strong as its weakest link: ${weakest.name} sets ${percent(weakest.dragShare)} of it.`}
      </summary>
      <div className="scroll" role="region" aria-label="What journey trust is made of" tabIndex={0}>
        <table className="figures">
          <thead>
            <tr>
              <th scope="col">Area, the weakest first</th>
              <th scope="col" className="number">
                Trust
              </th>
              <th scope="col">95 %</th>
              <th scope="col">Kept, broken</th>
              <th scope="col" className="number">
                Sets
              </th>
            </tr>
          </thead>
          <tbody>
            {journey.areas.map(({ area, name, score, low, high, kept, broken, dragShare }) => (
              <tr key={area}>
                <th scope="row">
                  <Link to="/promises" search={{ customer: customer.customerId, by: area }}>
                    {name}
                  </Link>
                </th>
                <td className="number">{formatTrust(score)}</td>
                <td>
                  {formatTrust(low)}–{formatTrust(high)}
                </td>
                <td>
                  {kept}, {broken}
                </td>
                <td className="number">{percent(dragShare)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <p className="quiet">
        Every promise of an area counts, whoever it was made to. A customer who was let down once does not average it
        away, so the weakest area sets the most.
      </p>
    </details>
  );
}
