/** The whack-a-mole board: causes that went down, that came up, that came back after they were fixed, and surprises. */
import type { ReactNode } from 'react';
import type { AuditReport } from '../../../api/audit-report.ts';
import {
  formatCount,
  formatKey,
  formatMonth,
  formatNumber,
  formatPart,
  formatPartRange,
} from '../../../documents/format.ts';
import { FigureLink } from '../../parts/figure-link.tsx';
import { When } from '../../parts/when.tsx';

type Recurrence = AuditReport['recurrence'];
type Filters = Readonly<Record<string, string>>;

/** Cards of a column at most; the tables below have the rest. */
const cardsMax = 6;

export function Board({ report }: { readonly report: AuditReport }) {
  const { recurrence, scope } = report;
  const { topics, reopening, surprises } = recurrence;
  const { filters } = scope;
  const down = topics.filter(({ change }) => change < 0);
  const up = topics.filter(({ change }) => change > 0);
  return (
    <section aria-labelledby="board">
      <h2 id="board">Whack-a-mole</h2>
      <p className="subtitle">
        <Displaced recurrence={recurrence} filters={filters} /> The earlier window is from{' '}
        <When at={recurrence.windows.before} /> to <When at={recurrence.windows.middle} />, the later one until{' '}
        <When at={recurrence.windows.end} />.
      </p>
      <div className="board">
        <Column title="Went down" empty="No cause went down.">
          {down.map((topic) => (
            <TopicCard key={topic.topic} topic={topic} filters={filters}>
              {' '}
              The last time: <When at={topic.lastAt} />.
            </TopicCard>
          ))}
        </Column>
        <Column title="Came up" empty="No cause came up.">
          {up.map((topic) => (
            <TopicCard key={topic.topic} topic={topic} filters={filters}>
              {topic.firstAfterAt !== null && (
                <>
                  {' '}
                  Since <When at={topic.firstAfterAt} />.
                </>
              )}
            </TopicCard>
          ))}
        </Column>
        <Column title="Back after it was fixed" empty="Nothing came back.">
          {reopening.topics.map(({ figure, topic, times, quietFrom, reopenedAt }) => (
            <Card key={topic} title={formatKey(topic)}>
              <p>
                <FigureLink name={`${figure}.times`} filters={filters}>
                  {times === 1 ? 'once' : `${formatCount(times)} times`}
                </FigureLink>{' '}
                quiet for 60 days and up again
              </p>
              <small>
                The last time quiet from <When at={quietFrom} />, up again <When at={reopenedAt} />.
              </small>
            </Card>
          ))}
        </Column>
        <Column title="Surprises" empty="Nothing came up that the months before do not explain.">
          {surprises.map(({ figure, areaName, topic, count, expected, byChance }) => (
            <Card key={figure} title={`${areaName}: ${formatKey(topic)}`}>
              <p>
                {formatNumber(expected, 1)} usual →{' '}
                <FigureLink name={`${figure}.count`} filters={filters}>
                  {formatCount(count)}
                </FigureLink>{' '}
                in {recurrence.month === null ? 'the last full month' : formatMonth(recurrence.month)}
              </p>
              <small>By chance in {formatPart(byChance)} of such months, all topics watched taken together.</small>
            </Card>
          ))}
        </Column>
      </div>
    </section>
  );
}

function Displaced({ recurrence, filters }: { readonly recurrence: Recurrence; readonly filters: Filters }) {
  const { increases, decreases, ratio } = recurrence.displacement;
  if (ratio === null) return <>Nothing went down, so nothing moved elsewhere.</>;
  return (
    <>
      Causes fell by {formatCount(decreases)} and others rose by {formatCount(increases)}:{' '}
      <FigureLink name="recurrence.displacement.ratio" filters={filters}>
        {formatPart(ratio)} moved elsewhere
      </FigureLink>
      .
    </>
  );
}

interface ColumnProps {
  readonly title: string;
  readonly empty: string;
  readonly children: readonly ReactNode[];
}

function Column({ title, empty, children }: ColumnProps) {
  return (
    <section aria-label={title}>
      <h3>
        {title} <span className="count">{children.length}</span>
      </h3>
      {children.length === 0 && <p className="quiet">{empty}</p>}
      <ul className="board-cards">{children.slice(0, cardsMax)}</ul>
      {children.length > cardsMax && <p className="quiet">{children.length - cardsMax} more in the tables below.</p>}
    </section>
  );
}

function Card({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <li className="card">
      <b>{title}</b>
      {children}
    </li>
  );
}

interface TopicProps {
  readonly topic: Recurrence['topics'][number];
  readonly filters: Filters;
  readonly children: ReactNode;
}

function TopicCard({ topic: { figure, topic, before, after, later }, filters, children }: TopicProps) {
  return (
    <Card title={formatKey(topic)}>
      <p>
        <FigureLink name={`${figure}.before`} filters={filters}>
          {formatCount(before)}
        </FigureLink>{' '}
        →{' '}
        <FigureLink name={`${figure}.after`} filters={filters}>
          {formatCount(after)}
        </FigureLink>{' '}
        {later.low <= 0.5 && later.high >= 0.5 ? 'may be chance' : 'more than chance'}
      </p>
      <small>
        {formatPart(later.rate ?? 0)} of both in the later window ({formatPartRange(later.low, later.high)}, n ={' '}
        {later.n.toLocaleString()}).{children}
      </small>
    </Card>
  );
}
