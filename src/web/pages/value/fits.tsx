/** The models side by side, opened on demand: what they foretold as of an earlier day, and what then came. */
import { useState } from 'react';
import { value } from '../../../api/value.ts';
import { fitBlocks } from '../../../api/value-fit-document.ts';
import { occasionUnits } from '../../../domain/lifetime/occasions.ts';
import { useAddress } from '../../address.ts';
import { Answer } from '../../parts/page.tsx';
import { Report } from '../../parts/report.tsx';
import { useRead } from '../../query.ts';
import { TrackChart } from './track-chart.tsx';

interface FitsProps {
  readonly currency: string;
  readonly until: string;
}

export function Fits({ currency, until }: FitsProps) {
  const [isOpen, setOpen] = useState(false);
  const [fields, change] = useAddress();
  const { cut } = fields;
  const every = occasionUnits.find((unit) => unit === fields.every);
  const asked = { currency, until, ...(cut !== undefined && { cut }), ...(every !== undefined && { every }) };
  const read = useRead(value.fit, asked, { keep: true, enabled: isOpen });
  return (
    <details onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
      <summary>Would the models have told? Fitted as of an earlier day, against what came after</summary>
      {isOpen && (
        <>
          <search className="filters" aria-label="What is fitted, and as of when">
            <label>
              Fitted as of
              <input
                type="date"
                value={cut ?? ''}
                max={until}
                onChange={({ target }) => change({ cut: target.value })}
              />
            </label>
            <label>
              Bought or not, by
              <select value={every ?? ''} onChange={({ target }) => change({ every: target.value })}>
                <option value="">the longest that tells</option>
                {occasionUnits.map((unit) => (
                  <option key={unit}>{unit}</option>
                ))}
              </select>
            </label>
          </search>
          <Answer read={read} rows={8}>
            {(fit) => (
              <>
                <TrackChart fit={fit} />
                <Report blocks={fitBlocks(fit)} />
              </>
            )}
          </Answer>
        </>
      )}
    </details>
  );
}
