/** Today: what I owe, late first; what waits for my area's yes; repairs owed and open cases; and a line that becomes a promise. */
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { PromiseView } from '../../api/promise-views.ts';
import { selling } from '../../api/selling.ts';
import { nextAuditSentence } from '../../api/sign-offs.ts';
import { type Today, work } from '../../api/work.ts';
import { asOfIn, type Fields, useAddress } from '../address.ts';
import { recall, remember } from '../kept.ts';
import { useAreas } from '../names.ts';
import { Answer, Empty, Page } from '../parts/page.tsx';
import { PromiseRow } from '../parts/promise-row.tsx';
import { focusBeside } from '../parts/focus.ts';
import { move as moveNow, usePending } from '../parts/use-move.ts';
import { When } from '../parts/when.tsx';
import { type Reads, reading, useRead } from '../query.ts';
import { Capture } from './today/capture.tsx';
import { List } from './today/list.tsx';

/** Whose day it is: as the address says, or else as this browser was last told. */
function whoseIn(fields: Fields) {
  return {
    area: fields['area'] ?? recall('area') ?? '',
    person: fields['person'] ?? recall('person') ?? '',
  };
}

function askedIn(fields: Fields) {
  const { area, person } = whoseIn(fields);
  return { ...(area !== '' && { area }), ...(person !== '' && { person }), ...asOfIn(fields) };
}

const reads: Reads = ({ fields }) => [reading(work.today, askedIn(fields))];

TodayPage.reads = reads;

export default function TodayPage() {
  const [fields] = useAddress();
  const { area, person } = whoseIn(fields);
  const read = useRead(work.today, askedIn(fields), { keep: true });
  return (
    <Page
      title="Today"
      subtitle={read.data === undefined ? ' ' : <Counts today={read.data} />}
      actions={<Whose area={area} person={person} />}
    >
      <Capture key={fields['capture'] ?? ''} given={fields['capture'] ?? ''} area={area} person={person} />
      <Answer read={read} rows={10}>
        {(today) => (
          <>
            {today.audit !== null && (
              <p id="audit" className={today.audit.isLate ? 'warning' : 'quiet'}>
                {nextAuditSentence(today.audit)} <Link to="/audit">Audit</Link>
              </p>
            )}
            <DecisionsToJudge />
            <Lists today={today} area={area} />
          </>
        )}
      </Answer>
    </Page>
  );
}

/** Decisions by the golden rule of which nobody has said yet whom they proved best for. */
function DecisionsToJudge() {
  const [fields] = useAddress();
  const { data } = useRead(selling.decisions, asOfIn(fields), { keep: true });
  const open = data === undefined ? 0 : data.count - data.judged;
  if (open === 0) return null;
  return (
    <p className="quiet">
      {open === 1 ? 'One decision waits' : `${open} decisions wait`} for the question: was it best for both?{' '}
      <Link to="/decisions" hash="waiting">
        Decisions
      </Link>
    </p>
  );
}

function Counts({ today: { counts, audit } }: { readonly today: Today }) {
  const parts = [
    [counts.late, 'late', '#late'],
    [counts.today, 'due today', '#today'],
    [counts.waiting, 'waiting for a yes', '#waiting'],
    [counts.repairs, counts.repairs === 1 ? 'repair owed' : 'repairs owed', '#repairs'],
    [counts.cases, counts.cases === 1 ? 'open case' : 'open cases', '#cases'],
  ] as const;
  return (
    <>
      {parts.map(([count, what, href], index) => (
        <span key={href}>
          {index > 0 && ' · '}
          <a href={href}>
            <b>{count}</b> {what}
          </a>
        </span>
      ))}
      {audit?.isLate === true && (
        <span>
          {' · '}
          <a href="#audit">the next audit is late</a>
        </span>
      )}
    </>
  );
}

/** Whose day it is: kept by this browser, and in the address. */
function Whose({ area, person }: { readonly area: string; readonly person: string }) {
  const [, change] = useAddress();
  const { areas, people } = useAreas();
  const choose = (name: 'area' | 'person', value: string) => {
    remember(name, value);
    change({ [name]: value });
  };
  const mine = people.filter((one) => area === '' || one.area === area);
  return (
    <>
      <label>
        Area
        <select value={area} onChange={({ target }) => choose('area', target.value)}>
          <option value="">All areas</option>
          {areas.map((one) => (
            <option key={one.area} value={one.area}>
              {one.name}
            </option>
          ))}
        </select>
      </label>
      {mine.length > 0 && (
        <label>
          Person
          <select value={person} onChange={({ target }) => choose('person', target.value)}>
            <option value="">Everybody</option>
            {mine.map((one) => (
              <option key={one.personId} value={one.personId}>
                {one.name ?? one.personId}
              </option>
            ))}
          </select>
        </label>
      )}
    </>
  );
}

