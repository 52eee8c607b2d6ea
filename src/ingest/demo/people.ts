/** Who works at the demo company. The names are invented. */

interface Person {
  readonly personId: string;
  readonly area: string;
  readonly name: string;
}

const namesByArea: Readonly<Record<string, readonly string[]>> = {
  marketing: ['Flora Morgenglanz', 'Timo Sonnenplakat'],
  sales: ['Ronja Tauwetter', 'Kuno Handschlag', 'Mila Kaltblum', 'Jasper Nordwindt', 'Edda Federleicht'],
  operations: [
    'Hagen Schraubental',
    'Wanda Kältebach',
    'Ole Zapfenstreich',
    'Nuri Frostmann',
    'Britta Dichtung',
    'Sami Lötzinn',
  ],
  distribution: ['Greta Rollfeld', 'Pavel Palettke', 'Ingo Fernstrass', 'Dora Laderampe'],
  accounting: ['Theo Zahlengrund', 'Lotte Kommafehl', 'Emil Belegsam'],
  'customer-service': ['Ayla Hörtzu', 'Bruno Geduldig', 'Smilla Rückruf', 'Karim Sanftmut', 'Pia Freundlieb'],
};

/** Everybody who works in an area; the first one leads it. */
export const people: readonly Person[] = Object.entries(namesByArea).flatMap(([area, names]) =>
  names.map((name, index) => ({ personId: `per_${area}-${index + 1}`, area, name })),
);

/** The ids of the people of an area; none for the customer. */
export function peopleOf(area: string): readonly string[] {
  return people.filter((person) => person.area === area).map(({ personId }) => personId);
}
