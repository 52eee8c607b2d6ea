/** One box for going anywhere and moving promises: what is typed is looked up, and each line that is found is done with Enter. */
import { useNavigate, useParams } from '@tanstack/react-router';
import { type KeyboardEvent, useDeferredValue, useState } from 'react';
import { promises } from '../../api/promises.ts';
import { work } from '../../api/work.ts';
import { Dialog } from '../parts/dialog.tsx';
import { useLastMove } from '../parts/last-move.ts';
import { useRead } from '../query.ts';
import { type Choice, choicesFor, readLine } from './choices.ts';

export function Palette({ isOpen, onClose }: { readonly isOpen: boolean; readonly onClose: () => void }) {
  return (
    <Dialog title="Search or go to" isOpen={isOpen} onClose={onClose} bare>
      <Choices onClose={onClose} />
    </Dialog>
  );
}

function Choices({ onClose }: { readonly onClose: () => void }) {
  const navigate = useNavigate();
  const [text, setText] = useState('');
  const [active, setActive] = useState(0);
  const line = readLine(text);
  const asked = useDeferredValue(line.text);
  const { promiseId = '' } = useParams({ strict: false });
  const here = useRead(promises.show, { promiseId }, { enabled: promiseId !== '' });
  const { data } = useRead(work.search, { text: asked }, { enabled: asked.length > 1, keep: true });
  const last = useLastMove();
  const choices = choicesFor(line, asked.length > 1 ? data : undefined, here.data?.promise, last);
  const go = (choice: Choice | undefined) => {
    if (choice === undefined) return;
    onClose();
    if (choice.act !== undefined) choice.act();
    else void navigate({ to: choice.to, ...(choice.search !== undefined && { search: choice.search }) });
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (event.key === 'Enter') go(choices[active]);
    if (by === undefined) return;
    event.preventDefault();
    setActive((active + by + choices.length) % Math.max(1, choices.length));
  };
  return (
    <>
      <input
        className="palette-line"
        autoFocus
        role="combobox"
        aria-label="Search customers, promises, people and pages, or move a promise"
        aria-expanded="true"
        aria-controls="palette-choices"
        aria-activedescendant={choices.length > 0 ? `choice-${active}` : undefined}
        placeholder="A customer, a promise, a person, a page, “done …”"
        value={text}
        onChange={({ target }) => {
          setText(target.value);
          setActive(0);
        }}
        onKeyDown={onKeyDown}
      />
      <div id="palette-choices" role="listbox" aria-label="Found" className="palette">
        {choices.map((choice, index) => (
          // The line above has the keyboard; a pointer may choose as well.
          // oxlint-disable-next-line jsx-a11y/click-events-have-key-events
          <div
            key={`${choice.kind} ${choice.to} ${choice.label}`}
            id={`choice-${index}`}
            role="option"
            tabIndex={-1}
            aria-selected={index === active}
            onClick={() => go(choice)}
          >
            <span>{choice.label}</span> <small>{choice.kind}</small>
          </div>
        ))}
      </div>
    </>
  );
}
