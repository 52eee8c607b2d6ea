/** Where files are dropped or chosen, and what can be read. */
import { type DragEvent, useState } from 'react';
import { intake } from '../../../api/intake.ts';
import { Problem } from '../../client.ts';
import { Answer, Fault } from '../../parts/page.tsx';
import { useRead } from '../../query.ts';
import { sendFiles } from './send-files.ts';

interface DropProps {
  readonly onTaken: (uploadId: string) => void;
}

export function Drop({ onTaken }: DropProps) {
  const [share, setShare] = useState<number | null>(null);
  const [error, setError] = useState<Error | null>(null);
  const [isOver, setOver] = useState(false);
  const take = async (files: readonly File[]) => {
    if (files.length === 0) return;
    setError(null);
    setShare(0);
    try {
      onTaken(await sendFiles(files, setShare));
    } catch (problem) {
      if (!(problem instanceof Problem)) throw problem;
      setError(problem);
      setShare(null);
    }
  };
  const over = (event: DragEvent, isInside: boolean) => {
    event.preventDefault();
    setOver(isInside);
  };
  return (
    <>
      <label
        className={isOver ? 'drop over' : 'drop'}
        onDragOver={(event) => over(event, true)}
        onDragLeave={(event) => over(event, false)}
        onDrop={(event) => {
          over(event, false);
          void take([...event.dataTransfer.files]);
        }}
      >
        <strong>Drop your files here, together</strong>
        <span>or choose them: .csv, .csv.gz, .parquet, .json or .txt, at most 50 files and 1 GB</span>
        <input
          type="file"
          multiple
          accept=".csv,.gz,.parquet,.json,.txt"
          disabled={share !== null}
          onChange={({ target }) => {
            void take([...(target.files ?? [])]);
            target.value = '';
          }}
        />
        {share !== null && <progress max={1} value={share} aria-label="Sending the files" />}
      </label>
      {error !== null && <Fault error={error} />}
      <Readable />
    </>
  );
}

/** What most people come with stands first. */
function ownFirst(one: { readonly source: string }, other: { readonly source: string }): number {
  return Number(other.source === 'generic') - Number(one.source === 'generic');
}

/** What each source reads, with a sheet of headings to fill in for your own tables. */
function Readable() {
  const read = useRead(intake.sources, {});
  return (
    <section aria-labelledby="readable">
      <h2 id="readable">What can be read</h2>
      <Answer read={read} rows={4}>
        {({ sources }) => (
          <ul className="rows">
            {[...sources].sort(ownFirst).map(({ source, title, summary, files }) => (
              <li key={source} className="source">
                <details>
                  <summary data-row>
                    <b>{title}</b> <span className="quiet">{summary}</span>
                  </summary>
                  <ul className="files">
                    {files.map(({ file, optional, columns }) => (
                      <li key={file}>
                        <span>
                          {file}
                          {optional ? '' : ' (needed)'}
                          {source === 'generic' && (
                            <>
                              {' · '}
                              <a
                                href={`data:text/csv;charset=utf-8,${encodeURIComponent(`${columns.join(',')}\n`)}`}
                                download={file}
                              >
                                empty sheet
                              </a>
                            </>
                          )}
                        </span>
                        <small>{columns.join(', ')}</small>
                      </li>
                    ))}
                  </ul>
                </details>
              </li>
            ))}
          </ul>
        )}
      </Answer>
    </section>
  );
}
