/** One promise as a conversation: its words, who and when, the moves that may be made now, what stands behind it, its proof. */
import { Link, useParams } from '@tanstack/react-router';
import type { PromiseConversation, PromiseView } from '../../api/promise-views.ts';
import { promises } from '../../api/promises.ts';
import { formatKey } from '../../documents/format.ts';
import { asOfIn, useAsOf } from '../address.ts';
import { actorWords, useAreas } from '../names.ts';
import { Answer, Page } from '../parts/page.tsx';
import { StateMark } from '../parts/state-mark.tsx';
import { usePending } from '../parts/use-move.ts';
import { Due, When } from '../parts/when.tsx';
import { type Reads, reading, useRead } from '../query.ts';
import { Moves } from './promise/moves.tsx';
import { Proof } from './promise/proof.tsx';

const reads: Reads = ({ params: { promiseId = '' }, fields }) => [
  reading(promises.show, { promiseId, ...asOfIn(fields) }),
];

PromisePage.reads = reads;

export default function PromisePage() {
  const { promiseId = '' } = useParams({ strict: false });
  const read = useRead(promises.show, { promiseId, ...useAsOf() });
  const words = read.data?.promise.words;
  return (
    <Page title={words === undefined ? 'Promise' : words === null ? '[erased]' : `“${words}”`}>
      <Answer read={read}>{(conversation) => <Conversation conversation={conversation} />}</Answer>
    </Page>
  );
}

function Conversation({ conversation }: { readonly conversation: PromiseConversation }) {
  const { promise } = conversation;
  const { nameOf, personOf } = useAreas();
  const { stateOf } = usePending();
  return (
    <div className="two">
      <div>
        <Facts {...{ promise, nameOf, personOf }} state={stateOf(promise)} />
        <Moves conversation={conversation} nameOf={nameOf} />
        <h2>So far</h2>
        <ol className="steps">
          {conversation.steps.map((step) => (
            <li key={`${step.at} ${step.move}`}>
              <When at={step.at} />
              <div>
                {step.sentence}
                <small>
                  {step.eventId === null ? 'by the clock' : actorWords(step.recordedBy ?? '')}
                  {step.learnedAt !== null && (
                    <>
                      {' · we learned of it '}
                      <When at={step.learnedAt} />
                    </>
                  )}
                </small>
              </div>
              <StateMark state={step.to} />
            </li>
          ))}
        </ol>
        {conversation.irregularities.map(({ eventId, why }) => (
          <p key={eventId} className="quiet">
            Left out of the count: {why}
          </p>
        ))}
      </div>
      <aside>
        <Related title="Stands behind it" rows={conversation.behind} nameOf={nameOf} />
        <Related title="It stands behind" rows={conversation.inFront} nameOf={nameOf} />
        <Related title="Repairs" rows={conversation.mending} nameOf={nameOf} />
        <Related title="It repairs" rows={conversation.mended} nameOf={nameOf} />
        <Proof customerId={promise.customerId} eventIds={conversation.steps.flatMap(({ eventId }) => eventId ?? [])} />
      </aside>
    </div>
  );
}

/** What stands as proof that it was done. */
const proofWords: ReadonlyMap<string, string> = new Map([
  ['claim', 'our own word'],
  ['colleague', 'a colleague’s word'],
  ['system', 'a record of a system'],
  ['promisee', 'the word of the one it was made to'],
]);

interface FactsProps {
  readonly promise: PromiseView;
  /** With a move that is under way. */
  readonly state: PromiseView['state'];
  readonly nameOf: (party: string) => string;
  readonly personOf: (personId: string) => string;
}

function Facts({ promise, state, nameOf, personOf }: FactsProps) {
  const { missingBackers, needs } = promise;
  const isOpen = promise.balancePart === 'open';
  const facts = [
    ['State', <StateMark key="state" state={state} />],
    [
      'Customer',
      <Link key="customer" to={`/customers/${promise.customerId}`}>
        {promise.customerName ?? promise.customerId}
      </Link>,
    ],
    [
      'From',
      promise.byPerson === null ? nameOf(promise.byParty) : `${personOf(promise.byPerson)}, ${nameOf(promise.byParty)}`,
    ],
    ['To', nameOf(promise.toParty)],
    ['Due', <Due key="due" promise={promise} />],
    ['Done when', promise.doneWhen],
    ['Proof', promise.proof === null ? null : (proofWords.get(promise.proof) ?? promise.proof)],
    ['Severity', promise.severity],
    ['Cause', promise.cause === null ? null : formatKey(promise.cause)],
    ['About', promise.topic === null ? null : formatKey(promise.topic)],
    ['Needs', needs.length === 0 ? null : needs.map(nameOf).join(', ')],
  ] as const;
  return (
    <>
      {isOpen && missingBackers.length > 0 && (
        <p className="warning">
          <StateMark state="unbacked" word={`${missingBackers.map(nameOf).join(' and ')} never agreed to this.`} />
        </p>
      )}
      {isOpen && !promise.voluntary && (
        <p className="warning">
          <StateMark state="imposed" word={`It was promised for ${nameOf(promise.byParty)} without asking.`} />
        </p>
      )}
      <dl className="facts">
        {facts.map(([name, what]) =>
          what === null ? null : (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{what}</dd>
            </div>
          ),
        )}
      </dl>
    </>
  );
}

interface RelatedProps {
  readonly title: string;
  readonly rows: readonly PromiseView[];
  readonly nameOf: (party: string) => string;
}

function Related({ title, rows, nameOf }: RelatedProps) {
  if (rows.length === 0) return null;
  return (
    <section>
      <h2>{title}</h2>
      <ul className="found">
        {rows.map((promise) => (
          <li key={promise.promiseId}>
            <StateMark state={promise.state} />{' '}
            <Link to={`/promises/${promise.promiseId}`}>{promise.words ?? '[erased]'}</Link>{' '}
            <small>{nameOf(promise.byParty)}</small>
          </li>
        ))}
      </ul>
    </section>
  );
}
