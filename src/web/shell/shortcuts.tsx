/** All shortcuts, under `?`. */
import { Dialog } from '../parts/dialog.tsx';
import { pages } from '../pages.ts';

const others = [
  ['/', 'Search, go to'],
  ['Ctrl K', 'Search, go to (also while typing)'],
  ['c', 'Write a promise'],
  ['j', 'Next row'],
  ['k', 'Row before'],
  ['Enter', 'Open the row'],
  ['x', 'Choose the row (Promises)'],
  ['m', 'To the moves: of the row, of the chosen rows, of the promise'],
  ['z', 'Take back what you did last'],
  ['Tab', 'Next control; Shift Tab the one before'],
  ['?', 'This list'],
  ['Esc', 'Close; leave a field'],
] as const;

export function Shortcuts({ isOpen, onClose }: { readonly isOpen: boolean; readonly onClose: () => void }) {
  const going = pages.flatMap(({ key, title }) => (key === undefined ? [] : [[`g ${key}`, title] as const]));
  return (
    <Dialog title="Keyboard shortcuts" isOpen={isOpen} onClose={onClose}>
      <dl className="keys">
        {[...going, ...others].map(([keys, what]) => (
          <div key={keys}>
            <dt>
              {keys.split(' ').map((key) => (
                <kbd key={key}>{key}</kbd>
              ))}
            </dt>
            <dd>{what}</dd>
          </div>
        ))}
      </dl>
    </Dialog>
  );
}
