/** Relationships: the four that carry the sale, what the one who must be convinced says, and today's honest answer. */
import { Link } from '@tanstack/react-router';
import { cellsOf } from '../../api/audit-cells.ts';
import { burdenBlocks } from '../../api/audit-document-burdens.ts';
import { backingTable } from '../../api/audit-document-promises.ts';
import { relationshipBlocks } from '../../api/audit-document-trust.ts';
import type { AuditReport } from '../../api/audit-report.ts';
import { honestAnswer, type RelationshipOfAudit } from '../../api/relationship-words.ts';
import { formatTrust } from '../../documents/format.ts';
import { useAreas } from '../names.ts';
import { auditRead, ScopeFields, useAudit } from '../parts/audit-scope.tsx';
import { FigureLink } from '../parts/figure-link.tsx';
import { Answer, Page } from '../parts/page.tsx';
import { Report } from '../parts/report.tsx';
import type { Reads } from '../query.ts';
import { burdensRead, OpenBurdens } from './relationships/open-burdens.tsx';

const reads: Reads = ({ fields }) => [auditRead(fields), burdensRead(fields)];

RelationshipsPage.reads = reads;

export default function RelationshipsPage() {
  const read = useAudit();
  return (
    <Page title="Relationships" subtitle="Who must be convinced, by whom, and how it stands">
      <ScopeFields />
      <Answer read={read} rows={10}>
        {(report) => <Relationships report={report} />}
      </Answer>
    </Page>
  );
}

function Relationships({ report }: { readonly report: AuditReport }) {
  const { nameOf } = useAreas();
  const cells = cellsOf(report);
  return (
    <>
      <ul className="cards">
        {report.relationships
          .filter(({ pinned }) => pinned)
          .map((edge) => (
            <li key={edge.figure}>
              <Pinned edge={edge} nameOf={nameOf} filters={report.scope.filters} />
            </li>
          ))}
      </ul>
      <OpenBurdens />
      <Report blocks={burdenBlocks(report, cells)} />
      <h2>Promised without asking</h2>
      <p className="subtitle">
        <Link to="/promises" search={{ unbacked: 'true' }}>
          Unbacked promises
        </Link>{' '}
        lack the word of an area that they need;{' '}
        <Link to="/promises" search={{ imposed: 'true' }}>
          imposed ones
        </Link>{' '}
        bind an area that never agreed.
      </p>
      <Report blocks={[backingTable(report, cells), ...relationshipBlocks(report, cells)]} />
    </>
  );
}

interface PinnedProps {
  readonly edge: RelationshipOfAudit;
  readonly nameOf: (party: string) => string;
  readonly filters: Readonly<Record<string, string>>;
}

function Pinned({ edge, nameOf, filters }: PinnedProps) {
  const { median, lowerQuartile, upperQuartile } = edge;
  return (
    <article className="card" aria-label={`${nameOf(edge.trustee)} must convince ${nameOf(edge.truster)}`}>
      <h2>{edge.name}</h2>
      <p className="subtitle">
        {nameOf(edge.trustee)} must convince {nameOf(edge.truster)}
      </p>
      {edge.words !== null && <blockquote>“{edge.words}”</blockquote>}
      <p>{honestAnswer(edge)}</p>
      {median !== null && (
        <p className="card-figure">
          <FigureLink name={`${edge.figure}.median`} filters={filters}>
            {formatTrust(median)}
          </FigureLink>{' '}
          <small>
            trust in the middle
            {lowerQuartile !== null &&
              upperQuartile !== null &&
              `, half of customers between ${formatTrust(lowerQuartile)} and ${formatTrust(upperQuartile)}`}
            , n = {edge.customers.toLocaleString()}
          </small>
        </p>
      )}
      <p>
        <FigureLink name={`${edge.figure}.kept`} filters={filters}>
          {edge.kept.toLocaleString()} kept
        </FigureLink>{' '}
        ·{' '}
        <FigureLink name={`${edge.figure}.broken`} filters={filters}>
          {edge.broken.toLocaleString()} broken
        </FigureLink>{' '}
        ·{' '}
        <FigureLink name={`${edge.figure}.openPromises`} filters={filters}>
          {edge.openPromises.toLocaleString()} open
        </FigureLink>{' '}
        ·{' '}
        <FigureLink name={`${edge.figure}.openCases`} filters={filters}>
          {edge.openCases.toLocaleString()} cases
        </FigureLink>
      </p>
    </article>
  );
}
