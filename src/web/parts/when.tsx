/** Times in the reader's own zone: near ones by distance, all of them exactly on pointing at them. */
import type { PromiseView } from '../../api/promise-views.ts';

const exact = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' });
const dayOnly = new Intl.DateTimeFormat(undefined, { weekday: 'short', day: 'numeric', month: 'short' });
const dayOfYear = new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'short', year: 'numeric' });
const clock = new Intl.DateTimeFormat(undefined, { timeStyle: 'short' });
const distance = new Intl.RelativeTimeFormat(undefined, { numeric: 'auto' });

const hour = 3_600_000;
const day = 24 * hour;

/** How far an instant lies from now, in words, where that says more than the date. */
function relative(at: Date, now: number): string {
  const away = at.getTime() - now;
  const days = Math.round((startOfDay(at) - startOfDay(new Date(now))) / day);
  if (Math.abs(away) < hour) return distance.format(Math.round(away / 60_000), 'minute');
  if (days === 0) return clock.format(at);
  if (Math.abs(days) < 7) return distance.format(days, 'day');
  return at.getFullYear() === new Date(now).getFullYear() ? dayOnly.format(at) : dayOfYear.format(at);
}

function startOfDay(at: Date): number {
  return new Date(at.getFullYear(), at.getMonth(), at.getDate()).getTime();
}

/** An instant. */
export function When({ at }: { readonly at: string }) {
  const date = new Date(at);
  return (
    <time dateTime={at} title={exact.format(date)}>
      {relative(date, Date.now())}
    </time>
  );
}

/** By when a promise is due: a day lasts until its end, wherever it is read. */
export function Due({ promise }: { readonly promise: Pick<PromiseView, 'dueDay' | 'deadline'> }) {
  if (promise.dueDay !== null) {
    const date = new Date(`${promise.dueDay}T12:00:00`);
    const days = Math.round((startOfDay(date) - startOfDay(new Date())) / day);
    return (
      <time dateTime={promise.dueDay} title={`until the end of ${dayOfYear.format(date)}`}>
        {Math.abs(days) < 2 ? distance.format(days, 'day') : shortDay(date)}
      </time>
    );
  }
  return promise.deadline === null ? <span className="quiet">no due time</span> : <When at={promise.deadline} />;
}

function shortDay(date: Date): string {
  return date.getFullYear() === new Date().getFullYear() ? dayOnly.format(date) : dayOfYear.format(date);
}

/** By how much something is late, as people say it: 3 days, 4 hours. */
export function lateness(deadline: string, until: string): string {
  const milliseconds = Date.parse(until) - Date.parse(deadline);
  const count = milliseconds < day ? Math.max(1, Math.floor(milliseconds / hour)) : Math.floor(milliseconds / day);
  const unit = milliseconds < day ? 'hour' : 'day';
  return `${count} ${unit}${count === 1 ? '' : 's'}`;
}
