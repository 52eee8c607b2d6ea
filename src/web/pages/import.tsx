/** Import: files are dropped, recognised, tried out, brought in, mended where a row was refused, and taken out again. */
import './import/import.css';
import { intake } from '../../api/intake.ts';
import { ledger } from '../../api/ledger.ts';
import { useAddress } from '../address.ts';
import { Page } from '../parts/page.tsx';
import { type Reads, reading } from '../query.ts';
import { Drop } from './import/drop.tsx';
import { History } from './import/history.tsx';
import { Recognised } from './import/recognised.tsx';
import { RunSteps } from './import/run-steps.tsx';

const reads: Reads = () => [reading(ledger.imports, {}), reading(intake.sources, {})];

ImportPage.reads = reads;

export default function ImportPage() {
  const [fields, change] = useAddress();
  const { upload = '', run = '' } = fields;
  const leave = () => change(Object.fromEntries(Object.keys(fields).map((name) => [name, undefined])), true);
  return (
    <Page
      title="Import"
      subtitle="Bring in what your company has written down. Nothing is recorded before you have seen it, and all of it can be undone."
      actions={
        (upload !== '' || run !== '') && (
          <button type="button" onClick={leave}>
            Other files
          </button>
        )
      }
    >
      {run !== '' ? (
        <RunSteps key={run} importId={run} />
      ) : upload === '' ? (
        <Drop onTaken={(uploadId) => change({ upload: uploadId }, true)} />
      ) : (
        <Recognised uploadId={upload} />
      )}
      <History shownRun={run} />
    </Page>
  );
}
