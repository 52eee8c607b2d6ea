/** The figures of an audit by step of the process, of customers' time by area, and of the spread over customers. */
import { countsOfPromises, type FigureKind, keptRate, named } from './audit-figure-kinds.ts';
import { contactsSql, lateNow, waited } from './audit-promises.ts';
import { lateDaysSql } from './audit-sources.ts';
import { binSql, caseDaysSql, outcomesMin } from './audit-steps.ts';

const atStep = ['p.area = {area}', 'p.step = {step}'];
const who = 'by {area} at the step “{step}” ';

const steps: readonly FigureKind[] = [
  ...countsOfPromises('byStep.{area}.{step}', who, named('made', 'broken'), atStep),
  keptRate('byStep.{area}.{step}.keptRate', who, atStep),
  {
    pattern: 'byStep.{area}.{step}.customers',
    source: 'stepTrust',
    where: 'e.area = {area} and e.step = {step}',
    shows: 'count',
    words: 'customers with evidence about {area} at the step “{step}”',
  },
  {
    pattern: 'byStep.{area}.{step}.median',
    source: 'stepTrust',
    where: 'e.area = {area} and e.step = {step}',
    shows: 'trust',
    words: 'trust in {area} at the step “{step}” of the customer in the middle',
    formula: 'the score of the promises at this step alone, customer by customer; then the median',
  },
  {
    pattern: 'byStep.{area}.{step}.promisesLate',
    source: 'promise',
    where: [...atStep, waited].join(' and '),
    shows: 'count',
    words: 'promises to customers by {area} at the step “{step}” that were declared done after they were due',
  },
  {
    pattern: 'byStep.{area}.{step}.waitedDays',
    source: 'promise',
    where: [...atStep, waited].join(' and '),
    shows: 'days',
    sum: lateDaysSql,
    words: 'days that customers waited beyond what {area} promised at the step “{step}”',
  },
];

const late = `p.area = {area} and ${waited}`;
const closed = `c.state = 'closed' and c.area = {area}`;
const middle = 'half of them took longer, half of them less';
const time: readonly FigureKind[] = [
  {
    pattern: 'customersTime.byArea.{area}.promisesLate',
    source: 'promise',
    where: late,
    shows: 'count',
    words: 'promises to customers by {area} that were declared done after they were due',
  },
  {
    pattern: 'customersTime.byArea.{area}.waitedDays',
    source: 'promise',
    where: late,
    shows: 'days',
    sum: lateDaysSql,
    words: 'days that customers waited beyond what {area} promised them',
  },
  {
    pattern: 'customersTime.byArea.{area}.waitedDaysMedian',
    source: 'promise',
    where: late,
    shows: 'days',
    words: 'days late, in the middle of all promises to customers by {area} that were late',
    formula: middle,
  },
  {
    pattern: 'customersTime.byArea.{area}.waitingNow',
    source: 'promise',
    where: `p.area = {area} and ${lateNow}`,
    shows: 'count',
    words: 'promises to customers by {area} that are late and not done',
  },
  {
    pattern: 'customersTime.byArea.{area}.casesClosed',
    source: 'case',
    where: closed,
    shows: 'count',
    words: 'closed cases of which {area} bears the most',
  },
  {
    pattern: 'customersTime.byArea.{area}.caseDays',
    source: 'case',
    where: closed,
    shows: 'days',
    sum: caseDaysSql,
    words: 'days from opening to closing of cases of which {area} bears the most',
  },
  {
    pattern: 'customersTime.byArea.{area}.caseDaysMedian',
    source: 'case',
    where: closed,
    shows: 'days',
    words: 'days from opening to closing, in the middle of the closed cases of which {area} bears the most',
    formula: middle,
  },
  {
    pattern: 'customersTime.byArea.{area}.contacts',
    source: 'case',
    where: closed,
    shows: 'count',
    sum: contactsSql,
    words: 'tries, hand-offs and reopenings of closed cases of which {area} bears the most',
  },
];

/** A spread: who is in it, its quartiles, and each part of the scale. */
function spread(prefix: string, rows: Pick<FigureKind, 'source' | 'where'>, score: string, words: string) {
  const outcomes = rows.source === 'edge' ? 'e.kept_count + e.broken_count' : 'j.outcomes';
  const quartiles = [
    ['lowerQuartile', 'a quarter of the customers lie below'],
    ['median', 'half of the customers lie below'],
    ['upperQuartile', 'a quarter of the customers lie above'],
  ] as const;
  const inBin = `${rows.where} and (${binSql(score)})::text = {bin}`;
  return [
    { ...rows, pattern: `${prefix}.customers`, shows: 'count', words: `customers with evidence on ${words}` },
    {
      ...rows,
      pattern: `${prefix}.thin`,
      where: `${rows.where} and ${outcomes} < ${outcomesMin}`,
      shows: 'count',
      words: `customers of whom fewer than five outcomes are known, so that ${words} says little yet`,
    },
    ...quartiles.map(
      ([field, below]): FigureKind => ({
        ...rows,
        pattern: `${prefix}.${field}`,
        shows: 'trust',
        words: `${words}: ${below}`,
        formula: 'a quantile over the customers with evidence',
      }),
    ),
    {
      ...rows,
      pattern: `${prefix}.bins.{bin}.customers`,
      where: inBin,
      shows: 'count',
      words: `customers in the part of the scale that begins at {bin} tenths, by ${words}`,
    },
    {
      ...rows,
      pattern: `${prefix}.bins.{bin}.thin`,
      where: `${inBin} and ${outcomes} < ${outcomesMin}`,
      shows: 'count',
      words: `customers in the part of the scale that begins at {bin} tenths, by ${words}, of whom fewer than five outcomes are known`,
    },
  ] satisfies readonly FigureKind[];
}

const onEdge = { source: 'edge', where: 'e.truster = {truster} and e.trustee = {trustee}' } as const;

const nature = '{nature}';
const burdens: readonly FigureKind[] = [
  { pattern: 'caseBurdens.cases', source: 'case', where: 'true', shows: 'count', words: 'cases' },
  {
    pattern: 'caseBurdens.areas.{area}.weight',
    source: 'caseShare',
    where: 's.area = {area}',
    shows: 'number',
    sum: 's.share',
    words: 'cases that {area} bears, one that it bears in part counted by its share',
  },
  {
    pattern: 'caseBurdens.natures.{nature}.cases',
    source: 'case',
    where: `c.nature = ${nature}`,
    shows: 'count',
    words: 'cases of the kind “{nature}”',
  },
  {
    pattern: 'caseBurdens.natures.{nature}.open',
    source: 'case',
    where: `c.nature = ${nature} and c.state = 'open'`,
    shows: 'count',
    words: 'open cases of the kind “{nature}”',
  },
  {
    pattern: 'caseBurdens.natures.{nature}.areas.{area}.weight',
    source: 'caseShare',
    where: `s.nature = ${nature} and s.area = {area}`,
    shows: 'number',
    sum: 's.share',
    words: 'cases of the kind “{nature}” that {area} bears, one that it bears in part counted by its share',
  },
];

export const stepFigures: readonly FigureKind[] = [
  ...steps,
  ...time,
  ...burdens,
  ...spread('spread.journey', { source: 'journey', where: 'true' }, 'j.score', 'trust in the whole journey'),
  ...spread(
    'spread.weakest',
    { source: 'journey', where: 'true' },
    'j.lowest',
    'trust in the weakest area of the journey',
  ),
  ...spread('spread.{truster}.{trustee}', onEdge, 'e.score', 'the trust of {truster} in {trustee}'),
];
