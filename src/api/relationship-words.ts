/** What can honestly be answered today to the one who must be convinced, in plain words. */
import { formatCount, formatPart } from '../documents/format.ts';
import type { AuditReport } from './audit-report.ts';
import { casesMin } from './audit-values.ts';

export type RelationshipOfAudit = AuditReport['relationships'][number];

/** One or two sentences that rest on the figures of the relationship; below five cases they say so. */
export function honestAnswer(edge: RelationshipOfAudit): string {
  const settled = edge.kept + edge.broken;
  const open = openWords(edge);
  if (settled === 0) return `There is no proof yet: nothing that was promised here is settled.${open}`;
  if (settled < casesMin) {
    return `Too early to say: ${formatCount(edge.kept)} of ${formatCount(settled)} settled promises were kept.${open}`;
  }
  const record = `${formatCount(edge.kept)} of ${formatCount(settled)} settled promises were kept (${formatPart(edge.kept / settled)})`;
  const { rate, n } = edge.belowHalf;
  const doubt =
    rate === null || n < casesMin
      ? ''
      : rate === 0
        ? ' No customer is below .5.'
        : ` ${formatPart(rate)} of ${formatCount(n)} customers are below .5.`;
  return edge.broken === 0 ? `Yes, so far: ${record}.${doubt}${open}` : `Not always: ${record}.${doubt}${open}`;
}

function openWords({ openPromises, openCases }: RelationshipOfAudit): string {
  const parts = [
    openPromises === 0 ? '' : `${formatCount(openPromises)} open ${openPromises === 1 ? 'promise' : 'promises'}`,
    openCases === 0 ? '' : `${formatCount(openCases)} open ${openCases === 1 ? 'case' : 'cases'}`,
  ].filter((part) => part !== '');
  return parts.length === 0 ? '' : ` Still owed: ${parts.join(' and ')}.`;
}
