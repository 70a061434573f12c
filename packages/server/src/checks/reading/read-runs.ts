import type { CheckResult, CheckRun, CheckRunDetail, CheckRunFilter } from '@taffrail/contract';
import type { Database } from '../../platform/db/database.ts';
import { readSnapshot } from '../../platform/db/snapshot.ts';
import type { Cursor } from '../../platform/http/cursor.ts';
import type { AppContext } from '../../slice.ts';
import { findCheckRow, listCheckRows } from '../checks.store.ts';
import { isIn, keptSince } from './read-checks.ts';
import {
  findPipelineRun,
  getRunRow,
  listNeighbours,
  listOpenIncidents,
  listRunRows,
  listRunRowsOf,
  type RunRow,
} from './runs.store.ts';

export const toRun = (row: RunRow): CheckRun => ({
  id: row.id,
  check: { id: row.check_id, kind: row.kind, name: row.name },
  result: row.result,
  message: row.message,
  value: row.value,
  warningAt: row.warning_at,
  criticalAt: row.critical_at,
  durationMs: row.duration_ms,
  createdAt: row.created_at.toISOString(),
  host: row.host,
  target: row.target,
  cause: row.cause,
  traceId: row.trace_id,
});

interface Page {
  readonly limit: number;
  readonly after: Cursor | undefined;
  readonly now: Date;
}

const bad: readonly CheckResult[] = ['warning', 'critical'];

/** Of the failing their bad results, of others all; unless one result is asked for. */
const resultsOf = ({ condition, result }: CheckRunFilter): readonly (CheckResult | null)[] => {
  if (condition !== 'failing') return [result ?? null];
  return result === undefined ? bad : bad.filter((one) => one === result);
};

/** Runs of checks, newest first. */
export const listRuns = async (
  db: Database,
  filter: CheckRunFilter,
  { limit, after, now }: Page,
): Promise<readonly RunRow[]> => {
  const kept = keptSince(now);
  const begin = filter.from === undefined ? kept : new Date(filter.from);
  const { condition, ...fields } = filter;
  const wanted = {
    ...fields,
    from: begin < kept ? kept : begin,
    to: filter.to === undefined ? undefined : new Date(filter.to),
    after,
    limit,
  };
  if (condition === undefined) return listRunRows(db, wanted);
  const checks = (await listCheckRows(db)).filter(
    (row) => isIn(row, condition) && (filter.checkId === undefined || row.id === filter.checkId),
  );
  const results = resultsOf(filter);
  const pairs = checks.flatMap(({ id: checkId }) => results.map((result) => ({ checkId, result })));
  return pairs.length === 0 ? [] : listRunRowsOf(db, pairs, wanted);
};

const neighbours = 10;

/** @throws not_found */
export const readRun = (
  { db, clock }: Pick<AppContext, 'db' | 'clock'>,
  id: string,
): Promise<CheckRunDetail> =>
  readSnapshot(db, async (tx) => {
    const since = keptSince(clock.now());
    const row = await getRunRow(tx, id);
    const around = (side: 'later' | 'earlier') =>
      listNeighbours(tx, row, { side, limit: neighbours, since });
    const later = await around('later');
    const earlier = await around('earlier');
    const openIncidents = await listOpenIncidents(tx, row.check_id);
    const pipelineRunId =
      row.run_id ?? (row.trace_id ? await findPipelineRun(tx, row.trace_id, since) : undefined);
    return {
      ...toRun(row),
      output: row.output,
      pipelineRunId: pipelineRunId ?? null,
      isCheckKept: (await findCheckRow(tx, row.check_id)) !== undefined,
      later: later.toReversed().map(toRun),
      earlier: earlier.map(toRun),
      openIncidents: openIncidents.map((incident) => ({ ...incident })),
    };
  });