const whyWords = {
  backing: 'promised without asking',
  request: 'asked for',
  offer: 'offered, waits for a yes or no',
  confirmation: 'said to be done: was it kept?',
} as const;

function Lists({ today, area }: { readonly today: Today; readonly area: string }) {
  const { nameOf } = useAreas();
  const { pending } = usePending();
  const move: typeof moveNow = (inputs, said) => {
    // Its row goes away with it.
    focusBeside();
    moveNow(inputs, said);
  };
  const row = (promise: PromiseView, moves: ReactNode, note?: ReactNode) =>
    pending.has(promise.promiseId) ? null : (
      <PromiseRow key={promise.promiseId} {...{ promise, nameOf, moves, note }} asOf={today.asOf} />
    );
  const done = (promise: PromiseView) => (
    <>
      <button
        type="button"
        onClick={() =>
          move([{ promiseId: promise.promiseId, move: 'declareComplete' }], `Done: ${promise.words ?? ''}`)
        }
      >
        Done
      </button>
      <Link className="button" to={`/promises/${promise.promiseId}`} search={{ move: 'proposeChange' }}>
        More time…
      </Link>
    </>
  );
  const answers = (promise: PromiseView, why: keyof typeof whyWords) => {
    const yes = { backing: null, request: 'promise', offer: 'accept', confirmation: 'declareSatisfied' }[why] as
      | 'promise'
      | 'accept'
      | 'declareSatisfied'
      | null;
    const no = { backing: null, request: 'decline', offer: 'decline', confirmation: 'reject' }[why] as
      | 'decline'
      | 'reject'
      | null;
    if (yes === null || no === null) {
      return (
        <Link className="button" to={`/promises/${promise.promiseId}`}>
          Answer…
        </Link>
      );
    }
    const { promiseId, words } = promise;
    return (
      <>
        <button type="button" onClick={() => move([{ promiseId, move: yes }], `Yes: ${words ?? ''}`)}>
          {why === 'confirmation' ? 'Kept' : 'Accept'}
        </button>
        <Link className="button" to={`/promises/${promiseId}`} search={{ move: no }}>
          {why === 'confirmation' ? 'Not kept…' : 'Refuse…'}
        </Link>
      </>
    );
  };
  const { counts } = today;
  if (Object.values(counts).every((count) => count === 0)) {
    return today.audit?.isLate === true ? null : (
      <Empty>
        <p>
          <strong>Nothing is owed{area === '' ? '' : ` by ${nameOf(area)}`}, and nobody waits for an answer.</strong>
        </p>
        <p>
          Write the next promise above, as you would say it: “Ship the replacement to Acme by Friday”. It stands here
          until it is kept, and everybody it needs is asked.
        </p>
      </Empty>
    );
  }
  return (
    <>
      <List id="late" title="Late" count={counts.late} shown={today.late.length}>
        {today.late.map((promise) => row(promise, done(promise)))}
      </List>
      <List id="today" title="Due today" count={counts.today} shown={today.today.length}>
        {today.today.map((promise) => row(promise, done(promise)))}
      </List>
      <List id="waiting" title="Waiting for a yes" count={counts.waiting} shown={today.waiting.length}>
        {today.waiting.map(({ promise, why }) => row(promise, answers(promise, why), ` · ${whyWords[why]}`))}
      </List>
      <List id="repairs" title="Broken: a repair is owed" count={counts.repairs} shown={today.repairs.length}>
        {today.repairs.map((promise) =>
          row(
            promise,
            <Link className="button" to={`/promises/${promise.promiseId}`} search={{ move: 'promiseRepair' }}>
              Promise a repair…
            </Link>,
          ),
        )}
      </List>
      <List id="soon" title="In the next six days" count={counts.soon} shown={today.soon.length}>
        {today.soon.map((promise) => row(promise, done(promise)))}
      </List>
      <List id="cases" title="Open cases" count={counts.cases} shown={today.cases.length}>
        {today.cases.map((known) => (
          <li key={`${known.customerId} ${known.caseId}`} className="promise-row">
            <span className="promise-state">{known.severity}</span>
            <span className="promise-words">
              <Link to={`/customers/${known.customerId}`} data-row>
                {known.issue ?? 'A case without words'}
              </Link>
              <small>
                {known.customerName ?? known.customerId} · open since <When at={known.openedAt} />
                {known.tries > 0 && ` · ${known.tries} tried`}
                {known.handOffs > 0 && ` · handed on ${known.handOffs} times`}
              </small>
            </span>
          </li>
        ))}
      </List>
    </>
  );
}
