import { recordAudit, type AuditSource } from '../access/audit.ts';
import { readSnapshot } from '../platform/db/snapshot.ts';
import { toCsvLine, type CsvCell } from '../platform/http/csv.ts';
import type { AppContext } from '../slice.ts';
import { getCheckRow, listLatestResults, type ResultRow } from './integrity.store.ts';

const columns: readonly (readonly [name: string, read: (of: ResultRow) => CsvCell])[] = [
  ['at', (row) => row.created_at.toISOString()],
  ['severity', (row) => row.severity],
  ['count', (row) => row.count],
  ['durationMs', (row) => row.duration_ms],
  ['failure', (row) => row.failure],
];

/** A year of hours, and more for those that somebody asked for. */
const mostRuns = 10_000;
const yearMs = 366 * 86_400_000;

const toFileName = (title: string, now: Date): string => {
  const name = title
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .slice(0, 60);
  return `${name}-runs-to-${now.toISOString().slice(0, 10)}.csv`;
};

/**
 * The audit log has the export before anybody has the file.
 *
 * @throws not_found for what is not checked any more
 */
export const exportRuns = async (
  { db, clock }: Pick<AppContext, 'db' | 'clock'>,
  id: string,
  by: AuditSource,
): Promise<{ name: string; text: string }> => {
  const now = clock.now();
  const { title, rows } = await readSnapshot(db, async (trx) => ({
    title: (await getCheckRow(trx, id)).title,
    rows: await listLatestResults(trx, [id], {
      since: new Date(now.getTime() - yearMs),
      limit: mostRuns,
    }),
  }));
  await recordAudit(db, clock, {
    by,
    action: 'integrity.exported',
    target: { type: 'integrity_check', id },
    after: { name: title, rows: rows.length },
  });
  const lines = rows.toReversed().map((row) => toCsvLine(columns.map(([, read]) => read(row))));
  return {
    name: toFileName(title, now),
    text: [toCsvLine(columns.map(([name]) => name)), ...lines].join(''),
  };
};
