/** Rows that were refused, each with its reasons: its cells are mended here and sent again. */
import { type FormEvent, useState } from 'react';
import { intake, type RunView } from '../../../api/intake.ts';
import { Fault } from '../../parts/page.tsx';
import { useWrite } from '../../query.ts';
import { cellName, groupRefused, type Origin, placeOf, type RefusedRow } from './refused-groups.ts';
import { counted } from './steps.ts';

type Cells = Readonly<Record<string, string>>;

/** What is written into a row of a file, and by which refused row the server knows it. */
interface Mended {
  readonly row: number;
  readonly origin: number;
  readonly cells: Cells;
}

interface Mending {
  readonly mended: ReadonlyMap<string, Mended>;
  readonly write: (refused: RefusedRow, origin: Origin, column: string, text: string) => void;
}

export function RefusedRows({ run }: { readonly run: RunView }) {
  const { importId, dryRun, counts, refusedRows } = run;
  const correct = useWrite(intake.correct);
  const [mended, setMended] = useState<ReadonlyMap<string, Mended>>(new Map());
  if (refusedRows.length === 0) return null;
  const send = (event: FormEvent) => {
    event.preventDefault();
    if (mended.size === 0) return;
    const rows = [...mended.values()].map(({ row, origin, cells }) => ({ row, origin, cells: { ...cells } }));
    correct.mutate({ importId, rows }, { onSuccess: () => setMended(new Map()) });
  };
  const write: Mending['write'] = (refused, origin, column, text) => {
    const place = placeOf(origin);
    const cells = Object.fromEntries(
      Object.entries({ ...mended.get(place)?.cells, [column]: text }).filter(
        ([name, value]) => value !== origin.cells.find((cell) => cell.column === name)?.text,
      ),
    );
    const next = new Map(mended);
    if (Object.keys(cells).length > 0)
      next.set(place, { row: refused.row, origin: refused.origins.indexOf(origin), cells });
    else next.delete(place);
    setMended(next);
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
          {groupRefused(refusedRows).map((group) => (
            <Row key={group[0].row} group={group} mending={{ mended, write }} />
          ))}
        </ul>
        {refusedRows.some(({ origins }) => origins.length > 0) && (
          <div className="actions send-again">
            <button type="submit" className="main" disabled={mended.size === 0 || correct.isPending}>
              {mended.size === 0 ? 'Send again' : `Send ${counted(mended.size, 'row')} again`}
            </button>
            <span className="quiet">
              {mended.size === 0
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
  readonly group: ReturnType<typeof groupRefused>[number];
  readonly mending: Mending;
}

/** What was refused for one row of a file, and the row; then the others that the same facts were made from. */
function Row({ group, mending }: RowProps) {
  const [first] = group;
  const { origins, customerId, sourceId, field, value } = first;
  const [origin, ...siblings] = origins;
  const reasons = new Map(group.map(({ reason, remedy }) => [reason, remedy]));
  return (
    <li className="refused-row">
      <div>
        {[...reasons].map(([reason, remedy]) => (
          <div key={reason}>
            <b>{reason}</b>
            <small>{remedy}</small>
          </div>
        ))}
        <small>
          {origin === undefined ? sourceId : `${origin.file}, line ${origin.line}`} ·{' '}
          {customerId === '' ? 'no customer' : customerId.replace(/^cus_/, '')}
          {group.length > 1 && ` · ${group.length} events wait for it`}
        </small>
      </div>
      {origin === undefined ? (
        <p className="quiet">
          {field ?? 'The row'} {value === null ? '' : `was “${String(value)}”. `}
          It cannot be mended here: no row of the files goes by the name “{sourceId}”. Mend it in the file and drop it
          again.
        </p>
      ) : (
        <div>
          <OriginCells group={group} origin={origin} mending={mending} />
          {siblings.length > 0 && (
            <details className="siblings">
              <summary>{counted(siblings.length, 'other row')} that it was made from</summary>
              {siblings.map((sibling) => (
                <div key={placeOf(sibling)}>
                  <small>
                    {sibling.file}, line {sibling.line}
                  </small>
                  <OriginCells group={group} origin={sibling} mending={mending} />
                </div>
              ))}
            </details>
          )}
        </div>
      )}
    </li>
  );
}

interface OriginCellsProps extends RowProps {
  readonly origin: Origin;
}

function OriginCells({ group, origin, mending: { mended, write } }: OriginCellsProps) {
  const written = mended.get(placeOf(origin))?.cells ?? {};
  const isNamed = (column: string) => group.some((refused) => isNamedBy(refused, cellName(column)));
  const cell = ({ column, text }: Origin['cells'][number]) => (
    <label key={column}>
      {column}
      <input
        value={written[column] ?? text}
        maxLength={10_000}
        className={written[column] === undefined ? undefined : 'changed'}
        onChange={({ target }) => write(group[0], origin, column, target.value)}
        data-row
      />
    </label>
  );
  const told = origin.cells.filter(({ column }) => isNamed(column));
  const others = origin.cells.filter(({ column }) => !isNamed(column));
  return (
    <div className="cells">
      {told.map(cell)}
      {others.length > 0 && (
        <details open={told.length === 0}>
          <summary>{told.length === 0 ? 'The cells of the row' : 'The other cells'}</summary>
          <div className="cells">{others.map(cell)}</div>
        </details>
      )}
    </div>
  );
}

function isNamedBy({ field, reason, remedy }: RefusedRow, name: string): boolean {
  return name === field || new RegExp(`\\b${name.replaceAll(/\W/g, '.')}\\b`, 'i').test(`${reason} ${remedy}`);
}
