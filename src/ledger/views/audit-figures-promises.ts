/** The figures of an audit that are made of promises. */
import { countsOfPromises, type FigureKind, keptRate, named } from './audit-figure-kinds.ts';
import { whereOf } from './audit-measures.ts';
import { contactsSql, lateNow, linkWhere, monthSql, waited } from './audit-promises.ts';
import { lateDaysSql } from './audit-sources.ts';

const parts = named('made', 'kept', 'keptLate', 'keptBySilence', 'broken', 'released', 'open');
const completion = named('completed', 'completedInTime', 'completedLate', 'notCompleted');
const lastAgreed = named('completedInTime', 'completedLate', 'notCompleted');
const asFirst = {
  completedInTime: 'firstInTime',
  completedLate: 'firstLate',
  notCompleted: 'firstNotCompleted',
} as const;
const causes = named('cannot', 'willNot', 'didNotCare', 'unclear', 'outside', 'unsaid');

const audiences = [
  { audience: 'toCustomers', who: 'to customers ' },
  { audience: 'internal', who: 'between areas ' },
] as const;

const ofArea = 'p.area = {area}';
const inSegment = 'p.segment = {segment}';
const to = (audience: string): string => `p.audience = '${audience}'`;

const inTime =
  'declared done in time, divided by all that were declared done or should have been; with the 95 % interval of Wilson';

function punctuality(audience: 'toCustomers' | 'internal', who: string): FigureKind[] {
  const prefix = `punctuality.${audience}`;
  const rate = (
    terms: string,
    words: string,
    measuresOfAll: readonly ('completed' | 'notCompleted' | 'firstNotCompleted')[],
  ): FigureKind => ({
    pattern: `${prefix}.${terms}.inTime`,
    source: 'promise',
    where: `${to(audience)} and (${measuresOfAll.map((measure) => whereOf(measure)).join(' or ')})`,
    shows: 'rate',
    words: `promises ${who}due by now or declared done, and how many were done in time, ${words}`,
    formula: inTime,
  });
  return [
    ...countsOfPromises(`${prefix}.asFirstPromised`, who, asFirst, [to(audience)]),
    ...countsOfPromises(`${prefix}.asLastAgreed`, who, lastAgreed, [to(audience)]),
    rate('asFirstPromised', 'as first promised', ['completed', 'firstNotCompleted']),
    rate('asLastAgreed', 'as last agreed', ['completed', 'notCompleted']),
  ];
}

const byArea: readonly FigureKind[] = [
  ...countsOfPromises('byArea.{area}', 'by {area} ', { ...parts, ...completion, unbackedOpen: 'unbackedOpen' }, [
    ofArea,
  ]),
  keptRate('byArea.{area}.keptRate', 'by {area} ', [ofArea]),
  {
    ...keptRate('byArea.{area}.forecast', 'by {area} ', [ofArea]),
    shows: 'number',
    words: 'chance that the next promise by {area} is kept, from its own record drawn towards that of all areas',
    formula: 'empirical Bayes over the areas: (kept + mean × weight) / (settled + weight); a forecast, not a rate',
  },
  {
    ...keptRate('byArea.{area}.ownShare', 'by {area} ', [ofArea]),
    shows: 'number',
    words: 'share of the forecast for {area} that rests on its own record',
    formula: 'settled / (settled + weight)',
  },
  ...audiences.flatMap(({ audience, who }) => [
    ...countsOfPromises(`byArea.{area}.${audience}`, `by {area} ${who}`, { ...parts, ...lastAgreed }, [
      ofArea,
      to(audience),
    ]),
    keptRate(`byArea.{area}.${audience}.keptRate`, `by {area} ${who}`, [ofArea, to(audience)]),
  ]),
  {
    pattern: 'byArea.{area}.imposedOpen',
    source: 'imposed',
    where: ofArea,
    shows: 'count',
    words: 'open promises that bind {area}, which never agreed to its part',
  },
];

const pairs = [
  ['lateWhenLate', 'behindLate', 'fronts late when the promise behind them was late, both declared done'],
  ['lateWhenInTime', 'behindInTime', 'fronts late when the promise behind them was in time, both declared done'],
  ['failedWhenFailed', 'behindFailed', 'fronts late or broken when the promise behind them was late or broken'],
  ['failedWhenKept', 'behindKept', 'fronts late or broken when the promise behind them was kept in time'],
] as const;

const chains: readonly FigureKind[] = [
  ...pairs.map(
    ([field, measure, words]): FigureKind => ({
      pattern: `chains.{front}.{behind}.${field}`,
      source: 'link',
      where: `l.front = {front} and l.behind = {behind} and ${linkWhere(measure)}`,
      shows: 'rate',
      words: `promises of {front} with one of {behind} behind them: ${words}`,
      formula: 'those late, divided by all pairs of this kind; with the 95 % interval of Wilson',
    }),
  ),
  ...(
    [
      ['lateRatio', 'behindLate'],
      ['failedRatio', 'behindFailed'],
    ] as const
  ).map(
    ([field, measure]): FigureKind => ({
      pattern: `chains.{front}.{behind}.${field}`,
      source: 'link',
      where: `l.front = {front} and l.behind = {behind} and ${linkWhere(measure)}`,
      shows: 'number',
      words: 'times as often that {front} misses when {behind} behind it does',
      formula: 'the first share divided by the second; an association, not a cause',
    }),
  ),
];

