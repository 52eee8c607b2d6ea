/** Promises kept in time by month, as a line within its 95 % interval. The bars below it are its table. */
import { scaleLinear, scalePoint } from 'd3-scale';
import { area, line } from 'd3-shape';
import type { AuditReport } from '../../../api/audit-report.ts';
import { casesMin } from '../../../api/audit-values.ts';
import { formatMonth, formatNumber, formatPart } from '../../../documents/format.ts';

const width = 720;
const height = 200;
const margin = { top: 10, right: 10, bottom: 24, left: 44 };
const labelsMax = 8;

export function MonthChart({ report }: { readonly report: AuditReport }) {
  const months = report.consistency.months.flatMap(({ month, kept, unusual }) =>
    kept.rate === null || kept.n < casesMin
      ? []
      : [{ month, rate: kept.rate, low: kept.low, high: kept.high, unusual }],
  );
  const [first] = months;
  const last = months.at(-1);
  if (first === undefined || last === undefined || months.length < 3) return null;
  const x = scalePoint(
    months.map(({ month }) => month),
    [margin.left, width - margin.right],
  );
  const floor = Math.min(...months.map(({ low }) => low));
  const y = scaleLinear([Math.floor(floor * 10) / 10, 1], [height - margin.bottom, margin.top]);
  type Month = (typeof months)[number];
  const at = ({ month }: Month) => x(month) ?? 0;
  const band =
    area<Month>(
      at,
      ({ low }) => y(low),
      ({ high }) => y(high),
    )(months) ?? '';
  const path = line<Month>(at, ({ rate }) => y(rate))(months) ?? '';
  const every = Math.ceil(months.length / labelsMax);
  const words = `Kept in time by month: ${formatPart(first.rate)} in ${formatMonth(first.month)}, ${formatPart(last.rate)} in ${formatMonth(last.month)}.`;
  return (
    <figure className="chart">
      <figcaption>{words} The band is the 95 % interval; a square marks an unusual month.</figcaption>
      <div className="scroll-frame" role="region" aria-label="Kept in time by month" tabIndex={0}>
        <svg viewBox={`0 0 ${width} ${height}`} role="img" aria-label={words}>
          {y.ticks(4).map((tick) => (
            <g key={tick}>
              <line className="grid" x1={margin.left} x2={width - margin.right} y1={y(tick)} y2={y(tick)} />
              <text x={margin.left - 6} y={y(tick) + 4} textAnchor="end">
                {formatNumber(tick * 100, 0)} %
              </text>
            </g>
          ))}
          <path className="band" d={band} />
          <path className="line" d={path} />
          {months.map((month, index) => (
            <g key={month.month}>
              {month.unusual === 'high' || month.unusual === 'low' ? (
                <rect className="mark" x={at(month) - 4} y={y(month.rate) - 4} width={8} height={8} />
              ) : (
                <circle className="dot" cx={at(month)} cy={y(month.rate)} r={2.5} />
              )}
              {index % every === 0 && (
                <text x={at(month)} y={height - 6} textAnchor="middle">
                  {formatMonth(month.month)}
                </text>
              )}
            </g>
          ))}
        </svg>
      </div>
    </figure>
  );
}
