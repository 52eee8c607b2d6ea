/** Everything that was recorded of one customer by episode, the latest first, with trust before and after each. */
import { useState } from 'react';
import type { CustomerPage } from '../../../api/customer-views.ts';
import { formatTrust } from '../../../documents/format.ts';
import { actorWords } from '../../names.ts';
import { StateMark } from '../../parts/state-mark.tsx';
import { When } from '../../parts/when.tsx';

type Entry = CustomerPage['timeline'][number];
type Episode = CustomerPage['episodes'][number];

/** Episodes that are listed at first, and those of them that stand open. */
const shownFirst = 6;
const openFirst = 2;

export function Timeline({ page: { timeline, episodes, events } }: { readonly page: CustomerPage }) {
  const [isWhole, setWhole] = useState(false);
  const shown = isWhole ? episodes : episodes.slice(0, shownFirst);
  const others = timeline.filter(({ episode }) => episode === null);
  return (
    <section aria-labelledby="timeline">
      <h2 id="timeline">
        What happened <span className="count">{events}</span>
      </h2>
      {shown.map((episode, index) => (
        <details key={episode.episodeId} className="episode" open={index < openFirst}>
          <Head episode={episode} />
          <Entries entries={timeline.filter((entry) => entry.episode === episode.episodeId)} all={episode.events} />
        </details>
      ))}
      {!isWhole && episodes.length > shownFirst && (
        <button type="button" onClick={() => setWhole(true)}>
          Show {episodes.length - shownFirst} more
        </button>
      )}
      {others.length > 0 && (
        <details className="episode" open={episodes.length === 0}>
          <summary>
            <b>About the account itself</b>
          </summary>
          <Entries entries={others} all={others.length} />
        </details>
      )}
      {events > timeline.length && (
        <p className="quiet">
          The newest {timeline.length} of {events} are shown.
        </p>
      )}
    </section>
  );
}

function Head({ episode: { title, from, until, open, trustBefore, trustAfter } }: { readonly episode: Episode }) {
  return (
    <summary>
      <b>{title}</b> {open && <StateMark state="open" word="not over" />}
      <small>
        <When at={from} />
        {!open && (
          <>
            {' '}
            to <When at={until} />
          </>
        )}
        {'. '}
        {trustWords(trustBefore, trustAfter, open)}
      </small>
    </summary>
  );
}

/** What the episode did to trust in the whole journey, in words. */
function trustWords(before: number | null, after: number | null, isOpen: boolean): string {
  const then = isOpen ? 'now' : 'after';
  if (after === null) return 'Nothing has come out yet, so it did nothing to trust.';
  if (before === null) return `Journey trust: not known before, ${formatTrust(after)} ${then}.`;
  const [shownBefore, shownAfter] = [formatTrust(before), formatTrust(after)];
  return shownBefore === shownAfter
    ? `Journey trust: ${shownAfter}, as before.`
    : `Journey trust: ${shownBefore} before, ${shownAfter} ${then}.`;
}

function Entries({ entries, all }: { readonly entries: readonly Entry[]; readonly all: number }) {
  return (
    <>
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
            <small>{actorWords(entry.actor)}</small>
          </li>
        ))}
      </ol>
      {all > entries.length && (
        <p className="quiet">{all - entries.length} earlier events of this episode are not among the newest.</p>
      )}
    </>
  );
}
