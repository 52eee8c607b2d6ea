/** Signed audits, each with the way to it and to what changed since; and the form that signs the one on this page. */
import './audit.css';
import { Link } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { audit } from '../../../api/audit.ts';
import { nextInWords, scopeInWords, type SignOff } from '../../../api/sign-offs.ts';
import { useAddress } from '../../address.ts';
import { useAreas } from '../../names.ts';
import { useScope } from '../../parts/audit-scope.tsx';
import { Dialog } from '../../parts/dialog.tsx';
import { Answer, Empty, Fault } from '../../parts/page.tsx';
import { say } from '../../parts/toasts.tsx';
import { useRead, useWrite } from '../../query.ts';

export function SignOffs() {
  const read = useRead(audit.signed, {});
  return (
    <section aria-labelledby="signed">
      <h2 id="signed">Signed audits</h2>
      <Answer read={read} rows={2}>
        {({ signed }) =>
          signed.length === 0 ? (
            <Empty>
              <p>
                <strong>No audit was signed yet.</strong>
              </p>
              <p>
                Whoever signs stands by the figures with their name, and promises the next audit by a day. What was
                signed can be asked for again as it was, for ever.
              </p>
            </Empty>
          ) : (
            <ul className="rows">
              {signed.map((one) => (
                <Signed key={one.auditId} signed={one} />
              ))}
            </ul>
          )
        }
      </Answer>
    </section>
  );
}

function Signed({ signed }: { readonly signed: SignOff }) {
  const [, change] = useAddress();
  const { filters, asOf, knownBy } = signed;
  return (
    <li className="sign-off">
      <span>
        <b>{signed.signer ?? '[erased]'}</b> on {signed.at.slice(0, 10)}, {scopeInWords(signed)}: {signed.verdict}
        <small>
          {signed.statement !== null && `“${signed.statement}” · `}
          {`${signed.promises.toLocaleString()} promises · checkpoint ${signed.checkpoint} over ${signed.events.toLocaleString()} events · the next `}
          <span className={signed.next === 'late' ? 'overdue' : ''}>{nextInWords(signed)}</span>
        </small>
      </span>
      <span className="actions">
        <Link className="button" to="/audit" search={{ ...filters, asOf, knownBy }}>
          Open
        </Link>
        <button type="button" onClick={() => change({ earlier: asOf, earlierKnownBy: knownBy }, true)}>
          Compare
        </button>
      </span>
    </li>
  );
}

/** The button that signs what this page shows. */
export function Sign() {
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <button type="button" onClick={() => setOpen(true)}>
        Sign…
      </button>
      <Dialog title="Sign this audit" isOpen={isOpen} onClose={() => setOpen(false)}>
        <SignForm onDone={() => setOpen(false)} />
      </Dialog>
    </>
  );
}

const quarterMilliseconds = 91 * 86_400_000;

function SignForm({ onDone }: { readonly onDone: () => void }) {
  const scope = useScope();
  const { people } = useAreas();
  const write = useWrite(audit.sign);
  const [key] = useState(() => crypto.randomUUID());
  const [signer, setSigner] = useState('');
  const [statement, setStatement] = useState('');
  const [nextBy, setNextBy] = useState(() => new Date(Date.now() + quarterMilliseconds).toISOString().slice(0, 10));
  const person = people.find(({ name }) => name === signer.trim());
  const send = async (event: FormEvent) => {
    event.preventDefault();
    const { events } = await write.mutateAsync({
      ...scope,
      signer,
      nextBy,
      statement,
      ...(person !== undefined && { byPerson: person.personId as `per_${string}` }),
      idempotencyKey: key,
    });
    say(events[0]?.sentence ?? 'Signed');
    onDone();
  };
  return (
    <form className="sign-form" onSubmit={(event) => void send(event).catch(() => {})}>
      <p className="quiet">
        A checkpoint is taken, and the verdict, the scope and what is known now are kept with your name.
      </p>
      <label>
        Your name
        <input
          required
          autoFocus
          list="signers"
          value={signer}
          maxLength={120}
          onChange={({ target }) => setSigner(target.value)}
        />
      </label>
      <datalist id="signers">
        {people.map(({ personId, name }) => (
          <option key={personId} value={name ?? personId} />
        ))}
      </datalist>
      <label>
        What is to be said about it
        <textarea value={statement} maxLength={4000} onChange={({ target }) => setStatement(target.value)} />
      </label>
      <label>
        The next audit by
        <input type="date" required value={nextBy} onChange={({ target }) => setNextBy(target.value)} />
      </label>
      {write.error !== null && <Fault error={write.error} />}
      <button type="submit" disabled={write.isPending}>
        Sign and promise the next
      </button>
    </form>
  );
}
