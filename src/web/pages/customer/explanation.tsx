/** One trust number explained: an exact sum with a term for each promise, what silence took, and what would mend it. */
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { TrustExplained } from '../../../api/customer-views.ts';
import { customers } from '../../../api/customers.ts';
import { formatNumber, formatTrust } from '../../../documents/format.ts';
import { useAsOf } from '../../address.ts';
import { Dialog } from '../../parts/dialog.tsx';
import { Answer } from '../../parts/page.tsx';
import { When } from '../../parts/when.tsx';
import { useRead } from '../../query.ts';
import { trendOf } from './trust-link.tsx';

interface ExplanationProps {
  readonly customerId: string;
  readonly truster: string;
  readonly trustee: string;
  readonly onClose: () => void;
}

export function Explanation({ customerId, truster, trustee, onClose }: ExplanationProps) {
  const read = useRead(customers.trust, { customerId, truster, trustee, ...useAsOf() });
  const { data } = read;
  const title = data === undefined ? 'Trust' : `Trust of ${data.edge.trusterName} in ${data.edge.trusteeName}`;
  return (
    <Dialog title={title} isOpen onClose={onClose}>
      <Answer read={read} rows={6}>
        {(explained) => <Sums explained={explained} />}
      </Answer>
    </Dialog>
  );
}

function Sums({ explained }: { readonly explained: TrustExplained }) {
  const { edge, benefitOfDoubt, stillUnknown, kept, broken } = explained;
  return (
    <>
      <p className="lead">
        <b>{formatTrust(edge.score)}</b> ({formatTrust(edge.low)}–{formatTrust(edge.high)}), {trendOf(edge)}.
        {edge.neverEstablished && ' It was never established: the first promise was broken.'}
      </p>
      {edge.words !== null && <p>“{edge.words}”</p>}
      <p>
        {formatTrust(benefitOfDoubt)} is the benefit of the doubt; {counted(kept, 'kept promise', 'kept promises')}{' '}
        {kept.length === 1 ? 'gives' : 'give'} {formatTrust(sumOf(kept))}. To full trust {formatTrust(stillUnknown)} is
        missing because it is not known, and {formatTrust(sumOf(broken))} because of{' '}
        {counted(broken, 'breach', 'breaches')}.
      </p>
      <Outlook explained={explained} />
      <Terms
        caption="For it"
        total={edge.score}
        terms={[
          { key: 'doubt', what: 'benefit of the doubt', amount: benefitOfDoubt },
          ...kept.toReversed().map((term) => ({
            key: `${term.promiseId} ${term.at}`,
            what: <Subject {...term} caseId={null} word="kept" />,
            amount: term.amount,
          })),
        ]}
      />
      <Terms
        caption="Missing to full trust"
        total={1 - edge.score}
        terms={[
          { key: 'unknown', what: 'still unknown', amount: stillUnknown },
          ...broken.toReversed().map((term) => ({
            key: `${term.promiseId ?? term.caseId ?? ''} ${term.at}`,
            what: <Subject {...term} word={`broken, ${gravity(term)}`} />,
            amount: term.amount,
          })),
        ]}
      />
    </>
  );
}

function counted(terms: readonly unknown[], one: string, many: string): string {
  return `${terms.length} ${terms.length === 1 ? one : many}`;
}

function sumOf(terms: readonly { readonly amount: number }[]): number {
  return terms.reduce((sum, { amount }) => sum + amount, 0);
}

function gravity({ stated, effective, repaired }: TrustExplained['broken'][number]): string {
  const mended = repaired === 0 ? '' : repaired < 1 ? ', half repaired' : ', repaired';
  if (effective === stated) return `${stated}${mended}`;
  return `${stated}, counted as ${effective}: the same cause came back${mended}`;
}

interface SubjectProps {
  readonly promiseId: string | null;
  readonly caseId: string | null;
  readonly words: string | null;
  readonly at: string;
  readonly word: string;
}

function Subject({ promiseId, caseId, words, at, word }: SubjectProps) {
  const name = words === null ? '[erased]' : `“${words}”`;
  return (
    <>
      {promiseId === null ? `Case ${caseId ?? ''} ${name}` : <Link to={`/promises/${promiseId}`}>{name}</Link>}
      <small>
        {word} <When at={at} />
      </small>
    </>
  );
}

interface TermsProps {
  readonly caption: string;
  readonly total: number;
  readonly terms: readonly { readonly key: string; readonly what: ReactNode; readonly amount: number }[];
}

/** Terms are rounded along their running sum, so that what is printed adds up to the total that is printed. */
function Terms({ caption, total, terms }: TermsProps) {
  let sum = 0;
  return (
    <table className="figures terms">
      <caption>{caption}</caption>
      <tbody>
        {terms.map(({ key, what, amount }) => {
          const before = Math.round(sum * 10_000);
          sum += amount;
          return (
            <tr key={key}>
              <td>{what}</td>
              <td className="number">{formatNumber((Math.round(sum * 10_000) - before) / 10_000, 4)}</td>
            </tr>
          );
        })}
      </tbody>
      <tfoot>
        <tr>
          <th scope="row">{caption === 'For it' ? 'Trust' : 'Missing'}</th>
          <td className="number">{formatNumber(total, 4)}</td>
        </tr>
      </tfoot>
    </table>
  );
}

/** What silence took, what it will take, and what would mend it. */
function Outlook({ explained }: { readonly explained: TrustExplained }) {
  const { kept, broken, edge, silenceFadesFrom, repairCount, asOf } = explained;
  const silence = kept.reduce((sum, term) => sum + term.takenBySilence, 0);
  const breaches = kept.reduce((sum, term) => sum + term.takenByBreaches, 0);
  return (
    <ul className="outlook">
      {Math.max(silence, breaches) >= 0.00005 && (
        <li>
          Of what the kept promises earned, silence has taken <b>{formatNumber(silence, 4)}</b> and later breaches{' '}
          <b>{formatNumber(breaches, 4)}</b>.
        </li>
      )}
      {silenceFadesFrom !== null && (
        <li>
          {silenceFadesFrom > asOf
            ? 'Silence would let the kept ones fade from '
            : 'Silence lets the kept ones fade since '}
          <When at={silenceFadesFrom} />
          {broken.length > 0 && '; nothing fades what was broken'}.
        </li>
      )}
      {repairCount !== null && (
        <li>
          {repairCount === 0
            ? 'Trust is back where it was before the last breach.'
            : `${repairCount} further kept ${repairCount === 1 ? 'promise' : 'promises'} of ${edge.trusteeName} would bring it back to where it was before the last breach.`}
        </li>
      )}
    </ul>
  );
}
