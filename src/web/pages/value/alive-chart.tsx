/** How many customers have which chance to be still there. The table below it has each step. */
import { formatNumber } from '../../../documents/format.ts';
import { scaleBand, scaleLinear } from 'd3-scale';
import type { CurrencyValue } from '../../../api/value-views.ts';

const width = 720;
const height = 200;
const margin = { top: 18, right: 10, bottom: 38, left: 10 };

export function AliveChart({
  value: { alive, customers, expectedAlive, currency },
}: {
  readonly value: CurrencyValue;
}) {
  const names = alive.map(({ from, to }) => `${formatNumber(from * 100, 0)}–${formatNumber(to * 100, 0)} %`);
  const x = scaleBand(names, [margin.left, width - margin.right]).paddingInner(0.12);
  const most = Math.max(1, ...alive.map((step) => step.customers));
  const y = scaleLinear([0, most], [height - margin.bottom, margin.top]);
  const words = `How likely each of ${customers} customers is to be still there; about ${Math.round(expectedAlive ?? 0)} are.`;
  return (
    <figure className="chart">
      <figcaption>{words}</figcaption>
      <div className="scroll-frame" role="region" aria-label={`Chance to be there, in ${currency}`} tabIndex={0}>
        <svg viewBox={`0 0 ${width} ${height}`} role="img" aria-label={`${words} The table below has each step.`}>
          <line className="axis" x1={margin.left} x2={width - margin.right} y1={y(0)} y2={y(0)} />
          {alive.map((step, index) => {
            const name = names[index] ?? '';
            const left = x(name) ?? 0;
            const middle = left + x.bandwidth() / 2;
            return (
              <g key={name}>
                <rect
                  className="in"
                  x={left}
                  y={y(step.customers)}
                  width={x.bandwidth()}
                  height={y(0) - y(step.customers)}
                />
                <text x={middle} y={y(step.customers) - 5} textAnchor="middle">
                  {step.customers}
                </text>
                <text x={middle} y={height - margin.bottom + 15} textAnchor="middle">
                  {name}
                </text>
              </g>
            );
          })}
          <text x={width / 2} y={height - 5} textAnchor="middle">
            chance to be still there
          </text>
        </svg>
      </div>
    </figure>
  );
}
