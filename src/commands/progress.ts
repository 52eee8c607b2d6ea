/** A progress line on the error stream: how far, how fast, how long still. Silent where nobody watches. */

const secondsPerMinute = 60;
const barWidth = 24;
const millisecondsBetween = 100;

/** Returns what to call with rows done and rows there are, and what to call at the end. */
export function progressLine(label: string): {
  readonly show: (done: number, total: number) => void;
  readonly end: () => void;
} {
  const startedAt = performance.now();
  let shownAt = 0;
  return {
    show: (done, total) => {
      const now = performance.now();
      if (!process.stderr.isTTY || (now - shownAt < millisecondsBetween && done < total)) return;
      shownAt = now;
      const rate = done / Math.max(0.001, (now - startedAt) / 1_000);
      const filled = Math.round((done / Math.max(1, total)) * barWidth);
      const bar = '█'.repeat(filled) + '░'.repeat(barWidth - filled);
      const left = rate > 0 ? duration((total - done) / rate) : '–';
      process.stderr.write(
        `\r${label} ${bar} ${done.toLocaleString('en')} of ${total.toLocaleString('en')} rows · ${Math.round(rate).toLocaleString('en')} a second · ${left} left   `,
      );
    },
    end: () => {
      if (process.stderr.isTTY) process.stderr.write('\n');
    },
  };
}

function duration(seconds: number): string {
  const whole = Math.ceil(seconds);
  return whole < secondsPerMinute
    ? `${whole} s`
    : `${Math.floor(whole / secondsPerMinute)} min ${whole % secondsPerMinute} s`;
}
