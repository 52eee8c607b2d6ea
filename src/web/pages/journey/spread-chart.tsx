/** How customers are spread over the scale of trust: one bar for each tenth, striped where too little is known to say. */
import { scaleBand, scaleLinear } from 'd3-scale';
import { cellsOf } from '../../../api/audit-cells.ts';
import { spreadSentence, spreadTable } from '../../../api/audit-document-steps.ts';
import type { AuditReport } from '../../../api/audit-report.ts';
import { formatCount } from '../../../documents/format.ts';
import { useAddress } from '../../address.ts';
import { FigureLink } from '../../parts/figure-link.tsx';
import { Report } from '../../parts/report.tsx';
import { Stripes } from '../../parts/stripes.tsx';

const width = 720;
const height = 220;
const margin = { top: 20, right: 10, bottom: 26, left: 10 };

export function SpreadChart({ report }: { readonly report: AuditReport }) {
  const [fields, change] = useAddress();
  const [first] = report.spread;
  const spread = report.spread.find(({ figure }) => figure === fields['spread']) ?? first;
  if (spread === undefined) return null;
  return (
    <section aria-labelledby="spread">
      <h2 id="spread">How customers are spread</h2>
      <div className="saved" role="group" aria-label="Whose trust in what">
        {report.spread.map(({ figure, name }) => (
          <button
            key={figure}
            type="button"
            aria-pressed={figure === spread.figure}
            onClick={() => change({ spread: figure === first?.figure ? '' : figure })}
          >
            {name}
          </button>
        ))}
      </div>
      <figure className="chart">
        <figcaption>
          {spreadSentence(spread)} They are striped. Beside them are{' '}
          <FigureLink name="journey.withoutEvidence" filters={report.scope.filters}>
            {formatCount(report.journey.withoutEvidence)} customers
          </FigureLink>{' '}
          of whom nothing is settled.
        </figcaption>
        <div className="scroll-frame" role="region" aria-label={`Spread: ${spread.name}`} tabIndex={0}>
          <Histogram spread={spread} />
        </div>
      </figure>
      <details>
        <summary>The same as a table</summary>
        <Report blocks={[spreadTable(spread, cellsOf(report))]} />
      </details>
    </section>
  );
}

function Histogram({ spread }: { readonly spread: AuditReport['spread'][number] }) {
  const { bins, median, lowerQuartile, upperQuartile } = spread;
  const froms = bins.map(({ from }) => from);
  const x = scaleBand(froms, [margin.left, width - margin.right]).paddingInner(0.08);
  const along = scaleLinear([0, 1], [margin.left, width - margin.right]);
  const most = Math.max(1, ...bins.map(({ customers }) => customers));
  const y = scaleLinear([0, most], [height - margin.bottom, margin.top]);
  const floor = height - margin.bottom;
  return (
    <svg
      viewBox={`0 0 ${width} ${height}`}
      role="img"
      aria-label={`${spreadSentence(spread)} The table has each part.`}
    >
      <Stripes id="thin" stripe={2} />
      {lowerQuartile !== null && upperQuartile !== null && (
        <rect
          className="band"
          x={along(lowerQuartile)}
          y={margin.top}
          width={Math.max(1, along(upperQuartile) - along(lowerQuartile))}
          height={floor - margin.top}
        />
      )}
      {bins.map(({ from, customers, thin }) => (
        <g key={from}>
          <rect
            className="in"
            x={x(from)}
            y={y(customers - thin)}
            width={x.bandwidth()}
            height={floor - y(customers - thin)}
          />
          <rect
            className="stays"
            fill="url(#thin)"
            x={x(from)}
            y={y(customers)}
            width={x.bandwidth()}
            height={y(customers - thin) - y(customers)}
          />
          {customers > 0 && (
            <text x={(x(from) ?? 0) + x.bandwidth() / 2} y={y(customers) - 4} textAnchor="middle">
              {formatCount(customers)}
            </text>
          )}
          <text x={(x(from) ?? 0) + x.bandwidth() / 2} y={height - 8} textAnchor="middle">
            {from.slice(1)}–
          </text>
        </g>
      ))}
      <line className="axis" x1={margin.left} x2={width - margin.right} y1={floor} y2={floor} />
      {median !== null && <line className="middle" x1={along(median)} x2={along(median)} y1={4} y2={floor} />}
    </svg>
  );
}
