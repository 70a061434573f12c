import { mrrOf, ownChanges } from './mrr.ts';
import type { Subscription } from './subscription.ts';

/** What a subscription was from a moment on, until the next is known. */
export interface Snapshot {
  readonly at: Date;
  readonly subscription: Subscription;
}

/** From this moment on a subscription has this MRR. */
export interface MrrChange {
  readonly subscriptionId: string;
  readonly at: Date;
  /** Minor unit, whole. */
  readonly mrr: number;
}

/**
 * How the MRR of one subscription went, and will go if nothing else happens: changes only, in order.
 *
 * @param snapshots in any order; of those of one moment the last counts
 */
export const toTimeline = (snapshots: readonly Snapshot[]): MrrChange[] => {
  const known = snapshots.toSorted((a, b) => a.at.getTime() - b.at.getTime());
  const changes: MrrChange[] = [];
  let mrr = 0;
  for (const [index, { at, subscription }] of known.entries()) {
    const until = known[index + 1]?.at.getTime() ?? Number.POSITIVE_INFINITY;
    const moments = [at, ...ownChanges(subscription)]
      .map((moment) => moment.getTime())
      .filter((moment) => moment >= at.getTime() && moment < until);
    for (const moment of [...new Set(moments)].sort((a, b) => a - b)) {
      const next = mrrOf(subscription, new Date(moment));
      if (next === mrr) continue;
      changes.push({ subscriptionId: subscription.id, at: new Date(moment), mrr: next });
      mrr = next;
    }
  }
  return changes;
};
