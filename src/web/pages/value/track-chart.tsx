/** Cumulated repeat purchases: made, and as each model fitted until the cut would have told. The table below has each point. */
import { scaleLinear, scaleTime } from 'd3-scale';
import { line } from 'd3-shape';
import type { ValueFit } from '../../../api/value-views.ts';

const width = 720;
const height = 240;
const margin = { top: 12, right: 96, bottom: 26, left: 52 };
const ticksMax = 5;
const labelGap = 13;

export function TrackChart({ fit: { holdout } }: { readonly fit: ValueFit }) {
  const { days, track, models, cut, actual, customers } = holdout;
  const [first, last] = [days[0], days.at(-1)];
  if (models.length === 0 || first === undefined || last === undefined || days.length < 3) return null;
  const x = scaleTime([new Date(first), new Date(last)], [margin.left, width - margin.right]);
  const most = Math.max(1, ...track, ...models.flatMap((one) => one.track));
  const y = scaleLinear([0, most], [height - margin.bottom, margin.top]);
  const pathOf = (values: readonly number[]) =>
    line<number>(
      (_, index) => x(new Date(days[index] ?? last)),
      (value) => y(value),
    )([...values]) ?? '';
  const lines = [{ model: 'made', track }, ...models];
  const labels = apart(lines.map((one) => y(one.track.at(-1) ?? 0)));
  const told = models.map((one) => `${one.model} ${Math.round(one.foretold)}`).join(', ');
  const words = `After ${cut} ${customers} customers came back ${actual} times; foretold were ${told}.`;
  return (
    <figure className="chart">
      <figcaption>
        {words} Full line: made. Broken lines: models, which know nothing of what lies right of the upright line.
      </figcaption>
      <div className="scroll-frame" role="region" aria-label="Cumulated repeat purchases" tabIndex={0}>
        <svg viewBox={`0 0 ${width} ${height}`} role="img" aria-label={`${words} The table below has each point.`}>
          {y.ticks(ticksMax).map((tick) => (
            <g key={tick}>
              <line className="grid" x1={margin.left} x2={width - margin.right} y1={y(tick)} y2={y(tick)} />
              <text x={margin.left - 6} y={y(tick) + 4} textAnchor="end">
                {tick}
              </text>
            </g>
          ))}
          <line
            className="axis"
            x1={x(new Date(cut))}
            x2={x(new Date(cut))}
            y1={margin.top}
            y2={height - margin.bottom}
          />
          <text x={x(new Date(cut))} y={height - 8} textAnchor="middle">
            {cut}
          </text>
          {lines.map((one, index) => (
            <g key={one.model}>
              <path
                className="line"
                d={pathOf(one.track)}
                {...(index > 0 && { strokeDasharray: index === 1 ? '6 3' : index === 2 ? '2 3' : '9 3 2 3' })}
              />
              <text x={width - margin.right + 6} y={(labels[index] ?? 0) + 4}>
                {one.model}
              </text>
            </g>
          ))}
        </svg>
      </div>
    </figure>
  );
}

/** Heights of labels, moved apart so that none covers another. */
function apart(heights: readonly number[]): readonly number[] {
  const order = [...heights.keys()].sort((one, other) => (heights[one] ?? 0) - (heights[other] ?? 0));
  const placed = new Map<number, number>();
  let above = -Infinity;
  for (const index of order) {
    above = Math.max(heights[index] ?? 0, above + labelGap);
    placed.set(index, above);
  }
  return heights.map((_, index) => placed.get(index) ?? 0);
}
