/** Money along the nine steps: what comes in and stays stands above the line, what goes out hangs below it. */
import { scaleBand, scaleLinear } from 'd3-scale';
import type { AuditReport } from '../../../api/audit-report.ts';
import { formatMoney } from '../../../documents/format.ts';
import { steps as allSteps } from '../../../domain/process.ts';

const width = 860;
const height = 240;
const margin = { top: 18, right: 8, bottom: 30, left: 8 };
const barsMax = 64;

export function StepChart({ revenue }: { readonly revenue: AuditReport['revenue'][number] }) {
  const { currency } = revenue;
  const byStep = new Map(revenue.steps.map((step) => [step.step, step]));
  const rows = allSteps.map((step) => byStep.get(step) ?? { step, in: 0, out: 0, stays: 0 });
  const top = Math.max(1, ...rows.map(({ in: came, stays }) => Math.max(came, stays)));
  const deep = Math.max(top / 5, ...rows.map(({ out }) => out));
  const x = scaleBand(allSteps, [margin.left, width - margin.right]).paddingInner(0.12);
  const y = scaleLinear([-deep, top], [height - margin.bottom, margin.top]);
  const bar = Math.min(barsMax, x.bandwidth() / 2);
  const money = (amount: number) => formatMoney({ amount, currency });
  const words = `In ${money(revenue.in)}, out ${money(revenue.out)}, stays ${money(revenue.stays)}; at risk now ${money(revenue.atRisk)}.`;
  return (
    <figure className="chart">
      <figcaption>
        {words} Above the line: <b className="in">in</b> (full) and <b className="stays">stays</b> (striped); below it:{' '}
        <b className="out">out</b>.
      </figcaption>
      <div className="scroll-frame" role="region" aria-label={`Money by step in ${currency}`} tabIndex={0}>
        <svg viewBox={`0 0 ${width} ${height}`} role="img" aria-label={`${words} The table below has each step.`}>
          <defs>
            <pattern
              id={`stays-${currency}`}
              width="6"
              height="6"
              patternUnits="userSpaceOnUse"
              patternTransform="rotate(45)"
            >
              <rect className="stripe" width="3" height="6" />
            </pattern>
          </defs>
          <line className="axis" x1={margin.left} x2={width - margin.right} y1={y(0)} y2={y(0)} />
          {rows.map((row) => {
            const left = x(row.step as (typeof allSteps)[number]) ?? 0;
            return (
              <g key={row.step}>
                <rect className="in" x={left} y={y(row.in)} width={bar} height={y(0) - y(row.in)} />
                <rect
                  className="stays"
                  fill={`url(#stays-${currency})`}
                  x={left + bar}
                  y={y(row.stays)}
                  width={bar}
                  height={y(0) - y(row.stays)}
                />
                <rect className="out" x={left} y={y(0)} width={bar} height={y(-row.out) - y(0)} />
                <text x={left + x.bandwidth() / 2} y={height - 8} textAnchor="middle">
                  {row.step}
                </text>
              </g>
            );
          })}
        </svg>
      </div>
    </figure>
  );
}
