/** What was dropped, and which source reads it; the one that fits best is chosen already. */
import { type FormEvent, useState } from 'react';
import { intake, type UploadView } from '../../../api/intake.ts';
import { useAddress } from '../../address.ts';
import { Answer, Fault } from '../../parts/page.tsx';
import { useRead, useWrite } from '../../query.ts';
import { MapColumns } from './map-columns.tsx';
import { optionPrefix } from './steps.ts';

export function Recognised({ uploadId }: { readonly uploadId: string }) {
  const read = useRead(intake.look, { uploadId });
  return (
    <Answer read={read} rows={4}>
      {(upload) => {
        const [best] = upload.sources;
        const isFit = best?.fits === true;
        const unread = upload.files.filter(
          ({ name, columns }) => columns.length > 0 && (!isFit || best.unreadFiles.includes(name)),
        );
        return (
          <>
            <Files upload={upload} />
            {unread.map((file) => (
              <MapColumns key={file.name} uploadId={uploadId} file={file} isOpen={!isFit} />
            ))}
            <Choose key={`${best?.source} ${isFit}`} upload={upload} />
          </>
        );
      }}
    </Answer>
  );
}

function Files({ upload: { uploadId, files } }: { readonly upload: UploadView }) {
  const unmap = useWrite(intake.unmap);
  return (
    <section aria-labelledby="files">
      <h2 id="files">
        Your files <span className="count">{files.length}</span>
      </h2>
      <ul className="files">
        {files.map(({ name, bytes, columns, mappedFrom }) => (
          <li key={name}>
            {name} <span className="quiet">{sizeOf(bytes)}</span>
            {mappedFrom !== null && (
              <>
                <span className="quiet"> from {mappedFrom} </span>
                <button type="button" disabled={unmap.isPending} onClick={() => unmap.mutate({ uploadId, file: name })}>
                  Map it anew
                </button>
              </>
            )}
            {columns.length > 0 && <small>{columns.join(', ')}</small>}
          </li>
        ))}
      </ul>
      {unmap.error !== null && <Fault error={unmap.error} />}
    </section>
  );
}

function Choose({ upload: { uploadId, sources } }: { readonly upload: UploadView }) {
  const [, change] = useAddress();
  const run = useWrite(intake.run);
  const fitting = sources.filter(({ fits }) => fits);
  const [chosen, setChosen] = useState(fitting[0]?.source ?? sources[0]?.source ?? '');
  const options = sources.find(({ source }) => source === chosen)?.options ?? [];
  const tryOut = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const given = Object.fromEntries(options.map(({ name }) => [name, String(form.get(name) ?? '')]));
    const kept = Object.fromEntries(Object.entries(given).map(([name, value]) => [optionPrefix + name, value]));
    run.mutate(
      { uploadId, source: chosen, options: given, dryRun: true },
      { onSuccess: ({ importId }) => change({ ...kept, run: importId }, true) },
    );
  };
  const choice = ({ source, title, summary, reason, unreadFiles, fits }: UploadView['sources'][number]) => (
    <label key={source} className="choice">
      <input
        type="radio"
        name="source"
        value={source}
        checked={chosen === source}
        onChange={() => setChosen(source)}
        data-row
      />
      <span>
        <b>{title}</b> {summary}
        <small>{reason}</small>
        {fits && unreadFiles.length > 0 && <small className="bad">It does not read {unreadFiles.join(', ')}</small>}
      </span>
    </label>
  );
  const others = sources.filter(({ fits }) => !fits);
  return (
    <form onSubmit={tryOut}>
      <fieldset className="choices">
        <legend>{fitting.length > 0 ? 'Recognised as' : 'No source recognises these files'}</legend>
        {fitting.length === 0 && (
          <p className="warning">
            Say above what their columns mean. Or name files and columns as one of these sources reads them, and drop
            them again.
          </p>
        )}
        {fitting.map(choice)}
        {others.length > 0 && (
          <details open={fitting.length === 0}>
            <summary>Sources that do not fit</summary>
            {others.map(choice)}
          </details>
        )}
      </fieldset>
      {fitting.length > 0 && options.length > 0 && (
        <div className="options" key={chosen}>
          {options.map(({ name, explain, default: value, values }) => (
            <label key={name}>
              {name}
              {values === null ? (
                <input name={name} defaultValue={value} maxLength={100} required />
              ) : (
                <select name={name} defaultValue={value}>
                  {values.map((one) => (
                    <option key={one}>{one}</option>
                  ))}
                </select>
              )}
              <small>{explain}</small>
            </label>
          ))}
        </div>
      )}
      {fitting.length > 0 && (
        <div className="actions">
          <button type="submit" className="main" disabled={run.isPending}>
            Try it out
          </button>
          <span className="quiet">Reads everything, decides everything, writes nothing.</span>
        </div>
      )}
      {run.error !== null && <Fault error={run.error} />}
    </form>
  );
}

function sizeOf(bytes: number): string {
  const units = ['bytes', 'kB', 'MB'] as const;
  const unit = bytes < 1_000 ? 0 : bytes < 1_000_000 ? 1 : 2;
  return `${(bytes / 1_000 ** unit).toLocaleString(undefined, { maximumFractionDigits: 1 })} ${units[unit]}`;
}
