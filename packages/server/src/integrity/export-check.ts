import { recordAudit, type AuditSource } from '../access/audit.ts';
import { readSnapshot } from '../platform/db/snapshot.ts';
import { toCsvLine, type CsvCell, type CsvColumn } from '../platform/http/files/csv.ts';
import type { TextFile } from '../platform/http/files/send-file.ts';
import type { AppContext } from '../slice.ts';
import { readAffected, type AffectedContext } from './affected/read-affected.ts';
import { raise } from '../platform/http/api-error.ts';
import { getCheckRow, listLatestResults, type ResultRow } from './integrity.store.ts';

const columns: readonly CsvColumn<ResultRow>[] = [
  ['at', (row) => row.created_at.toISOString()],
  ['severity', (row) => row.severity],
  ['count', (row) => row.count],
  ['durationMs', (row) => row.duration_ms],
  ['failure', (row) => row.failure],
];

/** A year of hours, and more for those that somebody asked for. */
const mostRuns = 10_000;
const yearMs = 366 * 86_400_000;

type ExportContext = Pick<AppContext, 'db' | 'clock'>;

const toFileName = (title: string, what: string, now: Date): string => {
  const name = title
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .slice(0, 60);
  return `${name}-${what}-${now.toISOString().slice(0, 10)}.csv`;
};

interface Exported {
  readonly action: 'integrity.exported' | 'integrity.rows_exported';
  readonly by: AuditSource;
  readonly check: { readonly id: string; readonly title: string };
  /** Completes the file's name: `runs-to`. */
  readonly what: string;
  readonly header: readonly string[];
  readonly lines: readonly (readonly CsvCell[])[];
}

/** The audit log has the export before anybody has the file. */
const toFile = async ({ db, clock }: ExportContext, exported: Exported): Promise<TextFile> => {
  const { action, by, check, what, header, lines } = exported;
  await recordAudit(db, clock, {
    by,
    action,
    target: { type: 'integrity_check', id: check.id },
    after: { name: check.title, rows: lines.length },
  });
  return {
    name: toFileName(check.title, what, clock.now()),
    text: [header, ...lines].map(toCsvLine).join(''),
  };
};

/** @throws not_found for what is not checked any more */
export const exportRuns = async (
  context: ExportContext,
  id: string,
  by: AuditSource,
): Promise<TextFile> => {
  const { db, clock } = context;
  const now = clock.now();
  const { title, rows } = await readSnapshot(db, async (trx) => ({
    title: (await getCheckRow(trx, id)).title,
    rows: await listLatestResults(trx, [id], {
      since: new Date(now.getTime() - yearMs),
      limit: mostRuns,
    }),
  }));
  return toFile(context, {
    action: 'integrity.exported',
    by,
    check: { id, title },
    what: 'runs-to',
    header: columns.map(([name]) => name),
    lines: rows.toReversed().map((row) => columns.map(([, read]) => read(row))),
  });
};

const mostRows = 10_000;

/**
 * Ids of the affected rows as they are now, with their addresses where there are any.
 *
 * @throws not_found for what is not checked any more; unavailable when they cannot be read
 */
export const exportAffectedRows = async (
  context: AffectedContext,
  id: string,
  by: AuditSource,
): Promise<TextFile> => {
  const { title, rows, failure } = await readAffected(context, id, { limit: mostRows, after: '' });
  if (failure !== null)
    raise('unavailable', { message: `The product's database could not be read: ${failure}.` });
  const isLinked = rows.some(({ url }) => url !== null);
  return toFile(context, {
    action: 'integrity.rows_exported',
    by,
    check: { id, title },
    what: 'affected-rows',
    header: isLinked ? ['id', 'url'] : ['id'],
    lines: rows.map(({ id: row, url }) => (isLinked ? [row, url] : [row])),
  });
};
