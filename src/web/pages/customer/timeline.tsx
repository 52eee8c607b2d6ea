/** Everything that was recorded of one customer, the newest first, by month. */
import { useState } from 'react';
import type { CustomerPage } from '../../../api/customer-views.ts';
import { When } from '../../parts/when.tsx';

type Entry = CustomerPage['timeline'][number];

const shownFirst = 20;
const month = new Intl.DateTimeFormat(undefined, { month: 'long', year: 'numeric' });

export function Timeline({ page: { timeline, events } }: { readonly page: CustomerPage }) {
  const [isWhole, setWhole] = useState(false);
  const shown = isWhole ? timeline : timeline.slice(0, shownFirst);
  const months = [...byMonth(shown)];
  return (
    <section aria-labelledby="timeline">
      <h2 id="timeline">
        What happened <span className="count">{events}</span>
      </h2>
      {months.map(([name, entries]) => (
        <div key={name}>
          <h3>{name}</h3>
          <ol className="steps">
            {entries.map((entry) => (
              <li key={entry.eventId}>
                <When at={entry.at} />
                <div className={entry.retracted ? 'retracted' : ''}>
                  {entry.sentence}
                  {entry.retracted && <small>taken back since; it does not count</small>}
                  {entry.learnedAt !== null && (
                    <small>
                      we learned of it <When at={entry.learnedAt} />
                    </small>
                  )}
                </div>
                <small>{entry.actor}</small>
              </li>
            ))}
          </ol>
        </div>
      ))}
      {!isWhole && timeline.length > shownFirst && (
        <button type="button" onClick={() => setWhole(true)}>
          Show {timeline.length - shownFirst} more
        </button>
      )}
      {isWhole && events > timeline.length && (
        <p className="quiet">
          The newest {timeline.length} of {events} are shown.
        </p>
      )}
    </section>
  );
}

function byMonth(entries: readonly Entry[]): ReadonlyMap<string, readonly Entry[]> {
  const months = new Map<string, Entry[]>();
  for (const entry of entries) {
    const name = month.format(new Date(entry.at));
    months.set(name, [...(months.get(name) ?? []), entry]);
  }
  return months;
}
