import type { LoadTestTimeline } from '@taffrail/contract';
import { recordAudit, type AuditSource } from '../../access/audit.ts';
import { toCsvLine, type CsvCell } from '../../platform/http/files/csv.ts';
import type { TextFile } from '../../platform/http/files/send-file.ts';
import type { AppContext } from '../../slice.ts';
import { getRunRow } from '../load-tests.store.ts';
import { toTimeline } from '../to-run.ts';

const header = ['at', 'virtualUsers', 'requestsPerSecond', 'failedPerSecond', 'p95Ms'];

const nothingTold: LoadTestTimeline = {
  stepSeconds: 1,
  virtualUsers: [],
  requestsPerSecond: [],
  failedPerSecond: [],
  p95Ms: [],
};

const toLines = (timeline: LoadTestTimeline, from: Date): CsvCell[][] => {
  const { stepSeconds, virtualUsers, requestsPerSecond, failedPerSecond, p95Ms } = timeline;
  return virtualUsers.map((users, index) => [
    new Date(from.getTime() + index * stepSeconds * 1_000).toISOString(),
    users,
    requestsPerSecond[index] ?? null,
    failedPerSecond[index] ?? null,
    p95Ms[index] ?? null,
  ]);
};

/**
 * The audit log has the export before anybody has the file.
 *
 * @throws not_found
 */
export const exportTimeline = async (
  { db, clock }: Pick<AppContext, 'db' | 'clock'>,
  id: string,
  by: AuditSource,
): Promise<TextFile> => {
  const run = await getRunRow(db, id);
  const lines = toLines(toTimeline(run.timeline) ?? nothingTold, run.created_at);
  await recordAudit(db, clock, {
    by,
    action: 'load_test.timeline_exported',
    target: { type: 'load_test_run', id },
    after: { name: run.load_test_name, rows: lines.length },
  });
  return {
    name: `load-test-run-${run.created_at.toISOString().slice(0, 10)}.csv`,
    text: [header, ...lines].map(toCsvLine).join(''),
  };
};
