/** Record what happened with a customer: a purchase, a delivery, a case, a refund, what they said. One form for each, from the contract. */
import { Link, useNavigate, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { titleOf } from '../../api/customer-phrases.ts';
import { customers } from '../../api/customers.ts';
import { company } from '../../api/company.ts';
import { process } from '../../api/process.ts';
import { goldenQuestion } from '../../api/selling-phrases.ts';
import { useAddress } from '../address.ts';
import { useAreas } from '../names.ts';
import { EndpointForm } from '../parts/endpoint-form.tsx';
import { Page } from '../parts/page.tsx';
import { say } from '../parts/toasts.tsx';
import { useRead } from '../query.ts';
import { BeforeAsking } from './record/before-asking.tsx';

type What = keyof typeof process;

const labels: Readonly<Record<What, string>> = {
  openCase: 'Case opened',
  attempt: 'Case: tried, handed on, reopened',
  attribute: 'Case: whose burden',
  closeCase: 'Case closed',
  refund: 'Refund',
  purchase: 'Purchase',
  deliver: 'Delivery',
  benefit: 'Benefit',
  feedback: 'Feedback',
  pitch: 'Pitch',
  lose: 'Deal lost',
  ask: 'Ask',
  gift: 'Gift',
  counsel: 'Counsel',
  decide: 'Decision',
  judge: 'Decision: how it proved',
  draw: 'Offer by lot',
  refer: 'Recommendation',
  contact: 'Contact',
};

/** What is asked or sold: here one looks before one speaks. */
const asking: ReadonlySet<What> = new Set<What>(['ask', 'pitch', 'purchase']);

/** Where the golden rule is asked, with what the decision is about. */
const dilemmas: Readonly<Partial<Record<What, string>>> = {
  pitch: 'quote',
  refund: 'refund',
  openCase: 'complaint',
  closeCase: 'complaint',
};

/** What a decision is about, as far as the form that it comes from says so. */
function about(typed: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(['purchaseId', 'caseId', 'offerId'].map((name) => [name, typed[name] ?? '']));
}

export default function RecordPage() {
  const { customerId = '' } = useParams({ strict: false });
  const { areas } = useAreas();
  const [fields, change] = useAddress();
  const navigate = useNavigate();
  const [typed, setTyped] = useState<Readonly<Record<string, string>>>({});
  const { data } = useRead(customers.show, { customerId });
  const offersKnown = (useRead(company.show, {}).data?.offers ?? []).map(({ offerId, name }) => ({
    value: offerId,
    label: name,
  }));
  const what = fields['what'] !== undefined && fields['what'] in process ? (fields['what'] as What) : 'openCase';
  // A price that comes down is a decision of its own, whatever it stands on.
  const hasDiscount = (typed['discount']?.trim() ?? '') !== '';
  const dilemma = hasDiscount ? 'discount' : dilemmas[what];
  const given = Object.fromEntries(
    Object.entries(fields).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
  const known = {
    caseId: (data?.cases ?? []).map(({ caseId, issue }) => ({ value: caseId, label: issue ?? caseId })),
    purchaseId: (data?.purchases ?? []).map(({ purchaseId, at }) => ({ value: purchaseId, label: at.slice(0, 10) })),
    promiseId: (data?.promises ?? []).map(({ promiseId, words }) => ({ value: promiseId, label: words ?? promiseId })),
    offerId: offersKnown,
    advisedOfferId: offersKnown,
    contactId: (data?.customer.contacts ?? []).map(({ contactId, name }) => ({
      value: contactId,
      label: name ?? contactId,
    })),
    shares: areas.map(({ area, name }) => ({ value: area, label: name })),
    currency: ['EUR', 'USD', 'GBP', 'CHF'].map((value) => ({ value, label: value })),
  };
  return (
    <Page
      title={labels[what]}
      subtitle={
        <>
          {process[what].summary}, with{' '}
          <Link to={`/customers/${customerId}`}>{data === undefined ? 'the customer' : titleOf(data.customer)}</Link>
        </>
      }
    >
      <nav className="saved" aria-label="What happened">
        {(Object.keys(labels) as What[]).map((name) => (
          <button
            key={name}
            type="button"
            aria-pressed={name === what}
            onClick={() => {
              setTyped({});
              change({ what: name });
            }}
          >
            {labels[name]}
          </button>
        ))}
      </nav>
      {dilemma !== undefined && (
        <p className="quiet golden">
          {goldenQuestion}{' '}
          <button
            type="button"
            className="link"
            onClick={() => change({ what: 'decide', trigger: dilemma, ...about(typed) })}
          >
            Write the decision down
          </button>
        </p>
      )}
      <EndpointForm
        key={what}
        endpoint={process[what]}
        fixed={{ customerId }}
        known={known}
        first={fields}
        onTyped={setTyped}
        before={asking.has(what) && <BeforeAsking customerId={customerId} typed={{ ...given, ...typed }} />}
        onDone={({ events }) => {
          say(events[0]?.sentence ?? 'Recorded');
          void navigate({ to: `/customers/${customerId}` });
        }}
      />
    </Page>
  );
}
