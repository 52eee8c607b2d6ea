/** A trust number that opens its explanation on the same page. */
import type * as z from 'zod';
import type { ReactNode } from 'react';
import type { EdgeView } from '../../../api/customer-views.ts';
import { formatTrust, formatTrustChange } from '../../../documents/format.ts';
import { useAddress } from '../../address.ts';

export type Relationship = z.output<typeof EdgeView>;

/** What is said of a relationship in one sentence. */
export function sentenceOf(edge: Relationship): string {
  const { trusterName, trusteeName, outcomes, score, low, high } = edge;
  const whose = `Trust of ${trusterName} in ${trusteeName}`;
  if (outcomes === 0) return `${whose}: not known yet, ${formatTrust(score)} is the benefit of the doubt`;
  const burdens = edge.openBurdens === 0 ? '' : `; ${trusteeName} owes a proof`;
  return `${whose}: ${formatTrust(score)} (${formatTrust(low)}–${formatTrust(high)}, ${edge.kept} kept, ${edge.broken} broken), ${trendOf(edge)}${burdens}`;
}

/** Changes smaller than this are none. */
const changeMin = 0.005;

/** Where trust went in ninety days. */
export function shortTrendOf({ change }: Pick<Relationship, 'change'>): string {
  if (change === null) return '–';
  return Math.abs(change) < changeMin ? 'steady' : formatTrustChange(change);
}

/** Where trust went, in words. */
export function trendOf(edge: Pick<Relationship, 'change'>): string {
  return edge.change === null ? 'no trend yet' : `${shortTrendOf(edge)} in 90 days`;
}

/** Whether trust is surely above a half, surely below it, or neither: only what is known has a tone. */
export function toneOf({ outcomes, low, high }: Relationship): 'good' | 'bad' | 'open' | 'unknown' {
  if (outcomes === 0) return 'unknown';
  return low > 0.5 ? 'good' : high < 0.5 ? 'bad' : 'open';
}

/** How the address opens an explanation: as a step, so that Back closes it. */
export function useExplain(): (edge: Pick<Relationship, 'truster' | 'trustee'>) => void {
  const [, change] = useAddress();
  return ({ truster, trustee }) => change({ trust: `${truster}~${trustee}` }, true);
}

export function TrustLink({ edge, children }: { readonly edge: Relationship; readonly children: ReactNode }) {
  const explain = useExplain();
  return (
    <button type="button" className="plain" aria-label={`${sentenceOf(edge)}. Explain`} onClick={() => explain(edge)}>
      {children}
    </button>
  );
}
