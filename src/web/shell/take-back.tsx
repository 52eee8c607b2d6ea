/** What was done last, said in full before it is taken back: long after it was done, `z` could mean something else. */
import { focusPage } from '../parts/focus.ts';
import { Dialog } from '../parts/dialog.tsx';
import { takeBack, useLastMove } from '../parts/last-move.ts';
import { When } from '../parts/when.tsx';

export function TakeBack({ isOpen, onClose }: { readonly isOpen: boolean; readonly onClose: () => void }) {
  const last = useLastMove();
  const close = () => {
    onClose();
    focusPage();
  };
  return (
    <Dialog title="Take back what you did last" isOpen={isOpen} onClose={onClose}>
      {last === null ? (
        <p>There is nothing to take back: nothing was recorded here since this page was opened.</p>
      ) : (
        <>
          <p>
            <strong>“{last.said}”</strong>, recorded <When at={last.at} />, will no longer count. The ledger forgets
            nothing: it keeps what was recorded, and that it was taken back.
          </p>
          <div className="actions">
            <button
              type="button"
              className="main"
              // The browser looks for it when it opens the dialog; React would look before.
              ref={(button) => button?.setAttribute('autofocus', '')}
              onClick={() => {
                close();
                void takeBack(last);
              }}
            >
              Take it back
            </button>
            <button type="button" onClick={close}>
              Leave it
            </button>
          </div>
        </>
      )}
    </Dialog>
  );
}
