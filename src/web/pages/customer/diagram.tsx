/** Who trusts whom as a drawing. An arrow runs from who bears the burden of proof to who must be convinced. */
import { customerParty } from '../../../domain/ids.ts';
import { type Label, labelHeight, labelsOf } from './labels.ts';
import { box, height, type Line, linesOf, partiesOf, width } from './layout.ts';
import { type Relationship, sentenceOf, toneOf, useExplain } from './trust-link.tsx';

const widthMax = 7;

export function Diagram({ relationships }: { readonly relationships: readonly Relationship[] }) {
  const parties = partiesOf(relationships);
  const lines = linesOf(relationships, parties);
  return (
    <figure className="diagram">
      {/* What it draws stands beside it as a table, so that it need not be read out twice. */}
      <svg viewBox={`0 0 ${width} ${height}`} aria-hidden="true">
        {lines.map((line) => (
          <Arrow key={line.path} line={line} />
        ))}
        {parties.map(({ party, name, x, y }) => (
          <g key={party} className={party === customerParty ? 'party client' : 'party'}>
            <rect x={x - box.width / 2} y={y - box.height / 2} {...box} rx={6} />
            <text x={x} y={y + 5}>
              {name}
            </text>
          </g>
        ))}
        {labelsOf(lines, parties).map((label) => (
          <Mark key={label.line.path} label={label} />
        ))}
      </svg>
      <figcaption>
        An arrow points to the one who must be convinced. The more promises came to an end, the thicker it is; dashed
        where nothing is known yet. ● marks a proof that is owed. ▲ ▼ say where trust went in 90 days.
      </figcaption>
    </figure>
  );
}

/** Its head is drawn by hand: a marker would take no colour from the line. */
function Arrow({ line }: { readonly line: Line }) {
  const { edge, path } = line;
  const thickness = Math.min(widthMax, 1.25 + Math.sqrt(edge.outcomes) / 1.5);
  return (
    <g className={`edge ${toneOf(edge)}`}>
      <path d={path} strokeWidth={thickness} {...(edge.outcomes === 0 && { strokeDasharray: '3 5' })} />
      <path className="head" d={headOf(line, 8 + thickness)} />
    </g>
  );
}

/** The triangle at the end of a line, along its last direction. */
function headOf({ turn, end }: Line, size: number): string {
  const angle = Math.atan2(end.y - turn.y, end.x - turn.x);
  const corner = (by: number) =>
    `${(end.x - size * Math.cos(angle + by)).toFixed(1)} ${(end.y - size * Math.sin(angle + by)).toFixed(1)}`;
  return `M${end.x} ${end.y}L${corner(0.42)}L${corner(-0.42)}Z`;
}

function Mark({ label: { line, text, x, y, width: wide } }: { readonly label: Label }) {
  const explain = useExplain();
  return (
    // The table beside it has the same way in for the keyboard.
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/no-static-element-interactions
    <g className={`edge-label ${toneOf(line.edge)}`} onClick={() => explain(line.edge)}>
      <title>{sentenceOf(line.edge)}</title>
      <rect x={x - wide / 2} y={y - labelHeight / 2} width={wide} height={labelHeight} rx={4} />
      <text x={x} y={y + 5}>
        {text}
      </text>
    </g>
  );
}
