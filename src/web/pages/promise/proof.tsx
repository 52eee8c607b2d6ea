/** The promise's place in the hash chain, recomputed here in the browser from what the server gives out. */
import { useState } from 'react';
import { events as contract } from '../../../api/events.ts';
import type { OutputOf } from '../../../api/endpoint.ts';
import { canonicalJson, firstPreviousHash } from '../../../domain/chain.ts';
import { call } from '../../client.ts';

interface ProofProps {
  readonly customerId: string;
  readonly eventIds: readonly string[];
}

type Result =
  | { readonly kind: 'asked' }
  | { readonly kind: 'holds'; readonly links: number; readonly hash: string }
  | { readonly kind: 'wrong'; readonly why: string };

export function Proof({ customerId, eventIds }: ProofProps) {
  const [result, setResult] = useState<Result | null>(null);
  const verify = () => {
    setResult({ kind: 'asked' });
    verifyStream(customerId, eventIds).then(setResult, (error: Error) =>
      setResult({ kind: 'wrong', why: error.message }),
    );
  };
  return (
    <section className="proof">
      <h2>Proof</h2>
      <p className="quiet">
        {eventIds.length === 1
          ? 'One event of this promise is a link'
          : `${eventIds.length} events of this promise are links`}{' '}
        of this customer’s chain. Change one, and every later link comes out otherwise.
      </p>
      <button type="button" onClick={verify} disabled={result?.kind === 'asked'}>
        Verify in this browser
      </button>
      <div role="status">
        {result?.kind === 'holds' && (
          <p>
            ✓ All {result.links} links hold. Head: <code>{result.hash.slice(0, 16)}…</code>
          </p>
        )}
        {result?.kind === 'wrong' && <p className="bad">✕ {result.why}</p>}
      </div>
    </section>
  );
}

/** Computes every link of the stream from the first on, and compares. */
async function verifyStream(customerId: string, eventIds: readonly string[]): Promise<Result> {
  let previous = firstPreviousHash;
  let links = 0;
  const missing = new Set(eventIds);
  let cursor: string | undefined;
  do {
    const page: OutputOf<typeof contract.list> = await call(contract.list, {
      customer: customerId,
      limit: 500,
      ...(cursor !== undefined && { cursor }),
    });
    for (const event of page.events) {
      previous = await linkOf(event, previous);
      links += 1;
      missing.delete(event.eventId);
      if (previous !== event.hash)
        return { kind: 'wrong', why: `Event ${event.revision} was changed: its link differs` };
    }
    cursor = page.next ?? undefined;
  } while (cursor !== undefined);
  if (missing.size > 0)
    return { kind: 'wrong', why: `${missing.size} of the events of this promise are not in the chain` };
  return { kind: 'holds', links, hash: previous };
}

type Event = OutputOf<typeof contract.list>['events'][number];

async function linkOf(event: Event, previousHash: string): Promise<string> {
  const { hash: _, sentence: __, text: ___, ...kept } = event;
  const bytes = new TextEncoder().encode(canonicalJson({ ...kept, previousHash }));
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  return [...digest].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
