/** One figure of the audit: what it says, how it is made, and every row behind it, each a way further in. */
import { Link, useParams } from '@tanstack/react-router';
import { audit } from '../../api/audit.ts';
import { whyDocument } from '../../api/audit-why-document.ts';
import { capitalised } from '../../api/promise-phrases.ts';
import { addressIn } from '../client.ts';
import { scopeIn, useScope } from '../parts/audit-scope.tsx';
import { Answer, Page } from '../parts/page.tsx';
import { Report } from '../parts/report.tsx';
import { type Reads, reading, useRead } from '../query.ts';

const reads: Reads = ({ params: { figure = '' }, fields }) => [reading(audit.why, { ...scopeIn(fields), figure })];

FigurePage.reads = reads;

export default function FigurePage() {
  const { figure = '' } = useParams({ strict: false });
  const scope = useScope();
  const read = useRead(audit.why, { ...scope, figure });
  return (
    <Page
      title={read.data === undefined ? figure : capitalised(read.data.words)}
      subtitle="A figure of the promise audit"
      actions={
        <>
          <Link className="button" to="/audit" search={scope}>
            The whole audit
          </Link>
          <a className="button" href={addressIn(audit.why, { ...scope, figure }, 'csv')} download={`${figure}.csv`}>
            CSV
          </a>
        </>
      }
    >
      <Answer read={read} rows={10}>
        {(explained) => <Report blocks={whyDocument(explained).blocks} />}
      </Answer>
    </Page>
  );
}
