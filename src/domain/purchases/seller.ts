/** Whose deal a purchase or a lost deal is: said with it, or known from the pitch that it came of. */
import { daysLater, type Instant } from '../instants.ts';

/** A pitch this long before a deal is not what it came of. */
const pitchDaysMax = 180;

interface Pitched {
  readonly occurredAt: Instant;
  readonly data: {
    readonly pitchId: string;
    readonly offerId?: string | undefined;
    readonly by: string;
    readonly byPerson?: string | undefined;
  };
}

interface Deal {
  readonly occurredAt: Instant;
  readonly data: { readonly pitchId?: string | undefined; readonly offerId?: string | undefined };
}

/** The pitch that a deal names, or else the last one before it, of the same offer where both name one. */
export function pitchBefore<Pitch extends Pitched>(
  { occurredAt, data }: Deal,
  pitches: readonly Pitch[],
): Pitch | null {
  if (data.pitchId !== undefined) return pitches.find((pitch) => pitch.data.pitchId === data.pitchId) ?? null;
  const earliest = daysLater(occurredAt, -pitchDaysMax);
  return pitches.reduce<Pitch | null>((last, pitch) => {
    const isBefore = pitch.occurredAt <= occurredAt && pitch.occurredAt >= earliest;
    const isSame = (pitch.data.offerId ?? data.offerId) === (data.offerId ?? pitch.data.offerId);
    return isBefore && isSame && (last === null || pitch.occurredAt >= last.occurredAt) ? pitch : last;
  }, null);
}

/** The area and the person who sold; null where nobody said. */
export function sellerOf(
  deal: { readonly by?: string | undefined; readonly byPerson?: string | undefined },
  pitch: Pitched | null,
): { readonly area: string | null; readonly person: string | null } {
  const isSaid = deal.by !== undefined || deal.byPerson !== undefined;
  const known = isSaid ? deal : (pitch?.data ?? deal);
  return { area: known.by ?? pitch?.data.by ?? null, person: known.byPerson ?? null };
}
