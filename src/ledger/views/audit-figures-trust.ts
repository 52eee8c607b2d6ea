/** The figures of an audit that are made of trust. */
import type { FigureKind } from './audit-figure-kinds.ts';
import { whereOf } from './audit-measures.ts';
import { contactMeasures } from './audit-trust.ts';

const journeyFormula =
  'for each customer the power mean of the trust in every area they dealt with, which lies near the weakest';
const wilson = 'with the 95 % interval of Wilson';
const half = '{belowHalf}::float8';

const journey: readonly FigureKind[] = [
  {
    pattern: 'journey.customers',
    source: 'journey',
    where: 'true',
    shows: 'count',
    words: 'customers with at least one settled promise',
  },
  {
    pattern: 'journey.withoutEvidence',
    source: 'customer',
    where: 'c.customer_id not in (select j.customer_id from {{journey}})',
    shows: 'count',
    words: 'customers to whom nothing that is settled was promised: not enough evidence',
  },
  {
    pattern: 'journey.median',
    source: 'journey',
    where: 'true',
    shows: 'trust',
    words: 'journey trust of the customer in the middle',
    formula: `${journeyFormula}; then the median`,
  },
  {
    pattern: 'journey.tenthPercentile',
    source: 'journey',
    where: 'true',
    shows: 'trust',
    words: 'journey trust below which one customer in ten lies',
    formula: `${journeyFormula}; then the tenth percentile`,
  },
  {
    pattern: 'journey.belowHalf',
    source: 'journey',
    where: 'true',
    shows: 'rate',
    words: 'customers with evidence, and how many of them trust the journey less than .5',
    formula: `customers below .5 divided by all with evidence; ${wilson}`,
  },
  ...(['median', 'tenthPercentile', 'belowHalf'] as const).map(
    (field): FigureKind => ({
      pattern: `journey.byRevenue.{currency}.${field}`,
      source: 'journey',
      where: 'true',
      shows: field === 'belowHalf' ? 'number' : 'trust',
      words: `journey trust weighted by what each customer paid in {currency}: ${field === 'belowHalf' ? 'the share of the money below .5' : field === 'median' ? 'the middle of the money' : 'the tenth percentile of the money'}`,
      formula: `${journeyFormula}; each customer weighs as much as they paid`,
    }),
  ),
  {
    pattern: 'journey.cleanJourney',
    source: 'promise',
    where: whereOf('settled'),
    shows: 'number',
    words: 'chance of a journey on which no area breaks a promise',
    formula: 'the forecasts of all areas with settled promises, multiplied',
  },
  {
    pattern: 'journey.neverEstablished',
    source: 'firstContact',
    where: contactMeasures.promised,
    shows: 'rate',
    words:
      'customers who were promised something that is settled, and how many of them saw the very first promise broken: trust was never established',
    formula: `customers whose first promise was broken, divided by all; ${wilson}`,
  },
  {
    pattern: 'journey.eroded',
    source: 'journey',
    where: `j.score < ${half} and not j.first_broken`,
    shows: 'count',
    words: 'customers below .5 to whom the first promise was kept: trust was there and has eroded',
  },
  {
    pattern: 'journey.areas.{area}.customers',
    source: 'areaTrust',
    where: 'e.area = {area}',
    shows: 'count',
    words: 'customers with evidence about {area}',
  },
  {
    pattern: 'journey.areas.{area}.median',
    source: 'areaTrust',
    where: 'e.area = {area}',
    shows: 'trust',
    words: 'trust in {area} of the customer in the middle',
    formula: 'the median of the trust scores',
  },
  {
    pattern: 'journey.areas.{area}.weakestFor',
    source: 'journey',
    where: 'true',
    shows: 'rate',
    words: 'customers with evidence, and for how many of them {area} is the weakest link',
    formula: `customers who trust {area} least, divided by all with evidence; ${wilson}`,
  },
  {
    pattern: 'journey.areas.{area}.dragShare',
    source: 'areaTrust',
    where: 'e.area = {area}',
    shows: 'number',
    words: 'part of the journey that {area} sets, in the mean over the customers who dealt with it',
    formula: 'the score to the power of the journey, divided by the sum over all areas of the customer',
  },
  {
    pattern: 'journey.areas.{area}.liftedMedian',
    source: 'journey',
    where: 'true',
    shows: 'trust',
    words: 'journey trust of the customer in the middle if {area} rose to the level of the next area',
    formula: 'each score of the area raised to the median of the next better area, the journeys computed again',
  },
  {
    pattern: 'consistency.acrossAreas',
    source: 'areaTrust',
    where: 'true',
    shows: 'number',
    words: 'consistency across areas: 1 when all are trusted alike, 0 when half of them fully and half not at all',
    formula: '1 − 2 × the standard deviation of the medians of the areas',
  },
];

const ofEdge = 'e.truster = {truster} and e.trustee = {trustee}';
const onEdge = 'of {truster} in {trustee}';
const relationships: readonly FigureKind[] = [
  {
    pattern: 'relationships.{truster}.{trustee}.customers',
    source: 'edge',
    where: ofEdge,
    shows: 'count',
    words: `customers with evidence on the trust ${onEdge}`,
  },
  ...(['median', 'lowerQuartile', 'upperQuartile'] as const).map(
    (field): FigureKind => ({
      pattern: `relationships.{truster}.{trustee}.${field}`,
      source: 'edge',
      where: ofEdge,
      shows: 'trust',
      words: `trust ${onEdge}: ${field === 'median' ? 'the middle' : field === 'lowerQuartile' ? 'a quarter of the customers lie below' : 'a quarter of the customers lie above'}`,
      formula: 'a quantile over the customers with evidence',
    }),
  ),
  {
    pattern: 'relationships.{truster}.{trustee}.belowHalf',
    source: 'edge',
    where: ofEdge,
    shows: 'rate',
    words: `customers with evidence on the trust ${onEdge}, and how many of them lie below .5`,
    formula: `those below .5 divided by all; ${wilson}`,
  },
  {
    pattern: 'relationships.{truster}.{trustee}.kept',
    source: 'edge',
    where: ofEdge,
    shows: 'count',
    sum: 'e.kept_count',
    words: `outcomes with something kept, ${onEdge}`,
  },
  {
    pattern: 'relationships.{truster}.{trustee}.broken',
    source: 'edge',
    where: ofEdge,
    shows: 'count',
    sum: 'e.broken_count',
    words: `outcomes with something broken, ${onEdge}`,
  },
  {
    pattern: 'relationships.{truster}.{trustee}.openPromises',
    source: 'promise',
    where: whereOf('open', 'p.to_area = {truster} and p.area = {trustee}'),
    shows: 'count',
    words: 'open promises that {trustee} owes {truster}',
  },
  {
    pattern: 'relationships.{truster}.{trustee}.openCases',
    source: 'caseEdge',
    where: 'c.truster = {truster} and c.trustee = {trustee}',
    shows: 'count',
    words: 'open cases in which {trustee} must convince {truster}',
  },
];

export const trustFigures: readonly FigureKind[] = [
  { pattern: 'scope.customers', source: 'customer', where: 'true', shows: 'count', words: 'customers' },
  ...journey,
  ...relationships,
];
