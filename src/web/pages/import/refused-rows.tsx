/** Rows that were refused, each with its reason: its cells are mended here and sent again. */
import { type FormEvent, useState } from 'react';
import { intake, type RunView } from '../../../api/intake.ts';
import { Fault } from '../../parts/page.tsx';
import { useWrite } from '../../query.ts';
import { counted } from './steps.ts';

type RefusedRow = RunView['refusedRows'][number];
type Cells = Readonly<Record<string, string>>;

export function RefusedRows({ run }: { readonly run: RunView }) {
  const { importId, dryRun, counts, refusedRows } = run;
  const correct = useWrite(intake.correct);
  const [changed, setChanged] = useState<ReadonlyMap<number, Cells>>(new Map());
  if (refusedRows.length === 0) return null;
  const send = (event: FormEvent) => {
    event.preventDefault();
    if (changed.size === 0) return;
    const rows = [...changed].map(([row, cells]) => ({ row, cells: { ...cells } }));
    correct.mutate({ importId, rows }, { onSuccess: () => setChanged(new Map()) });
  };
  const write = ({ row, origin }: RefusedRow, column: string, text: string) => {
    const cells = Object.fromEntries(
      Object.entries({ ...changed.get(row), [column]: text }).filter(
        ([name, value]) => value !== origin?.cells.find((cell) => cell.column === name)?.text,
      ),
    );
    const next = new Map(changed);
    if (Object.keys(cells).length > 0) next.set(row, cells);
    else next.delete(row);
    setChanged(next);
  };
  const refused = counts?.refused ?? 0;
  return (
    <section aria-labelledby="refused">
      <h2 id="refused">
        Refused <span className="count">{refused.toLocaleString()}</span>
      </h2>
      <p className="quiet">
        The others {dryRun ? 'would be' : 'are'} recorded without them. Write what is right and send the rows again; or
        mend your files and drop them again: what is known is never recorded twice.
        {refusedRows.length < refused && ` The first ${refusedRows.length} are shown.`}
      </p>
      <form onSubmit={send}>
        <ul className="rows">
          {refusedRows.map((one) => (
            <Row key={one.row} refused={one} written={changed.get(one.row) ?? {}} onWrite={write} />
          ))}
        </ul>
        {refusedRows.some(({ origin }) => origin !== null) && (
          <div className="actions send-again">
            <button type="submit" className="main" disabled={changed.size === 0 || correct.isPending}>
              {changed.size === 0 ? 'Send again' : `Send ${counted(changed.size, 'row')} again`}
            </button>
            <span className="quiet">
              {changed.size === 0
                ? 'Change a cell first.'
                : dryRun
                  ? 'Still nothing is written.'
                  : 'Under the same import.'}
            </span>
          </div>
        )}
        {correct.error !== null && <Fault error={correct.error} />}
      </form>
    </section>
  );
}

interface RowProps {
  readonly refused: RefusedRow;
  readonly written: Cells;
  readonly onWrite: (refused: RefusedRow, column: string, text: string) => void;
}

function Row({ refused, written, onWrite }: RowProps) {
  const { origin, reason, remedy, customerId, sourceId, field, value } = refused;
  const named = (column: string) => {
    const name = column
      .trim()
      .toLowerCase()
      .replaceAll(/[\s-]+/g, '_');
    return name === field || new RegExp(`\\b${name.replaceAll(/\W/g, '.')}\\b`).test(`${reason} ${remedy}`);
  };
  const cell = ({ column, text }: { readonly column: string; readonly text: string }) => (
    <label key={column}>
      {column}
      <input
        value={written[column] ?? text}
        maxLength={10_000}
        className={written[column] === undefined ? undefined : 'changed'}
        onChange={({ target }) => onWrite(refused, column, target.value)}
        data-row
      />
    </label>
  );
  const told = origin?.cells.filter(({ column }) => named(column)) ?? [];
  const others = origin?.cells.filter(({ column }) => !named(column)) ?? [];
  return (
    <li className="refused-row">
      <div>
        <b>{reason}</b>
        <small>{remedy}</small>
        <small>
          {origin === null ? sourceId : `${origin.file}, line ${origin.line}`} · {customerId.replace(/^cus_/, '')}
        </small>
      </div>
      {origin === null ? (
        <p className="quiet">
          {field ?? 'The row'} {value === null ? '' : `was “${String(value)}”`} Mend it in the file and drop it again.
        </p>
      ) : (
        <div className="cells">
          {told.map(cell)}
          {others.length > 0 && (
            <details open={told.length === 0}>
              <summary>{told.length === 0 ? 'The cells of the row' : 'The other cells'}</summary>
              <div className="cells">{others.map(cell)}</div>
            </details>
          )}
        </div>
      )}
    </li>
  );
}
