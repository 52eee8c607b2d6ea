/** The figures of an audit about things going wrong again. */
import type { FigureKind } from './audit-figure-kinds.ts';
import { whereOf } from './audit-measures.ts';
import { hasTopic, inLastMonth, isAfter, isBefore } from './audit-recurrence.ts';

const topic = 'b.topic = {topic}';
export const recurrenceFigures: readonly FigureKind[] = [
  {
    pattern: 'recurrence.topics.{topic}.before',
    source: 'breach',
    where: `${topic} and ${isBefore}`,
    shows: 'count',
    words: 'breaches and cases about “{topic}” in the earlier window',
  },
  {
    pattern: 'recurrence.topics.{topic}.after',
    source: 'breach',
    where: `${topic} and ${isAfter}`,
    shows: 'count',
    words: 'breaches and cases about “{topic}” in the later window',
  },
  {
    pattern: 'recurrence.topics.{topic}.change',
    source: 'breach',
    where: `${topic} and b.at >= {before}::timestamptz and b.at < {end}::timestamptz`,
    shows: 'number',
    words: 'change of “{topic}” from the earlier window to the later',
    formula: 'the later count less the earlier',
  },
  {
    pattern: 'recurrence.topics.{topic}.later',
    source: 'breach',
    where: `${topic} and b.at >= {before}::timestamptz and b.at < {end}::timestamptz`,
    shows: 'rate',
    words: 'breaches and cases about “{topic}” in both windows, and how many of them came up in the later',
    formula: 'the later count divided by both; half of it where nothing changed; with the 95 % interval of Wilson',
  },
  {
    pattern: 'recurrence.reopening.topics.{topic}.times',
    source: 'silence',
    where: 'q.topic = {topic} and q.ended_at is not null',
    shows: 'count',
    words: 'times that “{topic}” came up again after it was quiet for 60 days',
  },
  ...(
    [
      ['increases', 'what rose, topic by topic'],
      ['decreases', 'what fell, topic by topic'],
      ['change', 'what rose less what fell'],
      ['ratio', 'part of what fell that came up under another topic: 1 is whack-a-mole, 0 a real fix'],
    ] as const
  ).map(
    ([field, words]): FigureKind => ({
      pattern: `recurrence.displacement.${field}`,
      source: 'breach',
      where: `${hasTopic} and b.at >= {before}::timestamptz`,
      shows: 'number',
      words,
      formula: 'for each topic the later count less the earlier; rises and falls are added up apart',
    }),
  ),
  {
    pattern: 'recurrence.reopening.fixed',
    source: 'silence',
    where: 'true',
    shows: 'count',
    words: 'times that a topic came up and then was quiet for 60 days, which counts as fixed',
  },
  {
    pattern: 'recurrence.reopening.reopened',
    source: 'silence',
    where: 'q.ended_at is not null',
    shows: 'count',
    words: 'times that a topic came up again after it was quiet for 60 days',
  },
  {
    pattern: 'recurrence.reopening.within90Days',
    source: 'silence',
    where: 'true',
    shows: 'number',
    words: 'share of fixes that came up again within 90 days',
    formula:
      'Kaplan–Meier over the fixes, those still quiet counted for as long as they have been; interval of Greenwood',
  },
  {
    pattern: 'recurrence.surprises.{area}.{topic}.count',
    source: 'breach',
    where: `b.area = {area} and ${topic} and ${inLastMonth}`,
    shows: 'count',
    words: 'breaches and cases of {area} about “{topic}” in the last full month',
  },
  ...(
    [
      ['expected', 'mean per month of {area} about “{topic}” in the months before'],
      ['surprise', 'surprise at {area} and “{topic}”: each point is ten times harder to explain by chance'],
      [
        'byChance',
        'chance of such a month of {area} about “{topic}”, with all topics that are watched taken into account',
      ],
    ] as const
  ).map(
    ([field, words]): FigureKind => ({
      pattern: `recurrence.surprises.{area}.{topic}.${field}`,
      source: 'breach',
      where: `b.area = {area} and ${topic} and b.at >= {start}::timestamptz and b.at < {monthEnd}::timestamptz`,
      shows: 'number',
      words,
      formula:
        field === 'byChance'
          ? 'the chance behind the surprise, adjusted after Benjamini and Hochberg'
          : 'gamma-Poisson: the last full month against the months before',
    }),
  ),
  ...(['alarms', 'usualRate'] as const).map(
    (field): FigureKind => ({
      pattern: `recurrence.signals.{area}.${field}`,
      source: 'promise',
      where: whereOf('settled', 'p.area = {area}'),
      shows: 'number',
      words:
        field === 'alarms'
          ? 'times that {area} was found to break more promises than usual'
          : 'usual share of promises by {area} that are not kept in time',
      formula:
        field === 'alarms'
          ? 'Bernoulli CUSUM over the outcomes one by one, limit 3.5, against twice the usual rate'
          : 'empirical Bayes over the first half of the outcomes of each area',
    }),
  ),
];
