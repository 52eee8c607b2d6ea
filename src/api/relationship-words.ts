/** What can honestly be answered today to the one who must be convinced, in plain words. */
import { formatCount, formatPart, formatPartRange } from '../documents/format.ts';
import { wilsonInterval } from '../domain/statistics/wilson-interval.ts';
import type { AuditReport } from './audit-report.ts';
import { casesMin } from './audit-values.ts';

export type RelationshipOfAudit = AuditReport['relationships'][number];

/** One or two sentences that rest on the figures of the relationship; below five cases they say so. */
export function honestAnswer(edge: RelationshipOfAudit): string {
  const settled = edge.kept + edge.broken;
  const open = openWords(edge);
  if (settled === 0) return `There is no proof yet: nothing that is owed here is settled.${open}`;
  const record = `what was owed here was kept ${formatCount(edge.kept)} of ${formatCount(settled)} times`;
  if (settled < casesMin) return `Too early to say: ${record}.${open}`;
  const { low, high } = wilsonInterval(edge.kept, settled);
  const share = `${formatPart(edge.kept / settled)}, ${formatPartRange(low, high)}`;
  const { rate, n } = edge.belowHalf;
  const doubt =
    rate === null || n < casesMin
      ? ''
      : rate === 0
        ? ' No customer is below .5.'
        : ` ${formatPart(rate)} of ${formatCount(n)} customers are below .5.`;
  const verdict = edge.broken === 0 ? 'Yes, so far' : edge.kept === 0 ? 'No' : 'Not always';
  return `${verdict}: ${record} (${share}).${doubt}${open}`;
}

function openWords({ openPromises, openCases }: RelationshipOfAudit): string {
  const parts = [
    openPromises === 0 ? '' : `${formatCount(openPromises)} open ${openPromises === 1 ? 'promise' : 'promises'}`,
    openCases === 0 ? '' : `${formatCount(openCases)} open ${openCases === 1 ? 'case' : 'cases'}`,
  ].filter((part) => part !== '');
  return parts.length === 0 ? '' : ` Still owed: ${parts.join(' and ')}.`;
}
