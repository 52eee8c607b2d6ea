/** Money as a stream through the nine steps: what comes in, what an issue put in question, what went out and what stays. */
import { Link } from '@tanstack/react-router';
import { scalePoint } from 'd3-scale';
import { area, curveBumpX } from 'd3-shape';
import type { AuditReport } from '../../../api/audit-report.ts';
import { formatMoney } from '../../../documents/format.ts';
import { type Step, steps } from '../../../domain/process.ts';
import { FigureLink } from '../../parts/figure-link.tsx';
import { Stripes } from '../../parts/stripes.tsx';

const width = 900;
const height = 320;
const margin = 50;
/** Where the stream, the lane of issues and what went out lie, and how thick all of it may be. */
const top = 56;
const thickest = 96;
const lane = 190;
const bottom = 262;
const thinnest = 1.5;

/** A place of the stream: its upper edge and its thickness. */
interface Place {
  readonly x: number;
  readonly y: number;
  readonly size: number;
}

interface FlowProps {
  readonly revenue: AuditReport['revenue'][number];
  /** The filters that the figures were computed with: each opens with them. */
  readonly filters: Readonly<Record<string, string>>;
}

export function StepFlow({ revenue, filters }: FlowProps) {
  const { currency, in: came, out, stays, atRisk } = revenue;
  const x = scalePoint(steps, [margin, width - margin]);
  const at = (step: Step) => x(step) ?? 0;
  const issue = out + stays;
  const scale = thickest / Math.max(1, came, issue);
  const thick = (amount: number) => (amount === 0 ? 0 : Math.max(thinnest, amount * scale));
  const calm = thick(Math.max(0, came - issue));
  const [went, stayed] = [thick(out), thick(stays)];
  const money = (amount: number) => formatMoney({ amount, currency });
  const again = revenue.steps.find(({ step }) => step === 'benefit')?.in ?? 0;
  const words = `${money(came)} came in, ${money(again)} of it from clients who bought again. An issue put ${money(issue)} in question: ${money(out)} was given back, ${money(stays)} stays. ${money(atRisk)} is at risk now.`;
  const through = (from: Step, to: Step, y: number, size: number): readonly Place[] => [
    { x: at(from), y, size },
    { x: at(to), y, size },
  ];
  const below = top + calm;
  return (
    <figure className="chart">
      <figcaption>
        {words}
        {issue > came && ' More was in question than came in: some of it was paid before this scope.'} The table below
        has each step. A step opens the promises made at it, a sum what it is made of.
      </figcaption>
      <div
        className="scroll-frame"
        role="region"
        aria-label={`Money through the nine steps in ${currency}`}
        tabIndex={0}
      >
        <svg viewBox={`0 0 ${width} ${height}`} role="group" aria-label={words}>
          <Stripes id={`flow-${currency}`} />
          {steps.map((step) => (
            <g key={step}>
              <line className="grid" x1={at(step)} x2={at(step)} y1={24} y2={height - 24} />
              <Link to="/promises" search={{ step }}>
                <text x={at(step)} y={height - 8} textAnchor="middle">
                  {step}
                </text>
              </Link>
            </g>
          ))}
          <Band className="calm" places={through('purchase', 'benefit', top, calm)} />
          <Band
            className="in"
            places={[
              ...through('purchase', 'delivery', below, went + stayed),
              ...through('issue', 'rectify', lane, went + stayed),
            ]}
          />
          <Band
            className="stays"
            fill={`url(#flow-${currency})`}
            places={[{ x: at('rectify'), y: lane, size: stayed }, ...through('satisfied', 'benefit', below, stayed)]}
          />
          <Band
            className="out"
            places={[
              { x: at('rectify'), y: lane + stayed, size: went },
              { x: at('dissatisfied'), y: bottom, size: went },
              { x: at('satisfied'), y: bottom, size: went },
            ]}
          />
          <g className="flow-words">
            <FigureLink name={`${revenue.figure}.in`} filters={filters}>
              <text x={at('purchase')} y={top - 18}>
                in {money(came)}
              </text>
            </FigureLink>
            <FigureLink name={`${revenue.figure}.net`} filters={filters}>
              <text x={at('benefit')} y={top - 18} textAnchor="end">
                left with us {money(came - out)}
              </text>
            </FigureLink>
            {issue > 0 && (
              <text x={at('rectify') - 12} y={lane + went + stayed + 18} textAnchor="end">
                in question {money(issue)}
              </text>
            )}
            {out > 0 && (
              <FigureLink name={`${revenue.figure}.out`} filters={filters}>
                <text x={at('satisfied') + 6} y={bottom + went / 2 + 4}>
                  out {money(out)}
                </text>
              </FigureLink>
            )}
            {stays > 0 && (
              <FigureLink name={`${revenue.figure}.stays`} filters={filters}>
                <text x={at('benefit')} y={below + stayed + 16} textAnchor="end">
                  stays {money(stays)}
                </text>
              </FigureLink>
            )}
          </g>
        </svg>
      </div>
    </figure>
  );
}

interface BandProps {
  readonly className: string;
  readonly places: readonly Place[];
  readonly fill?: string;
}

/** A part of the stream through its places. */
function Band({ className, places, fill }: BandProps) {
  if (places.every(({ size }) => size === 0)) return null;
  const path =
    area<Place>(
      ({ x }) => x,
      ({ y }) => y,
      ({ y, size }) => y + size,
    ).curve(curveBumpX)([...places]) ?? '';
  return <path className={`flow-band ${className}`} d={path} {...(fill !== undefined && { fill })} />;
}
