/** Undoes an import, after it has said what that means. */
import { useState } from 'react';
import { ledger } from '../../../api/ledger.ts';
import { Dialog } from '../../parts/dialog.tsx';
import { Fault } from '../../parts/page.tsx';
import { say } from '../../parts/toasts.tsx';
import { useWrite } from '../../query.ts';
import { useSourceNames } from './source-names.ts';
import { counted } from './steps.ts';

interface UndoProps {
  readonly importId: string;
  readonly source: string;
  readonly recorded: number;
}

export function Undo({ importId, source, recorded }: UndoProps) {
  const [isOpen, setOpen] = useState(false);
  const name = useSourceNames()(source);
  const undo = useWrite(ledger.undoImport);
  const act = () =>
    undo.mutate(
      { importId },
      {
        onSuccess: ({ retracted }) => {
          setOpen(false);
          say(`Undone: ${counted(retracted, 'event')} of “${name}” no longer count`);
        },
      },
    );
  return (
    <>
      <button type="button" onClick={() => setOpen(true)}>
        Undo…
      </button>
      <Dialog title={`Undo the import of “${name}”?`} isOpen={isOpen} onClose={() => setOpen(false)}>
        <p>
          {counted(recorded, 'event')} will no longer count, in any figure. The ledger forgets nothing: it says that
          they were taken back, when and by whom. Importing the same files again brings them back.
        </p>
        <div className="actions">
          <button type="button" className="main" disabled={undo.isPending} onClick={act}>
            {undo.isPending ? 'Undoing…' : 'Undo the import'}
          </button>
          <button type="button" onClick={() => setOpen(false)}>
            Keep it
          </button>
        </div>
        {undo.error !== null && <Fault error={undo.error} />}
      </Dialog>
    </>
  );
}
