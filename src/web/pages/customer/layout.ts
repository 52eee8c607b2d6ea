/** Where the parties of one account stand in the diagram, and the lines between them. */
import { customerParty } from '../../../domain/ids.ts';
import type { Relationship } from './trust-link.tsx';

export const width = 560;
export const height = 430;
/** The box around a party's name. */
export const box = { width: 148, height: 36 };
const centre = { x: width / 2, y: height / 2 };
const radius = { x: width / 2 - box.width / 2 - 4, y: height / 2 - box.height / 2 - 4 };
/** What a line keeps away from a box, so that its head stands free. */
const gap = 3;
/** How far two lines that run both ways bend apart. */
const bend = 22;
/** Lines between areas that are no neighbours pass the client at this part of the way out. */
const passing = 0.6;

export interface Point {
  readonly x: number;
  readonly y: number;
}

export interface Party extends Point {
  readonly party: string;
  readonly name: string;
}

export interface Line {
  readonly edge: Relationship;
  readonly path: string;
  readonly start: Point;
  /** Where it bends towards. */
  readonly turn: Point;
  readonly end: Point;
}

/** The customer stands in the middle, the areas around, those that have to do with each other side by side. */
export function partiesOf(relationships: readonly Relationship[]): readonly Party[] {
  const names = new Map<string, string>();
  for (const { truster, trusterName, trustee, trusteeName } of relationships) {
    names.set(truster, trusterName).set(trustee, trusteeName);
  }
  names.delete(customerParty);
  const around = sideBySide([...names.keys()], relationships);
  // Five would put two so close beside the customer that no line fits between; so would four that begin at the top.
  const places = around.length === 5 ? 6 : around.length;
  const firstAngle = around.length === 4 ? -Math.PI / 4 : -Math.PI / 2;
  return [
    { party: customerParty, name: 'Customer', ...centre },
    ...around.map((party, index) => {
      const angle = firstAngle + (2 * Math.PI * index) / places;
      return {
        party,
        name: names.get(party) ?? party,
        x: centre.x + radius.x * Math.cos(angle),
        y: centre.y + radius.y * Math.sin(angle),
      };
    }),
  ];
}

/** More areas than this are left in the order they come in: there are too many orders to try. */
const triedMax = 7;

/** The areas in the circle that makes the way between related ones shortest. */
function sideBySide(areas: readonly string[], relationships: readonly Relationship[]): readonly string[] {
  const [first, ...others] = areas;
  if (first === undefined || areas.length > triedMax) return areas;
  const wayOf = (circle: readonly string[]) =>
    relationships.reduce((sum, { truster, trustee }) => {
      const apart = Math.abs(circle.indexOf(truster) - circle.indexOf(trustee));
      const isOfAreas = truster !== customerParty && trustee !== customerParty;
      return isOfAreas ? sum + Math.min(apart, circle.length - apart) ** 2 : sum;
    }, 0);
  return ordersOf(others)
    .map((rest) => [first, ...rest])
    .reduce((best, circle) => (wayOf(circle) < wayOf(best) ? circle : best), areas);
}

function ordersOf(things: readonly string[]): readonly (readonly string[])[] {
  if (things.length < 2) return [things];
  return things.flatMap((thing) =>
    ordersOf(things.filter((other) => other !== thing)).map((others) => [thing, ...others]),
  );
}

/** Lines from who bears the burden to who must be convinced. */
export function linesOf(relationships: readonly Relationship[], parties: readonly Party[]): readonly Line[] {
  const places = new Map(parties.map((party) => [party.party, party]));
  const pairs = new Set(relationships.map(({ truster, trustee }) => `${truster} ${trustee}`));
  return relationships.flatMap((edge) => {
    const from = places.get(edge.trustee);
    const to = places.get(edge.truster);
    if (from === undefined || to === undefined) return [];
    const isBothWays = pairs.has(`${edge.trustee} ${edge.truster}`);
    return [{ edge, ...lineBetween(from, to, isBothWays, parties) }];
  });
}

function lineBetween(from: Party, to: Party, isBothWays: boolean, parties: readonly Party[]): Omit<Line, 'edge'> {
  const middle = { x: (from.x + to.x) / 2, y: (from.y + to.y) / 2 };
  const length = Math.hypot(to.x - from.x, to.y - from.y);
  const across = { x: -(to.y - from.y) / length, y: (to.x - from.x) / length };
  const by = isBothWays ? bend : 0;
  const straight = { x: middle.x + across.x * by, y: middle.y + across.y * by };
  if (areNeighbours(from, to, parties)) return curve(from, straight, to);
  const away = outward(middle, across);
  return curve(
    from,
    {
      x: centre.x + away.x * radius.x * passing + across.x * by,
      y: centre.y + away.y * radius.y * passing + across.y * by,
    },
    to,
  );
}

function areNeighbours(from: Party, to: Party, [client, ...around]: readonly Party[]): boolean {
  if (from === client || to === client) return true;
  const apart = Math.abs(around.indexOf(from) - around.indexOf(to));
  return Math.min(apart, around.length - apart) < 2;
}

/** The direction from the middle of the drawing to a point; for lines through the middle, the direction across. */
function outward(point: Point, across: Point): Point {
  const [x, y] = [(point.x - centre.x) / radius.x, (point.y - centre.y) / radius.y];
  const far = Math.hypot(x, y);
  return far < 0.05 ? across : { x: x / far, y: y / far };
}

/** A line that leaves one box, passes a point half-way, and ends at another box. */
function curve(from: Point, through: Point, to: Point): Omit<Line, 'edge'> {
  const turn = { x: 2 * through.x - (from.x + to.x) / 2, y: 2 * through.y - (from.y + to.y) / 2 };
  const start = leaving(from, turn);
  const end = leaving(to, turn);
  return { path: `M${start.x} ${start.y}Q${turn.x} ${turn.y} ${end.x} ${end.y}`, start, turn, end };
}

/** Where a line leaves the box of a party on its way elsewhere. */
function leaving(from: Point, towards: Point): Point {
  const [x, y] = [towards.x - from.x, towards.y - from.y];
  const scale = Math.min(
    (box.width / 2 + gap) / Math.max(Math.abs(x), 1e-9),
    (box.height / 2 + gap) / Math.max(Math.abs(y), 1e-9),
  );
  return { x: from.x + x * scale, y: from.y + y * scale };
}
