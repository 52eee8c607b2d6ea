/** One customer: who holds the risk, the journey, who trusts whom, what was promised, the cases, and what happened. */
import { Link, useParams, useRouter } from '@tanstack/react-router';
import { useRef } from 'react';
import { riskSentence, titleOf } from '../../api/customer-phrases.ts';
import type { CustomerPage } from '../../api/customer-views.ts';
import { customers } from '../../api/customers.ts';
import { asOfIn, useAddress, useAsOf } from '../address.ts';
import { Answer, Empty, Page } from '../parts/page.tsx';
import { type Reads, reading, useRead } from '../query.ts';
import { Burdens } from './customer/burdens.tsx';
import { Cases } from './customer/cases.tsx';
import { Diagram } from './customer/diagram.tsx';
import { Explanation } from './customer/explanation.tsx';
import { JourneyLine } from './customer/journey-line.tsx';
import { JourneyTrust } from './customer/journey-trust.tsx';
import { OwnPage } from './customer/own-page.tsx';
import { Promises } from './customer/promises.tsx';
import { Relationships } from './customer/relationships.tsx';
import { Timeline } from './customer/timeline.tsx';
import { Worth } from './customer/worth.tsx';
import './customer/customer.css';

const reads: Reads = ({ params: { customerId = '' }, fields }) => [
  reading(customers.show, { customerId, ...asOfIn(fields) }),
];

CustomerPageOf.reads = reads;

export default function CustomerPageOf() {
  const { customerId = '' } = useParams({ strict: false });
  const read = useRead(customers.show, { customerId, ...useAsOf() }, { keep: true });
  const page = read.data;
  return (
    <Page
      title={page === undefined ? 'Customer' : titleOf(page.customer)}
      subtitle={page === undefined ? ' ' : <Standing page={page} />}
      actions={
        page === undefined ? undefined : (
          <>
            <Link className="button" to={`/customers/${page.customer.customerId}/brief`}>
              Brief
            </Link>
            <Link className="button" to="/today" search={{ capture: `… to ${titleOf(page.customer)} by ` }}>
              Promise…
            </Link>
            <Link className="button" to={`/customers/${page.customer.customerId}/record`}>
              Record…
            </Link>
            <Link className="button" to={`/customers/${page.customer.customerId}/record`} search={{ what: 'decide' }}>
              Decide…
            </Link>
          </>
        )
      }
    >
      <Answer read={read} rows={12}>
        {(answer) => <Everything page={answer} />}
      </Answer>
    </Page>
  );
}

const lifecycles = {
  prospect: 'prospect',
  'first-time': 'first-time client',
  repeat: 'repeat client',
  former: 'former client',
} as const;

function Standing({ page }: { readonly page: CustomerPage }) {
  return (
    <>
      {lifecycles[page.customer.lifecycle]} · <b>{riskSentence(page)}</b>
    </>
  );
}

function Everything({ page }: { readonly page: CustomerPage }) {
  const [fields, change] = useAddress();
  const [truster, trustee] = (fields['trust'] ?? '').split('~');
  // Opened here, the explanation is a step of its own and closing it goes back; opened by its address, there is none to go back to.
  const cameWith = useRef(fields['trust']);
  const router = useRouter();
  const close = () => {
    if (cameWith.current === undefined) return router.history.back();
    cameWith.current = undefined;
    change({ trust: '' });
  };
  const isNew =
    page.cases.length === 0 && page.promises.length === 0 && page.relationships.every(({ outcomes }) => outcomes === 0);
  return (
    <>
      {page.customer.erasedAt !== null && (
        <p className="warning">Names and words of this customer were erased for good.</p>
      )}
      {page.standing.state === 'resting' && (
        <p className="warning">
          {page.standing.sentence} <b>{page.standing.question}</b>
        </p>
      )}
      {isNew ? <NothingPromised /> : <JourneyTrust page={page} />}
      <JourneyLine page={page} />
      {!isNew && (
        <>
          <section aria-labelledby="trusts">
            <h2 id="trusts">Who trusts whom</h2>
            <div className="trusts">
              <Diagram relationships={page.relationships} />
              <Relationships relationships={page.relationships} />
            </div>
          </section>
          <Burdens page={page} />
          <Promises page={page} />
          <Cases page={page} />
        </>
      )}
      <Worth page={page} />
      <OwnPage page={page} />
      <Timeline page={page} />
      {truster !== undefined && trustee !== undefined && (
        <Explanation customerId={page.customer.customerId} truster={truster} trustee={trustee} onClose={close} />
      )}
    </>
  );
}

function NothingPromised() {
  return (
    <Empty>
      <p>
        <strong>Nothing was promised to this customer yet.</strong>
      </p>
      <p>
        Trust grows here from promises that are kept. Press <kbd>c</kbd> and write the first one; until it comes to an
        end, everybody has the benefit of the doubt and nothing else.
      </p>
    </Empty>
  );
}
