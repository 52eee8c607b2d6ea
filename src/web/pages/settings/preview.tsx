/** What a changed trust policy would do to today's figures, asked for before it is saved. */
import { useState } from 'react';
import { casesMin } from '../../../api/audit-values.ts';
import { type Change, policyPreview, type PolicyPreview } from '../../../api/policy-preview.ts';
import { formatCount, formatNotEnough, formatTrust, formatTrustChange } from '../../../documents/format.ts';
import { Answer } from '../../parts/page.tsx';
import { useRead } from '../../query.ts';

/** `changed` holds the settings by their path. */
export function Preview({ changed }: { readonly changed: Readonly<Record<string, string>> }) {
  const [asked, setAsked] = useState<string | null>(null);
  const current = JSON.stringify(changed);
  const isAsked = asked === current;
  const read = useRead(policyPreview.show, changed, { enabled: isAsked });
  return (
    <div className="preview" aria-live="polite">
      {isAsked ? (
        <Answer read={read} rows={8}>
          {(preview) => <Changes preview={preview} />}
        </Answer>
      ) : (
        <button type="button" onClick={() => setAsked(current)}>
          See what it would change today
        </button>
      )}
    </div>
  );
}

function Changes({ preview }: { readonly preview: PolicyPreview }) {
  const { customers, isWhole, journey, areas, relationships } = preview;
  if (journey.customers === 0 && relationships.length === 0) {
    return <p>Nothing would change today: no promise is settled yet that trust could rest on.</p>;
  }
  return (
    <>
      <p>
        {moved(journey)} Counted again over {isWhole ? 'all' : 'the first'} {formatCount(customers)}{' '}
        {customers === 1 ? 'customer' : 'customers'}
        {isWhole ? '.' : ' by id; the others are left out here, and change as well when you save.'} Nothing is saved
        yet.
      </p>
      <Table title="Journey and areas" rows={[{ name: 'The whole journey', ...journey }, ...areas]} />
      <Table
        title="Relationships"
        rows={relationships.map((row) => ({ ...row, name: `${upper(row.trusterName)} trusts ${row.trusteeName}` }))}
      />
    </>
  );
}

/** What happens to the journey, in a sentence. */
function moved({ customers, medianBefore, medianAfter, belowHalfBefore, belowHalfAfter }: Change): string {
  if (medianBefore === null || medianAfter === null || customers < casesMin) {
    return 'There are too few customers with settled promises to speak of the whole journey.';
  }
  const [before, after] = [formatTrust(medianBefore), formatTrust(medianAfter)];
  const median = before === after ? `would stay at ${before}` : `would go from ${before} to ${after}`;
  return `The journey in the middle ${median}; below .5 would be ${formatCount(belowHalfAfter)} customers instead of ${formatCount(belowHalfBefore)}.`;
}

interface TableProps {
  readonly title: string;
  readonly rows: readonly (Change & { readonly name: string })[];
}

function Table({ title, rows }: TableProps) {
  return (
    <div className="wide-table">
      <table>
        <caption>{title}: trust of the customer in the middle, today and then</caption>
        <thead>
          <tr>
            <th scope="col">{title}</th>
            <th scope="col" className="number">
              Customers
            </th>
            <th scope="col" className="number">
              Today
            </th>
            <th scope="col" className="number">
              Then
            </th>
            <th scope="col" className="number">
              Change
            </th>
            <th scope="col" className="number">
              Below .5
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.name}>
              <th scope="row">{row.name}</th>
              <td className="number">{formatCount(row.customers)}</td>
              <Medians row={row} />
              <td className="number">
                {row.belowHalfBefore === row.belowHalfAfter
                  ? formatCount(row.belowHalfAfter)
                  : `${formatCount(row.belowHalfBefore)} → ${formatCount(row.belowHalfAfter)}`}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Medians({ row: { customers, medianBefore, medianAfter } }: { readonly row: Change }) {
  if (medianBefore === null || medianAfter === null || customers < casesMin) {
    return (
      <td colSpan={3} className="number quiet">
        {formatNotEnough(customers)}
      </td>
    );
  }
  return (
    <>
      <td className="number">{formatTrust(medianBefore)}</td>
      <td className="number">{formatTrust(medianAfter)}</td>
      <td className="number">{formatTrustChange(medianAfter - medianBefore)}</td>
    </>
  );
}

function upper(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
