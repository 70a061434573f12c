import type {
  Integrity,
  IntegrityCheck,
  IntegrityCheckDetail,
  IntegrityResult,
  IntegritySeverity,
} from '@taffrail/contract';
import { readSnapshot } from '../platform/db/snapshot.ts';
import type { AppContext } from '../slice.ts';
import {
  findLatestRun,
  getCheckRow,
  listCheckRows,
  listLatestResults,
  type CheckDetailRow,
  type CheckRow,
  type ResultRow,
  type RunRow,
} from './integrity.store.ts';
import { longestRunMs } from './progress.ts';
import { findProgress, type ProgressRow } from './progress.store.ts';
import { toStored } from './thresholds/thresholds.ts';

type IntegrityContext = Pick<AppContext, 'db' | 'clock' | 'productDatabase'>;

const dayMs = 86_400_000;
const trend = { days: 30, results: 14 };
const history = { days: 366, results: 200 };

/** What is wrong first, then what may be; of those alike what somebody asked for by name. */
const order: readonly IntegritySeverity[] = [
  'error',
  'warning',
  'unknown',
  'ok',
  'nothing_to_check',
];

const rank = ({ latest, kind }: IntegrityCheck): number =>
  2 * order.indexOf(latest.severity) + (kind === 'foreign_key' ? 1 : 0);

const toResult = (row: ResultRow): IntegrityResult => ({
  at: row.created_at.toISOString(),
  severity: row.severity,
  count: row.count,
  durationMs: row.duration_ms,
  failure: row.failure,
});

const toCheck = (row: CheckRow, latest: IntegrityResult, results: IntegrityResult[]) => ({
  id: row.id,
  kind: row.kind,
  title: row.title,
  definition: row.definition,
  warnAbove: row.warn_above,
  errorAbove: row.error_above,
  affectedSince: row.affected_since?.toISOString() ?? null,
  latest,
  trend: results.slice(0, trend.results).toReversed(),
});

const toRun = (row: RunRow): NonNullable<Integrity['run']> => ({
  at: row.created_at.toISOString(),
  durationMs: row.finished_at.getTime() - row.created_at.getTime(),
  declared: { checked: row.declared_checked, total: row.declared },
  configured: { checked: row.configured_checked, total: row.configured },
  failure: row.failure,
});

const toUnderWay = (row: ProgressRow): NonNullable<Integrity['underWay']> => ({
  at: row.started_at.toISOString(),
  checked: row.checked,
  total: row.total,
});

const stateOf = (
  { productDatabase }: IntegrityContext,
  run: RunRow | undefined,
): Integrity['state'] => {
  if (!productDatabase) return 'not_configured';
  if (!run) return 'no_data';
  return run.failure === null ? 'ok' : 'failing';
};

const before = (now: Date, days: number): Date => new Date(now.getTime() - days * dayMs);

/** All of one snapshot, as jobs found it: the product's own database is not asked for a page. */
export const readIntegrity = (context: IntegrityContext): Promise<Integrity> => {
  const { db, clock } = context;
  const now = clock.now();
  return readSnapshot(db, async (trx) => {
    const run = await findLatestRun(trx);
    const progress = await findProgress(trx, new Date(now.getTime() - longestRunMs));
    const rows = await listCheckRows(trx);
    const results = Map.groupBy(
      await listLatestResults(
        trx,
        rows.map(({ id }) => id),
        { since: before(now, trend.days), limit: trend.results },
      ),
      (row) => row.check_id,
    );
    const checks = rows.flatMap((row): IntegrityCheck[] => {
      const known = (results.get(row.id) ?? []).map(toResult);
      const [latest] = known;
      return latest ? [toCheck(row, latest, known)] : [];
    });
    return {
      asOf: now.toISOString(),
      state: stateOf(context, run),
      run: run ? toRun(run) : null,
      underWay: progress ? toUnderWay(progress) : null,
      checks: checks.toSorted((one, other) => rank(one) - rank(other)),
    };
  });
};

const toShownThresholds = (row: CheckDetailRow): IntegrityCheckDetail['thresholds'] => {
  const { version, thresholds } = toStored(row.set_thresholds);
  return {
    defaults: { warnAbove: row.default_warn_above, errorAbove: row.default_error_above },
    areSet: thresholds !== null,
    version,
  };
};

/** @throws not_found for what is not checked any more */
export const readIntegrityCheck = (
  { db, clock }: IntegrityContext,
  id: string,
): Promise<IntegrityCheckDetail> =>
  readSnapshot(db, async (trx) => {
    const row = await getCheckRow(trx, id);
    const since = before(clock.now(), history.days);
    const rows = await listLatestResults(trx, [id], { since, limit: history.results });
    const results = rows.map(toResult);
    const [latest] = results;
    if (!latest) throw new Error('A check was stored without a result.');
    return {
      ...toCheck(row, latest, results),
      sampleIds: [...row.sample_ids],
      message: row.message,
      selectSql: row.select_sql,
      repairSql: row.repair_sql,
      thresholds: toShownThresholds(row),
      history: results,
    };
  });
