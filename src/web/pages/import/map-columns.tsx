/** Says what the columns of a file mean, field by field; what they are called suggests it. */
import { type FormEvent, useState } from 'react';
import { intake, type UploadView } from '../../../api/intake.ts';
import { dayOrders, mappedTables, suggestColumns, suggestDays } from '../../../api/mapping.ts';
import { Answer, Fault } from '../../parts/page.tsx';
import { useRead, useWrite } from '../../query.ts';

type UploadedFile = UploadView['files'][number];

const dayWords = {
  'year-first': 'the year first: 2026-02-28',
  'day-first': 'the day first: 28/02/2026',
  'month-first': 'the month first: 02/28/2026',
} as const;

interface MapColumnsProps {
  readonly uploadId: string;
  readonly file: UploadedFile;
  readonly isOpen: boolean;
}

export function MapColumns({ uploadId, file, isOpen }: MapColumnsProps) {
  const read = useRead(intake.sources, {});
  const [table, setTable] = useState(file.suggestion?.table ?? mappedTables[0]?.table ?? '');
  return (
    <details className="mapping" open={isOpen}>
      <summary data-row>
        <b>What do the columns of {file.name} mean?</b>
      </summary>
      <label>
        One row is
        <select value={table} onChange={({ target }) => setTable(target.value)}>
          {mappedTables.map((one) => (
            <option key={one.table} value={one.table}>
              {one.row}
            </option>
          ))}
        </select>
      </label>
      <Answer read={read} rows={4}>
        {({ sources }) => {
          const sheet = sources
            .find(({ source }) => source === 'generic')
            ?.files.find((one) => one.file === `${table}.csv`);
          return <Fields key={table} {...{ uploadId, file, table }} fields={sheet?.columns ?? []} />;
        }}
      </Answer>
    </details>
  );
}

interface FieldsProps {
  readonly uploadId: string;
  readonly file: UploadedFile;
  readonly table: string;
  readonly fields: readonly string[];
}

const [nothing, sameText, rowNumber] = ['', 'text', 'number'] as const;
/** Stands before the name of a column in what is chosen, so that no column is taken for one of the words above. */
const columnMark = 'column ';

function Fields({ uploadId, file, table, fields }: FieldsProps) {
  const map = useWrite(intake.map);
  const { key = null, needed = [] } = mappedTables.find((one) => one.table === table) ?? {};
  const ordered = [...needed, ...fields.filter((field) => !needed.includes(field))];
  const [chosen, setChosen] = useState<Readonly<Record<string, string>>>(() => {
    const found = suggestColumns(ordered, file.columns);
    return Object.fromEntries(
      ordered.map((field) => {
        const column = found[field];
        if (column !== undefined) return [field, columnMark + column];
        return [field, field === key ? rowNumber : nothing];
      }),
    );
  });
  const save = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const picked = (wanted: (choice: string) => string | null) =>
      Object.fromEntries(
        Object.entries(chosen).flatMap(([field, choice]) => {
          const value = wanted(choice) === null ? null : wanted(choice) || String(form.get(`text ${field}`) ?? '');
          return value === null ? [] : [[field, value]];
        }),
      );
    map.mutate({
      uploadId,
      file: file.name,
      table,
      columns: picked((choice) => (choice.startsWith(columnMark) ? choice.slice(columnMark.length) : null)),
      texts: picked((choice) => (choice === sameText ? '' : null)),
      areNumbered: key !== null && chosen[key] === rowNumber,
      days: (form.get('days') ?? 'year-first') as (typeof dayOrders)[number],
    });
  };
  const field = (name: string) => (
    <Field
      key={name}
      {...{ name, file }}
      choice={chosen[name] ?? nothing}
      isKey={name === key}
      onChoose={(choice) => setChosen({ ...chosen, [name]: choice })}
    />
  );
  const others = ordered.filter((name) => !needed.includes(name));
  const found = others.filter((name) => chosen[name] !== nothing).length;
  return (
    <form onSubmit={save} aria-label={`Columns of ${file.name}`}>
      <div className="fields">{needed.map(field)}</div>
      {others.length > 0 && (
        <details>
          <summary>
            {others.length} more fields{found > 0 && `, ${found} of them chosen`}
          </summary>
          <div className="fields">{others.map(field)}</div>
        </details>
      )}
      <div className="actions">
        <label>
          Days are written with
          <select name="days" defaultValue={suggestDays(file.examples)}>
            {dayOrders.map((order) => (
              <option key={order} value={order}>
                {dayWords[order]}
              </option>
            ))}
          </select>
        </label>
        <button type="submit" className="main" disabled={map.isPending}>
          Use these columns
        </button>
      </div>
      {map.error !== null && <Fault error={map.error} />}
    </form>
  );
}

interface FieldProps {
  readonly name: string;
  readonly file: UploadedFile;
  readonly choice: string;
  readonly isKey: boolean;
  readonly onChoose: (choice: string) => void;
}

function Field({ name, file: { columns, examples }, choice, isKey, onChoose }: FieldProps) {
  const at = columns.findIndex((column) => columnMark + column === choice);
  const example = examples[at] ?? '';
  return (
    <div>
      <label>
        {name.replaceAll('_', ' ')}
        <select aria-label={name.replaceAll('_', ' ')} value={choice} onChange={({ target }) => onChoose(target.value)}>
          <option value={nothing}>– left out –</option>
          {isKey && <option value={rowNumber}>– number the rows –</option>}
          {!isKey && name !== 'customer' && <option value={sameText}>– the same in every row –</option>}
          {columns.map((column) => (
            <option key={column} value={columnMark + column}>
              {column}
            </option>
          ))}
        </select>
      </label>
      {choice === sameText && (
        <input name={`text ${name}`} aria-label={`${name} in every row`} maxLength={200} required autoFocus />
      )}
      {example !== '' && <small>like “{example}”</small>}
    </div>
  );
}
