/** Areas against the nine steps, as a heat map that is a table: tone, word and number say the same. */
import { scaleLinear } from 'd3-scale';
import { stepRule, stepTable } from '../../../api/audit-document-steps.ts';
import { cellsOf } from '../../../api/audit-cells.ts';
import type { AuditReport } from '../../../api/audit-report.ts';
import { casesMin } from '../../../api/audit-values.ts';
import { formatNumber, formatPart, formatPartRange, formatTrust } from '../../../documents/format.ts';
import { steps } from '../../../domain/process.ts';
import { useAddress } from '../../address.ts';
import { FigureLink } from '../../parts/figure-link.tsx';
import { Report } from '../../parts/report.tsx';

type StepCell = AuditReport['byStep'][number];

/** How much of the warm tone is mixed into a cell: none where all is well, most where nothing is. */
const tone = scaleLinear([0, 1], [0, 62]).clamp(true);

interface Shown {
  /** 0: all is well, 1: nothing is; null: not enough yet. */
  readonly heat: number | null;
  readonly number: string;
  readonly word: string;
  readonly evidence: string;
  readonly field: string;
}

interface Measure {
  readonly label: string;
  readonly caption: string;
  readonly show: (cell: StepCell, all: readonly StepCell[]) => Shown;
}

const measures: Readonly<Record<string, Measure>> = {
  trust: {
    label: 'Trust',
    caption: 'Trust of the customer in the middle, from the promises of that area at that step alone.',
    show: ({ median, customers }) => ({
      heat: median === null || customers < casesMin ? null : 1 - median,
      number: formatTrust(median ?? 0),
      word: (median ?? 0) < 0.5 ? 'doubted' : 'trusted',
      evidence: `n = ${customers.toLocaleString()}`,
      field: 'median',
    }),
  },
  kept: {
    label: 'Kept in time',
    caption: 'Promises kept in time, of those that came out, beside the rate over all areas and steps.',
    show: ({ keptRate: { rate, low, high, n } }, all) => {
      const usual = keptOf(all);
      return {
        heat: rate === null || n < casesMin ? null : 1 - rate,
        number: formatPart(rate ?? 0),
        word: high < usual ? 'less than usual' : low > usual ? 'more than usual' : 'as usual',
        evidence: `${formatPartRange(low, high)}, n = ${n.toLocaleString()}`,
        field: 'keptRate',
      };
    },
  },
  time: {
    label: 'Customers’ time taken',
    caption: 'Days that customers waited beyond what they were promised, and the part of all waiting that this is.',
    show: ({ waitedDays, promisesLate, keptRate }, all) => {
      const [sum, most] = [all.reduce((days, one) => days + one.waitedDays, 0), mostDays(all)];
      return {
        heat: keptRate.n < casesMin ? null : waitedDays / Math.max(most, 1),
        number: `${formatNumber(waitedDays, 0)} d`,
        word: waitedDays === 0 ? 'nothing late' : `${formatPart(waitedDays / sum)} of all`,
        evidence: `n = ${promisesLate.toLocaleString()} late`,
        field: 'waitedDays',
      };
    },
  },
};

function keptOf(all: readonly StepCell[]): number {
  const sum = (field: 'k' | 'n') => all.reduce((count, { keptRate }) => count + keptRate[field], 0);
  return sum('n') === 0 ? 0 : sum('k') / sum('n');
}

function mostDays(all: readonly StepCell[]): number {
  return all.reduce((most, { waitedDays }) => Math.max(most, waitedDays), 0);
}

export function StepMap({ report }: { readonly report: AuditReport }) {
  const [fields, change] = useAddress();
  const chosen = Object.hasOwn(measures, fields['heat'] ?? '') ? (fields['heat'] ?? '') : 'trust';
  const measure = measures[chosen];
  if (measure === undefined || report.byStep.length === 0) return null;
  const cells = new Map(report.byStep.map((cell) => [`${cell.area} ${cell.step}`, cell]));
  const areas = report.byArea.filter(({ area }) => report.byStep.some((cell) => cell.area === area));
  return (
    <section aria-labelledby="steps">
      <h2 id="steps">Areas and steps</h2>
      <div className="saved" role="group" aria-label="What the map shows">
        {Object.entries(measures).map(([name, { label }]) => (
          <button
            key={name}
            type="button"
            aria-pressed={name === chosen}
            onClick={() => change({ heat: name === 'trust' ? '' : name })}
          >
            {label}
          </button>
        ))}
      </div>
      <div className="scroll-frame" role="region" aria-label="Areas against steps" tabIndex={0}>
        <table className="heat steps-map">
          <caption>
            <span className="stays-put">{measure.caption} The stronger the colour, the worse.</span>
          </caption>
          <thead>
            <tr>
              <th scope="col">Area</th>
              {steps.map((step) => (
                <th key={step} scope="col">
                  {step}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {areas.map(({ area, name }) => (
              <tr key={area}>
                <th scope="row">{name}</th>
                {steps.map((step) => (
                  <Cell
                    key={step}
                    cell={cells.get(`${area} ${step}`)}
                    show={(cell) => measure.show(cell, report.byStep)}
                    filters={report.scope.filters}
                  />
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <details>
        <summary>The same as a table. {stepRule}</summary>
        <Report blocks={[stepTable(report, cellsOf(report))]} />
      </details>
    </section>
  );
}

interface CellProps {
  readonly cell: StepCell | undefined;
  readonly show: (cell: StepCell) => Shown;
  readonly filters: Readonly<Record<string, string>>;
}

function Cell({ cell, show, filters }: CellProps) {
  if (cell === undefined) {
    return (
      <td className="heat-never">
        <span aria-label="promised nothing here">–</span>
      </td>
    );
  }
  const { heat, number, word, evidence, field } = show(cell);
  if (heat === null) {
    return (
      <td className="heat-none">
        <FigureLink name={`${cell.figure}.made`} filters={filters}>
          not enough yet
        </FigureLink>{' '}
        <small>{evidence}</small>
      </td>
    );
  }
  return (
    <td style={{ background: `color-mix(in oklab, var(--heat) ${Math.round(tone(heat))}%, var(--paper))` }}>
      <FigureLink name={`${cell.figure}.${field}`} filters={filters}>
        {number}
      </FigureLink>{' '}
      <span className="heat-word">{word}</span> <small>{evidence}</small>
    </td>
  );
}
