/** A page that is one document of the company: read as of the day in the address, shown as it is printed, taken away as CSV. */
import type { ReactNode } from 'react';
import type { Document } from '../../documents/document.ts';
import type { Endpoint, OutputOf, RequestOf } from '../../api/endpoint.ts';
import { useAsOf } from '../address.ts';
import { addressIn } from '../client.ts';
import { useRead } from '../query.ts';
import { Answer, Empty, Page } from './page.tsx';
import { Report } from './report.tsx';

interface DocumentPageProps<E extends Endpoint> {
  readonly title: string;
  readonly subtitle: string;
  readonly endpoint: E;
  readonly documentOf: (output: OutputOf<E>) => Document;
  readonly isEmpty: (output: OutputOf<E>) => boolean;
  /** What to do where there is nothing yet. */
  readonly children: ReactNode;
}

export function DocumentPage<E extends Endpoint>(props: DocumentPageProps<E>) {
  const { title, endpoint, documentOf, isEmpty, children } = props;
  const asked = useAsOf() as RequestOf<E>;
  const read = useRead(endpoint, asked, { keep: true });
  return (
    <Page
      title={title}
      subtitle={props.subtitle}
      actions={
        <a className="button" href={addressIn(endpoint, asked, 'csv')} download={`${title.toLowerCase()}.csv`}>
          CSV
        </a>
      }
    >
      <Answer read={read} rows={10}>
        {(found) => (isEmpty(found) ? <Empty>{children}</Empty> : <Report blocks={documentOf(found).blocks} />)}
      </Answer>
    </Page>
  );
}
