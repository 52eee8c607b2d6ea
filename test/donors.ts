/** The 11,104 donors of Fader, Hardie and Shang (2010) as facts for a ledger: a first gift in 1995, then six years. */

/** Years with a gift, the last of them, and how many donors. */
const cells = [
  [0, 0, 3464],
  [1, 1, 1091],
  [1, 2, 277],
  [1, 3, 129],
  [1, 4, 78],
  [1, 5, 119],
  [1, 6, 129],
  [2, 2, 613],
  [2, 3, 255],
  [2, 4, 155],
  [2, 5, 173],
  [2, 6, 234],
  [3, 3, 322],
  [3, 4, 181],
  [3, 5, 225],
  [3, 6, 357],
  [4, 4, 240],
  [4, 5, 284],
  [4, 6, 512],
  [5, 5, 335],
  [5, 6, 728],
  [6, 6, 1203],
] as const;

/** Every gift of every donor, by the month of the donor. */
export function donations() {
  let donor = 0;
  return cells.flatMap(([gifts, last, donors]) =>
    Array.from({ length: donors }, () => {
      donor += 1;
      const years = gifts === 0 ? [0] : [0, ...between(gifts - 1, last, donor), last];
      return years.map((year, number) => gift(donor, year, number));
    }).flat(),
  );
}

/** Which of the years before the last were with a gift was not published: each donor begins with another. */
function between(gifts: number, last: number, donor: number): readonly number[] {
  return Array.from({ length: gifts }, (_, index) => ((donor + index) % (last - 1)) + 1);
}

function gift(donor: number, year: number, number: number) {
  const month = String((donor % 12) + 1).padStart(2, '0');
  return {
    type: 'purchase.made' as const,
    customerId: `cus_${String(donor).padStart(5, '0')}`,
    occurredAt: `${1995 + year}-${month}-15T12:00:00Z`,
    sourceId: `gift ${number}`,
    fields: { purchaseId: `pur_${donor}-${number}`, amount: 2500, currency: 'USD' },
  };
}
