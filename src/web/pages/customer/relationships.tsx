/** The relationships as a table: the same that the diagram draws, for every reader. */
import { formatTrust } from '../../../documents/format.ts';
import { type Relationship, shortTrendOf, TrustLink } from './trust-link.tsx';

export function Relationships({ relationships }: { readonly relationships: readonly Relationship[] }) {
  return (
    <div className="scroll" role="region" aria-label="Relationships as a table" tabIndex={0}>
      <table className="figures">
        <thead>
          <tr>
            <th scope="col">Must be convinced</th>
            <th scope="col">Bears the burden</th>
            <th scope="col" className="number">
              Trust
            </th>
            <th scope="col">95 %</th>
            <th scope="col">Kept, broken</th>
            <th scope="col">In 90 days</th>
          </tr>
        </thead>
        <tbody>
          {relationships.map((edge) => (
            <tr key={`${edge.truster} ${edge.trustee}`}>
              <th scope="row">{edge.trusterName}</th>
              <td>
                {edge.trusteeName}
                {edge.openBurdens > 0 && <small className="late">● owes {owed(edge.openBurdens)}</small>}
                {edge.neverEstablished && <small>the first promise was broken</small>}
              </td>
              <td className="number">
                <TrustLink edge={edge}>{formatTrust(edge.score)}</TrustLink>
              </td>
              {edge.outcomes === 0 ? (
                <td colSpan={3} className="quiet">
                  not known yet: benefit of the doubt
                </td>
              ) : (
                <>
                  <td>
                    {formatTrust(edge.low)}–{formatTrust(edge.high)}
                  </td>
                  <td>
                    {edge.kept}, {edge.broken}
                  </td>
                  <td>{shortTrendOf(edge)}</td>
                </>
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function owed(count: number): string {
  return count === 1 ? 'a proof' : `${count} proofs`;
}
