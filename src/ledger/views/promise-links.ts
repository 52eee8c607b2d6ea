/** One row per promise of the company and promise that stands behind it, with how each came out. */
import { balancePartOf } from '../../domain/promises/machine.ts';
import { promises, segmentOf } from './promises.ts';
import type { View } from './view.ts';

interface PromiseLinkRow {
  /** The promise in front. */
  readonly promise_id: string;
  readonly behind_id: string;
  /** When the one in front was made. */
  readonly made_at: string;
  /** Of the one in front. */
  readonly segment: string | null;
  readonly front_party: string;
  readonly behind_party: string;
  readonly front_completed: boolean;
  readonly front_late: boolean;
  readonly front_part: string | null;
  readonly behind_completed: boolean;
  readonly behind_late: boolean;
  readonly behind_part: string | null;
}

export const promiseLinks: View<PromiseLinkRow> = {
  table: 'promise_link',
  key: ['promise_id', 'behind_id'],
  shows: promises.shows,
  rows: (state) =>
    [...state.promises.values()].flatMap((behind) =>
      [...new Set(behind.made.data.backs)].flatMap((promiseId): PromiseLinkRow[] => {
        const front = state.promises.get(promiseId);
        if (front === undefined || front.made.data.by === 'customer') return [];
        return [
          {
            promise_id: promiseId,
            behind_id: behind.promiseId,
            made_at: front.made.occurredAt,
            segment: segmentOf(state, front),
            front_party: front.made.data.by,
            behind_party: behind.made.data.by,
            front_completed: front.completedAt !== null,
            front_late: front.completedLate,
            front_part: balancePartOf(front.state),
            behind_completed: behind.completedAt !== null,
            behind_late: behind.completedLate,
            behind_part: balancePartOf(behind.state),
          },
        ];
      }),
    ),
};
