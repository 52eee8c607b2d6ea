/** What each score knew, as dots with their intervals: an area under the curve of one half is a coin. */
import { scaleLinear } from 'd3-scale';
import type { BacktestReport } from '../../../api/backtest-report.ts';
import { formatNumber } from '../../../documents/format.ts';

const width = 860;
const rowHeight = 20;
const margin = { top: 22, right: 16, bottom: 8, left: 300 };
const ticks = [0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9];

/** Of every outcome, the scores that were tested on everybody. */
function rowsOf({ outcomes }: BacktestReport) {
  return outcomes.flatMap(({ outcome, comparisons }) => {
    const [everybody] = comparisons;
    if (everybody?.found.answered !== true) return [];
    return everybody.found.scores.flatMap(({ name, discrimination }) =>
      discrimination.answered && discrimination.estimate !== null
        ? [{ outcome, name, area: discrimination.estimate, low: discrimination.low, high: discrimination.high }]
        : [],
    );
  });
}

export function AreaChart({ report }: { readonly report: BacktestReport }) {
  const rows = rowsOf(report);
  if (rows.length === 0) return null;
  const height = margin.top + rows.length * rowHeight + margin.bottom;
  const lowest = Math.min(0.4, ...rows.map(({ low, area }) => low ?? area));
  const highest = Math.max(0.8, ...rows.map(({ high, area }) => high ?? area));
  const x = scaleLinear([lowest, highest], [margin.left, width - margin.right]);
  return (
    <figure className="chart areas">
      <figcaption>
        What each score knew beforehand (AUC with its 95 % interval; .5 is a coin). The tables below have the numbers.
      </figcaption>
      <div className="scroll-frame" role="region" aria-label="What each score knew" tabIndex={0}>
        <svg viewBox={`0 0 ${width} ${height}`} role="img" aria-label="Area under the curve of each score by outcome">
          {ticks
            .filter((tick) => tick >= lowest && tick <= highest)
            .map((tick) => (
              <g key={tick}>
                <line
                  className={tick === 0.5 ? 'axis' : 'grid'}
                  x1={x(tick)}
                  x2={x(tick)}
                  y1={margin.top - 4}
                  y2={height - margin.bottom}
                />
                <text x={x(tick)} y={margin.top - 9} textAnchor="middle">
                  {formatNumber(tick, 1).replace(/^0/, '')}
                </text>
              </g>
            ))}
          {rows.map(({ outcome, name, area, low, high }, index) => {
            const y = margin.top + (index + 0.5) * rowHeight;
            return (
              <g key={`${outcome} ${name}`}>
                <text x={margin.left - 12} y={y + 4} textAnchor="end">
                  {outcome} · {name}
                </text>
                <line className="interval" x1={x(low ?? area)} x2={x(high ?? area)} y1={y} y2={y} />
                <circle className={name === 'trust' ? 'own dot' : 'dot'} cx={x(area)} cy={y} r={4} />
              </g>
            );
          })}
        </svg>
      </div>
    </figure>
  );
}
