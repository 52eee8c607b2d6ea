/** One box for going anywhere: pages, customers, promises, people, and a line that becomes a promise. */
import { useNavigate } from '@tanstack/react-router';
import { type KeyboardEvent, useDeferredValue, useState } from 'react';
import type { OutputOf } from '../../api/endpoint.ts';
import { work } from '../../api/work.ts';
import { Dialog } from '../parts/dialog.tsx';
import { pages } from '../pages.ts';
import { useRead } from '../query.ts';

interface Choice {
  readonly kind: string;
  readonly label: string;
  readonly to: string;
  readonly search?: Readonly<Record<string, string>>;
}

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
  const asked = useDeferredValue(text.trim());
  const { data } = useRead(work.search, { text: asked }, { enabled: asked.length > 1, keep: true });
  const choices = choicesFor(text.trim(), asked.length > 1 ? data : undefined);
  const go = (choice: Choice | undefined) => {
    if (choice === undefined) return;
    onClose();
    void navigate({ to: choice.to, ...(choice.search !== undefined && { search: choice.search }) });
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
        aria-label="Search customers, promises, people and pages"
        aria-expanded="true"
        aria-controls="palette-choices"
        aria-activedescendant={choices.length > 0 ? `choice-${active}` : undefined}
        placeholder="A customer, a promise, a person, a page…"
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

const choicesMax = 14;

function choicesFor(text: string, found: OutputOf<typeof work.search> | undefined): readonly Choice[] {
  const going = pages
    .filter(({ section, title }) => section !== undefined && title.toLowerCase().includes(text.toLowerCase()))
    .map(({ path, title }) => ({ kind: 'go to', label: title, to: path }));
  const capture =
    text.length > 3 ? [{ kind: 'write a promise', label: `“${text}”`, to: '/today', search: { capture: text } }] : [];
  const hits = [
    ...(found?.customers ?? []).map(({ customerId, name }) => ({
      kind: 'customer',
      label: name ?? customerId,
      to: `/customers/${customerId}`,
    })),
    ...(found?.promises ?? []).map(({ promiseId, words, customerName }) => ({
      kind: `promise · ${customerName ?? ''}`,
      label: words ?? promiseId,
      to: `/promises/${promiseId}`,
    })),
    ...(found?.people ?? []).map(({ personId, name, area }) => ({
      kind: `person · ${area}`,
      label: name ?? personId,
      to: '/promises',
      search: { person: personId },
    })),
  ];
  return [...going, ...hits, ...capture].slice(0, choicesMax);
}
