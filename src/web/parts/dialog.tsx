/** A dialog over the page: the browser's own, which keeps the keyboard inside and closes with Escape. */
import { type ReactNode, useEffect, useRef } from 'react';

interface DialogProps {
  readonly title: string;
  readonly isOpen: boolean;
  readonly onClose: () => void;
  readonly children: ReactNode;
  /** Without a visible title, for a palette. */
  readonly bare?: boolean;
}

export function Dialog({ title, isOpen, onClose, children, bare = false }: DialogProps) {
  const element = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    if (isOpen) element.current?.showModal();
    else element.current?.close();
  }, [isOpen]);
  return (
    <dialog
      ref={element}
      aria-label={title}
      // Escape tells of it before the dialog is closed: whoever opens it again at once is not too early.
      onCancel={onClose}
      onClose={onClose}
      onClick={(event) => {
        if (event.target === element.current) onClose();
      }}
    >
      {isOpen && (
        <div className="dialog">
          {!bare && (
            <header>
              <h2>{title}</h2>
              <button type="button" aria-label="Close" onClick={onClose}>
                ×
              </button>
            </header>
          )}
          {children}
        </div>
      )}
    </dialog>
  );
}
