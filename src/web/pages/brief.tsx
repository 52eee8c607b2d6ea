/** The brief before a contact with a customer: four minutes to read, on a screen or on paper. */
import { Link, useParams } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { titleOf } from '../../api/customer-phrases.ts';
import type { Brief } from '../../api/customer-views.ts';
import { customers } from '../../api/customers.ts';
import type { PromiseView } from '../../api/promise-views.ts';
import { notToAsk } from '../../api/selling-phrases.ts';
import { formatInstant, formatTrust } from '../../documents/format.ts';
import { asOfIn, useAsOf } from '../address.ts';
import { useAreas } from '../names.ts';
import { Answer, Page } from '../parts/page.tsx';
import { PromiseRow } from '../parts/promise-row.tsx';
import { When } from '../parts/when.tsx';
import { type Reads, reading, useRead } from '../query.ts';
import './customer/customer.css';

const reads: Reads = ({ params: { customerId = '' }, fields }) => [
  reading(customers.brief, { customerId, ...asOfIn(fields) }),
];

BriefPage.reads = reads;

export default function BriefPage() {
  const { customerId = '' } = useParams({ strict: false });
  const read = useRead(customers.brief, { customerId, ...useAsOf() });
  const brief = read.data;
  return (
    <Page
      title={brief === undefined ? 'Brief' : `Brief: ${titleOf(brief.customer)}`}
      subtitle={brief === undefined ? ' ' : <Standing brief={brief} />}
      actions={
        <>
          <Link className="button" to={`/customers/${customerId}`}>
            The customer
          </Link>
          <button type="button" onClick={() => print()}>
            Print
          </button>
        </>
      }
    >
      <Answer read={read}>{(answer) => <Parts brief={answer} />}</Answer>
    </Page>
  );
}

const risks = { seller: 'with us', buyer: 'with the client', nobody: 'with nobody' } as const;

function Standing({ brief: { trust, weakestName, customer, asOf, zone } }: { readonly brief: Brief }) {
  return (
    <>
      {trust === null ? 'No promise has come to an end yet' : `Journey trust ${formatTrust(trust)}`}
      {weakestName !== null && `, the weakest link is ${weakestName}`}; the risk is {risks[customer.riskHolder]}. As of{' '}
      {formatInstant(asOf, zone)}.
    </>
  );
}

function Parts({ brief }: { readonly brief: Brief }) {
  const { nameOf } = useAreas();
  const rows = (promises: readonly PromiseView[]) =>
    promises.map((promise) => (
      <PromiseRow key={promise.promiseId} {...{ promise, nameOf }} asOf={brief.asOf} isOneCustomer />
    ));
  return (
    <div className="brief">
      <p className="lead">
        <strong>{brief.standing.question}</strong>
      </p>
      <Part title="Do not ask" none="Nothing speaks against asking for a reference.">
        {notToAsk(brief).map((reason) => (
          <li key={reason}>{reason}</li>
        ))}
      </Part>
      <Part title="Open promises" none="Nothing is open.">
        {rows(brief.open)}
      </Part>
      <Part title="The last breach" none="We broke no promise.">
        {rows(brief.lastBreach === null ? [] : [brief.lastBreach])}
      </Part>
      {brief.lastLate !== null && (
        <Part title="The last one late" none="">
          {rows([brief.lastLate])}
        </Part>
      )}
      <Part title="What we have to prove" none="Nobody waits for a proof.">
        {brief.toProve.map(({ bearerName, toConvinceName, what, by }) => (
          <li key={`${bearerName} ${toConvinceName} ${what}`}>
            {bearerName} owes {toConvinceName}: {what}
            {by !== null && (
              <small>
                due <When at={by} />
              </small>
            )}
          </li>
        ))}
      </Part>
      <Part title="Kept" none="Nothing was kept yet.">
        {rows(brief.kept)}
      </Part>
      <Part title="What they owe us" none="Nothing.">
        {rows(brief.owedByCustomer)}
      </Part>
      <Part title="Open cases" none="There is no open case.">
        {brief.openCases.map(({ caseId, issue, openedAt, attempts }) => (
          <li key={caseId}>
            {issue === null ? caseId : `“${issue}”`}
            <small>
              open since <When at={openedAt} />, {attempts === 0 ? 'nothing tried yet' : `tried ${attempts}×`}
            </small>
          </li>
        ))}
      </Part>
    </div>
  );
}

interface PartProps {
  readonly title: string;
  readonly none: string;
  readonly children: readonly ReactNode[];
}

function Part({ title, none, children }: PartProps) {
  return (
    <section>
      <h2>{title}</h2>
      {children.length === 0 ? <p className="quiet">{none}</p> : <ul className="found">{children}</ul>}
    </section>
  );
}
