import type { MovementKind } from '@taffrail/contract';
import type { MrrChange } from './timeline.ts';

/** A customer's MRR went from `before` to `after`; the amount is the difference. */
export interface Movement {
  readonly at: Date;
  readonly kind: MovementKind;
  /** Minor unit, whole; negative for contraction and churn. */
  readonly amount: number;
  readonly before: number;
  readonly after: number;
}

const kindOf = (before: number, after: number, hasPaid: boolean): MovementKind => {
  if (before === 0) return hasPaid ? 'reactivation' : 'new';
  if (after === 0) return 'churn';
  return after > before ? 'expansion' : 'contraction';
};

/**
 * The movements of one customer, out of the timelines of its subscriptions. What happens in one
 * moment is one movement: a plan that ends as another begins is an expansion or a contraction.
 */
export const toMovements = (changes: readonly MrrChange[]): Movement[] => {
  const bySubscription = new Map<string, number>();
  const moments = Map.groupBy(changes, ({ at }) => at.getTime());
  const movements: Movement[] = [];
  let before = 0;
  for (const moment of [...moments.keys()].sort((a, b) => a - b)) {
    for (const { subscriptionId, mrr } of moments.get(moment) ?? [])
      bySubscription.set(subscriptionId, mrr);
    const after = bySubscription.values().reduce((sum, mrr) => sum + mrr, 0);
    if (after === before) continue;
    movements.push({
      at: new Date(moment),
      kind: kindOf(before, after, movements.length > 0),
      amount: after - before,
      before,
      after,
    });
    before = after;
  }
  return movements;
};
