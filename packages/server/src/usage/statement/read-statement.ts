import type { StatementOrganization, UsageStatement } from '@taffrail/contract';
import type { Transaction } from '../../platform/db/database.ts';
import { readSnapshot } from '../../platform/db/snapshot.ts';
import { daysLater, monthStart, type Period } from '../../platform/time/day-periods.ts';
import { findPresent } from '../reading/calendar.store.ts';
import { toFigures, without } from '../reading/figures.ts';
import type { UsageContext } from '../reading/read-usage.ts';
import { nameSubjects } from '../reading/subjects.ts';
import { findFirstDay } from '../reading/usage.store.ts';
import { listStatement, type StatementRow } from './statement.store.ts';

const mostOrganizations = 200;

export interface StatedMonth extends Period {
  readonly month: string;
  readonly isOver: boolean;
}

/** A month up to today; of one to come, its first day, of which nothing is known. */
export const monthFor = (asked: string | undefined, today: string): StatedMonth => {
  const month = asked ?? today.slice(0, 7);
  const first = `${month}-01`;
  const end = daysLater(monthStart(first, 1), -1);
  const isOver = end < today;
  return { month, first, last: isOver ? end : today > first ? today : first, isOver };
};

/** Its lines, by organization; empty text stands for jobs that named none. */
const linesByOrganization = (rows: readonly StatementRow[]): Map<string, StatementRow[]> =>
  Map.groupBy(
    rows.filter(({ level }) => level === 'line'),
    ({ organizationId }) => organizationId ?? '',
  );

const toLine = (row: StatementRow): StatementOrganization['lines'][number] => ({
  provider: row.provider ?? '',
  model: row.model ?? '',
  figures: toFigures(row),
});

const toOrganizations = async (
  trx: Transaction,
  rows: readonly StatementRow[],
): Promise<StatementOrganization[]> => {
  const lines = linesByOrganization(rows);
  const shown = rows
    .filter(({ level }) => level === 'organization')
    .slice(0, mostOrganizations)
    .map((row) => ({ row, key: row.organizationId ?? '', provider: '' }));
  const named = await nameSubjects(trx, 'organization', shown);
  return shown.map(({ row, key }, index) => ({
    organization: named[index]?.customer ?? null,
    total: toFigures(row),
    lines: (lines.get(key) ?? []).map(toLine),
  }));
};

/** What a month cost, for whoever has to account for it. */
export const readStatement = (
  { db, clock, reportingTimeZone: timeZone }: UsageContext,
  asked: string | undefined,
): Promise<UsageStatement> => {
  const now = clock.now();
  return readSnapshot(db, async (trx) => {
    const { today } = await findPresent(trx, now, timeZone);
    const { month, first, last, isOver } = monthFor(asked, today);
    const rows = await listStatement(trx, { first, last });
    const total = toFigures(rows.find(({ level }) => level === 'whole'));
    const organizations = await toOrganizations(trx, rows);
    const count = rows.filter(({ level }) => level === 'organization').length;
    return {
      asOf: now.toISOString(),
      timeZone,
      month,
      from: first,
      to: last,
      isOver,
      since: await findFirstDay(trx),
      total,
      organizations,
      count,
      rest:
        count > organizations.length
          ? organizations.reduce((left, one) => without(left, one.total), total)
          : null,
    };
  });
};
