/** Areas against what they are measured by, as a heat map that is a table: the tone repeats what the number says. */
import { scaleLinear } from 'd3-scale';
import type { AuditReport } from '../../../api/audit-report.ts';
import { casesMin, type Rate } from '../../../api/audit-values.ts';
import { formatPart, formatPartRange, formatTrust } from '../../../documents/format.ts';
import { FigureLink } from '../../parts/figure-link.tsx';

/** How much accent is mixed into a cell: none where all is trusted, most where nothing is. */
const tone = scaleLinear([0, 1], [62, 0]).clamp(true);

interface Cell {
  readonly key: string;
  /** 0 to 1; null: not enough yet. */
  readonly value: number | null;
  readonly shown: string;
  readonly evidence: string;
  readonly figure: string;
}

export function AreaMap({ report }: { readonly report: AuditReport }) {
  const journey = new Map(report.journey.areas.map((area) => [area.area, area]));
  return (
    <div className="scroll-frame" role="region" aria-label="Areas at a glance" tabIndex={0}>
      <table className="heat">
        <caption>
          <span className="stays-put">
            Each area: the trust of customers in it, and what share of its promises is kept in time. The stronger the
            colour, the less.
          </span>
        </caption>
        <thead>
          <tr>
            <th scope="col">Area</th>
            <th scope="col">trust</th>
            <th scope="col">kept, to customers</th>
            <th scope="col">kept, between areas</th>
            <th scope="col">kept, all</th>
          </tr>
        </thead>
        <tbody>
          {report.byArea.map((area) => {
            const trust = journey.get(area.area);
            const score = trust === undefined || trust.customers < casesMin ? null : trust.median;
            const cells: readonly Cell[] = [
              {
                key: 'trust',
                value: score,
                shown: score === null ? '' : formatTrust(score),
                evidence: `n = ${(trust?.customers ?? 0).toLocaleString()}`,
                figure: `${trust?.figure ?? ''}.median`,
              },
              rateCell('customers', area.toCustomers.keptRate, `${area.figure}.toCustomers.keptRate`),
              rateCell('areas', area.internal.keptRate, `${area.figure}.internal.keptRate`),
              rateCell('all', area.keptRate, `${area.figure}.keptRate`),
            ];
            return (
              <tr key={area.area}>
                <th scope="row">{area.name}</th>
                {cells.map((cell) => (
                  <HeatCell key={cell.key} cell={cell} filters={report.scope.filters} />
                ))}
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}

function rateCell(key: string, { rate, low, high, n }: Rate, figure: string): Cell {
  const known = rate !== null && n >= casesMin;
  return {
    key,
    value: known ? rate : null,
    shown: known ? formatPart(rate) : '',
    evidence: known ? `${formatPartRange(low, high)}, n = ${n.toLocaleString()}` : `n = ${n.toLocaleString()}`,
    figure,
  };
}

function HeatCell({ cell, filters }: { readonly cell: Cell; readonly filters: Readonly<Record<string, string>> }) {
  if (cell.value === null) {
    return (
      <td className="heat-none">
        not enough yet <small>{cell.evidence}</small>
      </td>
    );
  }
  const background = `color-mix(in oklab, var(--heat) ${Math.round(tone(cell.value))}%, var(--paper))`;
  return (
    <td style={{ background }}>
      <FigureLink name={cell.figure} filters={filters}>
        {cell.shown}
      </FigureLink>{' '}
      <small>{cell.evidence}</small>
    </td>
  );
}
