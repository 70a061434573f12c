import { lateAfterDays, type Freshness } from '@taffrail/contract';
import { dayMs } from '../platform/time/time-range.ts';

/** For so long deliveries are kept; what came before is not known any more. */
const keptDays = 30;

/** Whether something has been silent for longer than is usual for its kind. */
export const freshnessOf = (
  kind: keyof typeof lateAfterDays,
  lastReceivedAt: Date | null,
  since: Date,
  now: Date,
): Freshness => {
  const isOlderThan = (at: Date, days: number): boolean =>
    now.getTime() - at.getTime() > days * dayMs;
  const lateAfter = lateAfterDays[kind];
  if (lastReceivedAt === null)
    return lateAfter !== null && isOlderThan(since, keptDays) ? 'late' : 'never';
  return lateAfter !== null && isOlderThan(lastReceivedAt, lateAfter) ? 'late' : 'fresh';
};
