import type { ZoneDay } from '../platform/db/calendar.ts';
import type { Transaction } from '../platform/db/database.ts';
import type { TimeRange } from '../platform/time/time-range.ts';
import { listFailedByDay } from './reading/failed-runs.store.ts';

export { matchRunIds } from './runs/runs.store.ts';
export { pipelineHoursFrom, pipelineKeptDays } from './partitions.ts';
export {
  recordPipelines,
  type NewPipelineRow,
  type NewPipelineRun,
  type NewScore,
  type NewStageExecution,
} from './recording/record-pipelines.store.ts';

/** Of the reporting time zone: those that are read, and the one after. */
interface Calendar {
  readonly days: readonly ZoneDay[];
  readonly timeZone: string;
}

/** How many runs failed on each day of a range that begins with a day; they count when they began. */
export const countFailedRunsByDay = async (
  trx: Transaction,
  { from, to }: TimeRange,
  { days, timeZone }: Calendar,
): Promise<ReadonlyMap<string, number>> => {
  const touched = days.filter(({ startsAt }, index) => {
    const end = days[index + 1]?.startsAt;
    return end !== undefined && end > from && startsAt < to;
  });
  const [first, last] = [touched.at(0), touched.at(-1)];
  if (!first || !last) return new Map();
  const rows = await listFailedByDay(trx, { first, last, to }, timeZone);
  return new Map(rows.map(({ day, failed }) => [day, failed]));
};