const feedbackRows = { source: 'feedback', where: 'f.scale = {scale} and f.outcome = {outcome}' } as const;
const feedback: readonly FigureKind[] = [
  {
    ...feedbackRows,
    pattern: 'feedbackByOutcome.{scale}.{outcome}.answers',
    shows: 'count',
    words: 'answers on {scale} about promises {outcome}',
  },
  {
    ...feedbackRows,
    pattern: 'feedbackByOutcome.{scale}.{outcome}.mean',
    shows: 'number',
    words: 'mean of the answers on {scale} about promises {outcome}',
    formula: 'the sum of the answers divided by their number; the interval is 1.96 standard errors to each side',
  },
  {
    ...feedbackRows,
    pattern: 'feedbackByOutcome.{scale}.{outcome}.lowest',
    shows: 'rate',
    words: 'answers on {scale} about promises {outcome}, and how many of them gave the lowest score',
    formula: 'answers with the lowest score, divided by all; with the 95 % interval of Wilson',
  },
];

const time: readonly FigureKind[] = [
  {
    pattern: 'customersTime.promisesLate',
    source: 'promise',
    where: waited,
    shows: 'count',
    words: 'promises to customers that were declared done after they were due',
  },
  {
    pattern: 'customersTime.waitedDays',
    source: 'promise',
    where: waited,
    shows: 'days',
    sum: lateDaysSql,
    words: 'days that customers waited beyond what they were promised',
  },
  {
    pattern: 'customersTime.waitedDaysMedian',
    source: 'promise',
    where: waited,
    shows: 'days',
    words: 'days late, in the middle of all promises to customers that were late',
    formula: 'half of them waited longer, half of them less',
  },
  {
    pattern: 'customersTime.waitingNow',
    source: 'promise',
    where: lateNow,
    shows: 'count',
    words: 'promises to customers that are late and not done',
  },
  {
    pattern: 'customersTime.casesClosed',
    source: 'case',
    where: `c.state = 'closed'`,
    shows: 'count',
    words: 'cases that were closed',
  },
  {
    pattern: 'customersTime.contacts',
    source: 'case',
    where: `c.state = 'closed'`,
    shows: 'count',
    sum: contactsSql,
    words: 'tries, hand-offs and reopenings of closed cases',
  },
  {
    pattern: 'customersTime.contactsMedian',
    source: 'case',
    where: `c.state = 'closed'`,
    shows: 'number',
    words: 'tries, hand-offs and reopenings of a case in the middle of all closed ones',
    formula: 'half of the cases took more, half of them less',
  },
];

export const promiseFigures: readonly FigureKind[] = [
  ...countsOfPromises('scope', '', { promises: 'made' }),
  ...countsOfPromises('balance', '', parts),
  keptRate('keptRate.toCustomers', 'to customers ', [to('toCustomers')]),
  keptRate('keptRate.internal', 'between areas ', [to('internal')]),
  ...countsOfPromises('neverPromised', '', named('requested', 'offered', 'countered', 'declined', 'withdrawn')),
  ...countsOfPromises('byCustomers', 'by customers ', parts, [], 'theirPromise'),
  ...countsOfPromises('irregular', '', { promises: 'irregular' }),
  {
    pattern: 'irregular.moves',
    source: 'promise',
    where: 'true',
    shows: 'count',
    sum: 'p.irregular',
    words: 'moves that the life of a promise does not allow, left out of its state',
  },
  ...countsOfPromises('backing', '', named('unbackedOpen', 'imposedOpen')),
  ...countsOfPromises('backing.brokenBecause', 'to customers ', causes, [to('toCustomers')]),
  ...audiences.flatMap(({ audience, who }) => punctuality(audience, who)),
  ...byArea,
  keptRate('handOffs.{steps}.keptInTime', 'whose case was handed on {steps} times ', ['p.hand_off_step = {steps}']),
  ...countsOfPromises('bySegment.{segment}', 'in {segment} ', { promises: 'made' }, [inSegment]),
  ...countsOfPromises('bySegment.{segment}.areas.{area}', 'by {area} in {segment} ', lastAgreed, [inSegment, ofArea]),
  ...chains,
  ...feedback,
  ...time,
  keptRate('consistency.months.{month}.kept', 'made in {month} ', [`${monthSql} = ({month}::text || '-01')::date`]),
  {
    ...keptRate('consistency.months.{month}.forecast', 'made in {month} ', [
      `${monthSql} = ({month}::text || '-01')::date`,
    ]),
    shows: 'number',
    words: 'kept rate of promises made in {month}, drawn towards that of all months',
    formula: 'empirical Bayes over the months: (kept + mean × weight) / (settled + weight)',
  },
  {
    ...keptRate('consistency.inTime', ''),
    shows: 'number',
    words: 'consistency from month to month: 1 when all months are alike, 0 when half are all kept and half all broken',
    formula: '1 − 2 × the standard deviation of the monthly kept rates, each drawn towards that of all months',
  },
];
