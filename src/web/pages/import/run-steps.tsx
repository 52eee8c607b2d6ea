/** A run, tried out or for good: how far it is, what it brings, its first events in sentences, and what comes next. */
import { useEffect } from 'react';
import { Link } from '@tanstack/react-router';
import { intake, type RunView } from '../../../api/intake.ts';
import { ledger } from '../../../api/ledger.ts';
import { useAddress } from '../../address.ts';
import { Answer, Fault } from '../../parts/page.tsx';
import { When } from '../../parts/when.tsx';
import { cache, renew, useRead, useWrite } from '../../query.ts';
import { RefusedRows } from './refused-rows.tsx';
import { counted, optionsIn } from './steps.ts';
import { Undo } from './undo.tsx';

const watchMilliseconds = 400;

export function RunSteps({ importId }: { readonly importId: string }) {
  const read = useRead(
    intake.watch,
    { importId },
    { again: ({ state }) => (state === 'running' ? watchMilliseconds : false) },
  );
  const known = useRead(ledger.imports, {}).data?.imports.find((one) => one.importId === importId);
  const isUndone = known !== undefined && known.undoneAt !== null;
  return (
    <Answer read={read} rows={4}>
      {(run) => (
        <>
          <section aria-labelledby="run" aria-busy={run.state === 'running'}>
            <h2 id="run">{isUndone ? 'Undone: what it brought no longer counts' : headingOf(run)}</h2>
            {run.state === 'running' && <Progress run={run} />}
            {run.failure !== null && (
              <div className="fault" role="alert">
                <p>
                  <strong>{run.failure.reason}</strong>
                </p>
                <p>{run.failure.remedy}</p>
              </div>
            )}
            {run.state === 'done' && !isUndone && <Brought run={run} />}
            {!isUndone && <Next run={run} />}
          </section>
          {run.state === 'done' && !isUndone && <RefusedRows run={run} />}
          {run.state === 'done' && !isUndone && <Sentences run={run} />}
        </>
      )}
    </Answer>
  );
}

function headingOf({ state, dryRun, counts }: RunView): string {
  if (state === 'running') return dryRun ? 'Trying it out…' : 'Importing…';
  if (state === 'failed') return dryRun ? 'The files cannot be imported as they are' : 'The import stopped';
  if (dryRun) return 'What it would bring. Nothing is written yet';
  return (counts?.refused ?? 0) === 0 ? 'Everything is imported' : 'Imported, but for the refused rows';
}

function Progress({ run: { rowsDone, rowsTotal } }: { readonly run: RunView }) {
  const isReading = rowsTotal === 0;
  return (
    <div className="progress" role="status">
      <progress {...(!isReading && { max: rowsTotal, value: rowsDone })} aria-label="How far it is" />
      <span>{isReading ? 'Reading the files' : `${rowsDone.toLocaleString()} of ${counted(rowsTotal, 'event')}`}</span>
    </div>
  );
}

function Brought({ run: { dryRun, counts, unreadFiles } }: { readonly run: RunView }) {
  if (counts === null) return null;
  const facts = [
    [dryRun ? 'new' : 'recorded', counts.recorded],
    ['known already', counts.known],
    ['counting again', counts.restored],
    ['refused', counts.refused],
    [counts.customers === 1 ? 'customer' : 'customers', counts.customers],
  ] as const;
  return (
    <>
      <dl className="brings" aria-label="What it brings">
        {facts
          .filter(([what, count]) => count > 0 || what !== 'counting again')
          .map(([what, count]) => (
            <div key={what}>
              <dt>{what}</dt>
              <dd className={what === 'refused' && count > 0 ? 'bad' : undefined}>{count.toLocaleString()}</dd>
            </div>
          ))}
      </dl>
      {unreadFiles.length > 0 && (
        <p className="warning">
          Nothing of {unreadFiles.join(', ')} is read. If it belongs here, name it as the source expects, and drop the
          files again.
        </p>
      )}
    </>
  );
}

/** What may be done now. */
function Next({ run }: { readonly run: RunView }) {
  const [fields, change] = useAddress();
  const start = useWrite(intake.run);
  const { importId, uploadId, source, dryRun, state, counts } = run;
  const begin = (isDry: boolean) =>
    start.mutate(
      { uploadId, source, options: optionsIn(fields), dryRun: isDry },
      { onSuccess: (next) => change({ upload: next.uploadId, run: next.importId }, true) },
    );
  // The server tells of it as well, a moment later.
  const isImported = state === 'done' && !dryRun;
  useEffect(() => {
    if (isImported) void renew(cache, null);
  }, [isImported]);
  if (state === 'running') return null;
  const brings = (counts?.recorded ?? 0) + (counts?.restored ?? 0);
  return (
    <>
      <div className="actions">
        {state === 'failed' && (
          <button type="button" className="main" disabled={start.isPending} onClick={() => begin(dryRun)}>
            Start it again
          </button>
        )}
        {state === 'done' && dryRun && (
          <button
            type="button"
            className="main"
            disabled={start.isPending || brings === 0}
            onClick={() => begin(false)}
          >
            {brings === 0 ? 'Nothing to import' : `Import ${counted(brings, 'event')}`}
          </button>
        )}
        {dryRun && (
          <button type="button" onClick={() => change({ upload: uploadId, run: undefined }, true)}>
            Back
          </button>
        )}
        {isImported && (
          <>
            <Link className="button" to="/promises">
              See the promises
            </Link>
            {brings > 0 && <Undo importId={importId} source={source} recorded={brings} />}
          </>
        )}
      </div>
      {start.error !== null && <Fault error={start.error} />}
    </>
  );
}

function Sentences({ run: { sentences, counts } }: { readonly run: RunView }) {
  if (sentences.length === 0) return null;
  const count = (counts?.rows ?? 0) - (counts?.refused ?? 0);
  return (
    <section aria-labelledby="sentences">
      <h2 id="sentences">
        {sentences.length === count ? 'Its' : `The first ${sentences.length} of ${count.toLocaleString()}`} events, as
        they read
      </h2>
      <ol className="steps">
        {sentences.map(({ customerId, occurredAt, sentence }, index) => (
          // They never change their order, and two may say the same.
          // oxlint-disable-next-line react/no-array-index-key
          <li key={index}>
            <When at={occurredAt} />
            <span>{sentence}</span>
            <span className="quiet">{customerId.replace(/^cus_/, '')}</span>
          </li>
        ))}
      </ol>
    </section>
  );
}
