import type { UsageGroup, UsageSubject } from '@taffrail/contract';
import type { AuditSource } from '../../access/audit.ts';
import { streamExport, type ExportPart } from '../../access/stream-export.ts';
import { readSnapshot } from '../../platform/db/snapshot.ts';
import { toCsvLine, type CsvCell, type CsvColumn } from '../../platform/http/files/csv.ts';
import type { TextFile } from '../../platform/http/files/send-file.ts';
import { findAskedPeriods } from '../../platform/time/asked-days.ts';
import { splitByDays, type Period } from '../../platform/time/day-periods.ts';
import { findPresent } from './calendar.store.ts';
import { toFigures } from './figures.ts';
import type { AskedBreakdown } from './read-breakdown.ts';
import type { UsageContext } from './read-usage.ts';
import { nameSubjects } from './subjects.ts';
import { tableFor } from './tables.ts';
import { listDays, type SubjectRow } from './usage.store.ts';

/** What is told apart, as columns of its own. */
const subjectColumns: Readonly<Record<UsageGroup, readonly CsvColumn<UsageSubject>[]>> = {
  provider: [['provider', ({ key }) => key]],
  model: [
    ['provider', ({ provider }) => provider],
    ['model', ({ key }) => key],
  ],
  route: [['route', ({ key }) => key]],
  organization: [
    ['organizationId', ({ key }) => key],
    ['organization', ({ customer }) => customer?.name ?? customer?.externalId],
  ],
  user: [
    ['userId', ({ key }) => key],
    ['user', ({ customer }) => customer?.name ?? customer?.externalId],
  ],
};

const countColumns = [
  'jobs',
  'failedJobs',
  'inputTokens',
  'outputTokens',
  'unpricedJobs',
  'unpricedTokens',
] as const;

const toCells = (row: SubjectRow): CsvCell[] => {
  const figures = toFigures(row);
  return [figures.costUsd, ...countColumns.map((name) => figures[name])];
};

/** What is held in memory at a time. */
const daysAtOnce = 7;

/**
 * A line for each day and value, a week at a time, so that no transaction stays open. The first week
 * is read before anything is sent: what can fail fails with an answer.
 */
export const exportUsage = async (
  { db, clock, log, reportingTimeZone: timeZone }: UsageContext,
  { range, group, filter }: AskedBreakdown,
  by: AuditSource,
): Promise<TextFile> => {
  const now = clock.now();
  const { today } = await readSnapshot(db, (trx) => findPresent(trx, now, timeZone));
  const { current } = findAskedPeriods(range, today);
  const columns = subjectColumns[group];

  const readPart = async (days: Period): Promise<ExportPart> => {
    const rows = await listDays(db, { table: tableFor(group, filter), group, filter }, days);
    const subjects = await nameSubjects(db, group, rows);
    const lines = rows.map((row, index) => {
      const subject = subjects[index];
      return toCsvLine([
        row.day,
        ...columns.map(([, read]) => (subject ? read(subject) : null)),
        ...toCells(row),
      ]);
    });
    return { text: lines.join(''), rows: rows.length };
  };

  const [firstWeek = current, ...weeks] = splitByDays(current, daysAtOnce);
  const first = await readPart(firstWeek);
  async function* parts(): AsyncGenerator<ExportPart> {
    const head = ['day', ...columns.map(([name]) => name), 'costUsd', ...countColumns];
    yield { text: toCsvLine(head), rows: 0 };
    yield first;
    for (const week of weeks) yield await readPart(week);
  }
  const asked = { range, group, ...filter, from: current.first, to: current.last };
  return {
    name: `ai-usage-by-${group}-${current.first}-to-${current.last}.csv`,
    text: streamExport({ db, clock, log }, { by, action: 'usage.exported', asked, parts: parts() }),
  };
};
