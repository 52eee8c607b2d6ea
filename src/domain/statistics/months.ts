/** Months as whole numbers, so that they can be counted, and as `YYYY-MM`, so that they can be read. */

/** The number of a month (year × 12 + month - 1); null for text that is none. A day counts as its month. */
export function monthNumber(text: string): number | null {
  const [, year, month] = /^(\d{4})-(0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?$/.exec(text) ?? [];
  return year === undefined || month === undefined ? null : Number(year) * 12 + Number(month) - 1;
}

export function monthName(month: number): string {
  return `${String(Math.floor(month / 12)).padStart(4, '0')}-${String((month % 12) + 1).padStart(2, '0')}`;
}

/** The first day of a month, `YYYY-MM-DD`: facts of earlier days were known before it. */
export function firstDayOf(month: number): string {
  return `${monthName(month)}-01`;
}
