import type { ZoneDay } from '../platform/db/calendar.ts';
import type { Transaction } from '../platform/db/database.ts';
import { cover } from '../platform/time/coverage.ts';
import type { TimeRange } from '../platform/time/time-range.ts';
import { countFromRollups, unitMs } from './counting/counts.store.ts';

export { fingerprintOf } from './recording/fingerprint.ts';
export { recordLogs, type NewLog } from './recording/record-logs.store.ts';

/** Of the reporting time zone: those that are read, and the one after. */
interface Calendar {
  readonly days: readonly ZoneDay[];
  readonly timeZone: string;
}

/** How many errors the product logged on each day of a range; days without any are left out. */
export const countErrorLogsByDay = async (
  trx: Transaction,
  range: TimeRange,
  { days, timeZone }: Calendar,
): Promise<ReadonlyMap<string, number>> => {
  const scope = { level: 'error', isOwn: false } as const;
  const rows = await countFromRollups(trx, cover(range, days, unitMs), scope, { timeZone });
  return new Map(rows.map(({ key, count }) => [key, count]));
};
