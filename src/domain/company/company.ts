/** The company as of an instant: its areas, people, offers, policy and imports, folded from its own stream. */
import { kindOf, type LedgerEvent } from '../catalogue.ts';
import { compareInFoldOrder, retractedIds } from '../corrections/effective.ts';
import type { Instant } from '../instants.ts';
import { shippedAreas } from '../process.ts';
import type { CompanyEvent } from './events.ts';
import { defaultPolicy, type Policy } from './policy.ts';

export interface Area {
  readonly area: string;
  readonly name: string;
  /** The area that it became part of, or null. */
  readonly mergedInto: string | null;
}

export interface Person {
  readonly personId: string;
  readonly area: string;
  readonly manager: string | null;
  readonly name: string | null;
  /** When they left the company, or null. */
  readonly leftAt: Instant | null;
}

type EventData<Type extends CompanyEvent['type']> = Extract<CompanyEvent, { type: Type }>['data'];
export type Offer = EventData<'offer.published'>;
export interface ImportRecord extends EventData<'import.finished'> {
  readonly at: Instant;
  readonly undoneAt: Instant | null;
}

export interface SignedAudit extends Omit<EventData<'audit.signed'>, 'byPerson'> {
  readonly at: Instant;
  readonly byPerson: string | null;
  readonly signer: string | null;
  readonly statement: string | null;
}

/** An improvement of an area: where it began when, what it is meant to move, and whether it is how the area works now. */
export interface Programme {
  readonly programmeId: string;
  readonly area: string;
  readonly title: string;
  readonly measure: EventData<'programme.started'>['measure'];
  /** Starts in order of time; no segments: everybody. */
  readonly starts: readonly { readonly at: Instant; readonly segments: readonly string[] }[];
  readonly finishedAt: Instant | null;
}

export interface Company {
  readonly areas: ReadonlyMap<string, Area>;
  readonly people: ReadonlyMap<string, Person>;
  readonly offers: ReadonlyMap<string, Offer>;
  readonly programmes: readonly Programme[];
  readonly imports: readonly ImportRecord[];
  readonly audits: readonly SignedAudit[];
  readonly policy: Policy;
}

/** The company as of an instant. Shipped areas are always there: none can be left out of the journey. */
export function foldCompany(events: readonly LedgerEvent[], asOf: Instant): Company {
  const areas = new Map<string, Area>(shippedAreas.map(({ area, name }) => [area, { area, name, mergedInto: null }]));
  const people = new Map<string, Person>();
  const offers = new Map<string, Offer>();
  const programmes = new Map<string, Programme>();
  const imports = new Map<string, ImportRecord>();
  const audits: SignedAudit[] = [];
  let policy = defaultPolicy;
  const retracted = retractedIds(events);
  const ordered = events
    .filter((event) => event.occurredAt <= asOf && !retracted.has(event.eventId))
    .map((event) => ({ ...event, rank: kindOf(event.type).rank }))
    .sort(compareInFoldOrder);
  for (const event of ordered) {
    switch (event.type) {
      case 'area.described':
        areas.set(event.data.area, { area: event.data.area, name: event.data.name, mergedInto: null });
        break;
      case 'area.merged': {
        const known = areas.get(event.data.area);
        if (known !== undefined) areas.set(known.area, { ...known, mergedInto: event.data.into });
        break;
      }
      case 'person.described':
        people.set(event.data.personId, {
          personId: event.data.personId,
          area: event.data.area,
          manager: event.data.manager ?? null,
          name: event.text?.name ?? null,
          // Described after they left, they work here again.
          leftAt: null,
        });
        break;
      case 'person.left': {
        const known = people.get(event.data.personId);
        if (known !== undefined) people.set(known.personId, { ...known, leftAt: event.occurredAt });
        break;
      }
      case 'offer.published':
        offers.set(event.data.offerId, event.data);
        break;
      case 'policy.set':
        policy = withSettings(policy, event.data);
        break;
      case 'programme.started': {
        const { segments, ...data } = event.data;
        const { starts = [], finishedAt = null } = programmes.get(data.programmeId) ?? {};
        const begun = [...starts, { at: event.occurredAt, segments }];
        programmes.set(data.programmeId, { ...data, starts: begun, finishedAt });
        break;
      }
      case 'programme.finished': {
        const known = programmes.get(event.data.programmeId);
        if (known !== undefined) programmes.set(known.programmeId, { ...known, finishedAt: event.occurredAt });
        break;
      }
      case 'import.finished':
        imports.set(event.data.importId, { ...event.data, at: event.occurredAt, undoneAt: null });
        break;
      case 'import.undone': {
        const known = imports.get(event.data.importId);
        if (known !== undefined) imports.set(known.importId, { ...known, undoneAt: event.occurredAt });
        break;
      }
      case 'audit.signed':
        audits.push({
          ...event.data,
          at: event.occurredAt,
          byPerson: event.data.byPerson ?? null,
          signer: event.text?.signer ?? null,
          statement: event.text?.statement ?? null,
        });
        break;
      default:
        break;
    }
  }
  return {
    areas,
    people,
    offers,
    programmes: [...programmes.values()],
    imports: [...imports.values()],
    audits,
    policy,
  };
}

function withSettings(policy: Policy, set: EventData<'policy.set'>): Policy {
  const given = said(set);
  return {
    ...policy,
    ...given,
    caseShares: { ...policy.caseShares, ...set.caseShares },
    soil: { ...policy.soil, ...said(set.soil ?? {}) },
  };
}

/** The settings that are there. */
function said<Settings extends object>(
  set: Settings,
): { [Name in keyof Settings]?: Exclude<Settings[Name], undefined> } {
  return Object.fromEntries(Object.entries(set).filter(([, value]) => value !== undefined)) as typeof set;
}

/** The area that a name stands for today, after mergers. An area nobody described stands for itself. */
export function currentArea(company: Company, area: string): string {
  const seen = new Set<string>();
  let current = area;
  for (let known = company.areas.get(current); known?.mergedInto != null; known = company.areas.get(current)) {
    if (seen.has(current)) return area;
    seen.add(current);
    current = known.mergedInto;
  }
  return current;
}

/** The name of an area for people; `customer` is called so. */
export function areaName(company: Company, area: string): string {
  return company.areas.get(area)?.name ?? (area === 'customer' ? 'the customer' : area);
}
