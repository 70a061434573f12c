import type {
  UsageBreakdown,
  UsageFilter,
  UsageGroup,
  UsageRange,
  UsageRow,
} from '@taffrail/contract';
import { readSnapshot } from '../../platform/db/snapshot.ts';
import type { Transaction } from '../../platform/db/database.ts';
import { findAskedPeriods } from '../../platform/time/asked-days.ts';
import type { Period } from '../../platform/time/day-periods.ts';
import { findPresent } from './calendar.store.ts';
import { findAlike, readSubjectsAlike, type AskedSubjects } from './compare.ts';
import { toFigures, without } from './figures.ts';
import { isKnownWhole, toUsageDays, type UsageContext } from './read-usage.ts';
import { nameSubjects } from './subjects.ts';
import { tableFor } from './tables.ts';
import { findFirstDay, listLargest, sumDays, type SubjectRow } from './usage.store.ts';

const mostRows = 100;

export interface AskedBreakdown {
  readonly range: UsageRange;
  readonly group: UsageGroup;
  readonly filter: UsageFilter;
}

const toRows = async (
  trx: Transaction,
  asked: AskedSubjects,
  largest: readonly SubjectRow[],
  compare: ((row: SubjectRow) => UsageRow['comparison']) | undefined,
): Promise<UsageRow[]> => {
  const subjects = await nameSubjects(trx, asked.group, largest);
  return largest.flatMap((row, index) => {
    const subject = subjects[index];
    if (!subject) return [];
    return [{ subject, current: toFigures(row), comparison: compare?.(row) ?? null }];
  });
};

/** What rows do not have of the whole. By user it includes jobs that were nobody's. */
const restOf = (
  total: UsageBreakdown['total'],
  rows: readonly UsageRow[],
): UsageBreakdown['rest'] => {
  const rest = rows.reduce((left, { current }) => without(left, current), total);
  return rest.jobs > 0 ? rest : null;
};

export const readBreakdown = (
  { db, clock, reportingTimeZone: timeZone }: UsageContext,
  { range, group, filter }: AskedBreakdown,
): Promise<UsageBreakdown> => {
  const now = clock.now();
  const asked: AskedSubjects = { table: tableFor(group, filter), group, filter };
  return readSnapshot(db, async (trx) => {
    const present = await findPresent(trx, now, timeZone);
    const since = await findFirstDay(trx);
    const periods = findAskedPeriods(range, present.today);
    const { current, previous } = periods;
    const largest = await listLargest(trx, asked, current, { by: 'cost', limit: mostRows });
    const compareIn = async (period: Period) => {
      const moment = { present, now, timeZone };
      const alike = await findAlike(trx, periods, moment, group !== 'user');
      const of = await readSubjectsAlike(trx, asked, largest, { previous: period, alike });
      return (row: SubjectRow): UsageRow['comparison'] => {
        const figures = of(row);
        return {
          comparedCostUsd: figures.compared.costUsd,
          previousCostUsd: figures.previous.costUsd,
          previousJobs: figures.previous.jobs,
        };
      };
    };
    const compare = isKnownWhole(previous, since) ? await compareIn(previous) : undefined;
    const rows = await toRows(trx, asked, largest, compare);
    const total = toFigures(await sumDays(trx, tableFor(undefined, filter), current, filter));
    return {
      asOf: now.toISOString(),
      timeZone,
      range: toUsageDays(periods),
      rows,
      count: largest[0]?.count ?? 0,
      rest: restOf(total, rows),
      total,
    };
  });
};
