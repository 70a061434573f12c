import type { CheckMetric } from '@taffrail/contract';
import type { Transaction } from '../../platform/db/database.ts';
import {
  dayMs,
  hourMs,
  lengthOf,
  toIsoRange,
  type TimeRange,
} from '../../platform/time/time-range.ts';
import { findCheckRow } from '../checks.store.ts';
import { findLatestRun } from './measured.store.ts';
import { keptSince } from './read-checks.ts';
import { listDayPoints, listHourPoints, listRunPoints, type PointRow } from './watched.store.ts';

interface Calendar {
  readonly now: Date;
  readonly timeZone: string;
}

/** The finest that runs and their rollups give without too many points. */
const stepOf = (range: TimeRange, now: Date): number => {
  if (range.from < keptSince(now) || lengthOf(range) > 31 * dayMs) return 86_400;
  if (lengthOf(range) > 2 * dayMs) return 3_600;
  return lengthOf(range) > 6 * hourMs ? 300 : 60;
};

const listPoints = (
  tx: Transaction,
  checkId: string,
  { from, to }: TimeRange,
  { stepSeconds, timeZone }: { readonly stepSeconds: number; readonly timeZone: string },
): Promise<PointRow[]> => {
  if (stepSeconds === 86_400) return listDayPoints(tx, checkId, { from, to, timeZone });
  return stepSeconds === 3_600
    ? listHourPoints(tx, checkId, { from, to })
    : listRunPoints(tx, checkId, { from, to, stepSeconds });
};

/**
 * What a check measured in a range, in at most three statements; also of one that was removed, as
 * long as its runs are kept. Undefined when nothing is known of such a check.
 */
export const readMeasured = async (
  tx: Transaction,
  checkId: string,
  range: TimeRange,
  { now, timeZone }: Calendar,
): Promise<Omit<CheckMetric, 'type' | 'isSource'> | undefined> => {
  const run = await findLatestRun(tx, checkId, range);
  const check = run ?? (await findCheckRow(tx, checkId));
  if (!check) return undefined;
  const stepSeconds = stepOf(range, now);
  const points = await listPoints(tx, checkId, range, { stepSeconds, timeZone });
  return {
    check: { id: checkId, kind: check.kind, name: check.name },
    range: toIsoRange(range),
    latestRunId: run?.id ?? null,
    warningAt: run?.warning_at ?? null,
    criticalAt: run?.critical_at ?? null,
    stepSeconds,
    points: points.map(({ at, mean, max }) => ({ at: at.toISOString(), mean, max })),
  };
};
