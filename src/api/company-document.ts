/** The company as a document: its areas, people and offers, and what it decided in the open. */
import type * as z from 'zod';
import { type Block, count, day, type Document, duration, part, type Row } from '../documents/document.ts';
import type { CompanyView } from './company-view.ts';

type Company = z.output<typeof CompanyView>;

const secondsPerDay = 86_400;

/** Areas, people, offers and the policy. */
export function companyDocument(company: Company): Document {
  return {
    title: 'The company',
    subtitle: 'What it decides in the open. A later policy does not rewrite what was promised before it',
    blocks: [areas(company), people(company), offers(company), ...policy(company)],
  };
}

function areas({ areas: known, people: staff }: Company): Block {
  const nameOf = new Map(known.map(({ area, name }) => [area, name]));
  return {
    kind: 'table',
    name: 'areas',
    caption: 'Areas. None can be left out of the journey; one that was merged counts as part of another.',
    columns: ['Area', 'Short name', 'People', 'Part of'],
    rows: known.map(({ area, name, mergedInto }) => [
      name,
      area,
      count(staff.filter((person) => person.area === area).length),
      mergedInto === null ? '' : (nameOf.get(mergedInto) ?? mergedInto),
    ]),
    empty: 'There is no area.',
  };
}

function people({ people: known, areas: areasKnown }: Company): Block {
  const nameOf = new Map(areasKnown.map(({ area, name }) => [area, name]));
  return {
    kind: 'table',
    name: 'people',
    caption: 'People, each with one area and one manager',
    columns: ['Person', 'Id', 'Area', 'Manager', 'Left'],
    rows: known.map(({ personId, name, area, manager, leftAt }) => [
      name ?? 'name not known',
      personId,
      nameOf.get(area) ?? area,
      manager ?? '',
      leftAt === null ? '' : day(leftAt.slice(0, 10)),
    ]),
    empty: 'Nobody was added yet: troth add-person per_kim --area sales --name "Kim Berg"',
  };
}

function offers({ offers: known }: Company): Block {
  const rows = known.flatMap(({ name, claims }): Row[] => claims.map(({ words, area }) => [name, words, area]));
  return {
    kind: 'table',
    name: 'claims',
    caption: 'What our offers claim. Each claim is a standing promise of its area.',
    columns: ['Offer', 'Claim', 'Area'],
    rows,
    empty: 'No offer was published yet.',
  };
}

function policy({ policy: known }: Company): readonly Block[] {
  const days = (number: number) => duration(number * secondsPerDay);
  const { trust, soil } = known;
  return [
    { kind: 'heading', level: 2, text: 'Policy' },
    {
      kind: 'facts',
      rows: [
        { label: 'Time zone', value: known.zone },
        { label: 'Currency', value: known.currency },
        { label: 'Grace', value: days(known.graceDays), note: 'after the due time, before a promise counts as broken' },
        { label: 'Silence', value: days(known.silenceDays), note: 'after which what was declared done counts as kept' },
        { label: 'Recovery', value: days(known.recoveryDays), note: 'in which a repair can be promised' },
        { label: 'Left', value: days(known.leftAfterDays), note: 'without a purchase, after one' },
        { label: 'Willingness to trust', value: String(trust.willingness), note: 'trust before any promise was kept' },
        { label: 'Loss aversion', value: String(trust.lossAversion), note: 'how much more a broken promise weighs' },
        {
          label: 'Good fades by half in',
          value: days(trust.halfLifeDays),
          note: `of silence, after ${trust.graceDays} days of it`,
        },
        {
          label: 'Asks at most',
          value: String(soil.asksMax),
          note: `of one contact in ${soil.askPeriodDays} days, pitches among them`,
        },
        { label: 'Rest after an ask', value: days(soil.restAfterAskDays) },
        { label: 'Rest after a breach', value: days(soil.restAfterBreachDays) },
        { label: 'Gifts for each ask', value: String(soil.giftsPerAsk), note: 'given unasked, over a year' },
        { label: 'The same offer again', value: days(soil.rotationDays), note: 'after it was last put to a customer' },
        {
          label: 'Margin',
          value: part(known.marginShare),
          note: 'of a sale, after its costs: what lifetime value counts',
        },
        { label: 'Later money', value: part(known.discountYearly), note: 'worth less for each year it comes later' },
        { label: 'Lifetime value looks', value: `${known.valueYears} years ahead` },
      ],
    },
    {
      kind: 'table',
      name: 'case-shares',
      caption: 'Whose burden a case is, by its nature',
      columns: ['Nature', 'Area', 'Share'],
      rows: Object.entries(known.caseShares).flatMap(([nature, shares]) =>
        Object.entries(shares).map(([area, ofOne]): Row => [nature, area, part(ofOne)]),
      ),
      empty: 'Every case is shared by Operations and Customer Service.',
    },
  ];
}
