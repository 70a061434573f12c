import type { LoadTestVerdict } from '@taffrail/contract';
import { sql, type Insertable, type RawBuilder, type Selectable, type SqlBool } from 'kysely';
import type { Database, Transaction } from '../platform/db/database.ts';
import type { Schema } from '../platform/db/schema.generated.ts';
import { raise } from '../platform/http/api-error.ts';
import type { Cursor } from '../platform/http/cursor.ts';

/** The test of this name, with its accepted baseline; made when it is new. */
export const ensureLoadTest = (
  tx: Transaction,
  row: Insertable<Schema['load_tests']>,
): Promise<{ id: string; baseline_run_id: string | null }> =>
  tx
    .insertInto('load_tests')
    .values(row)
    .onConflict((conflict) => conflict.column('name').doUpdateSet({ name: row.name }))
    .returning(['id', 'baseline_run_id'])
    .executeTakeFirstOrThrow();

/** Those that are not there yet. */
export const addLoadTests = async (
  tx: Transaction,
  rows: readonly Insertable<Schema['load_tests']>[],
): Promise<void> => {
  await tx
    .insertInto('load_tests')
    .values([...rows])
    .onConflict((conflict) => conflict.column('name').doNothing())
    .execute();
};

/** Which load tests are there? By name, which is unique. */
export const listLoadTestRows = (db: Database, limit: number) =>
  db
    .selectFrom('load_tests')
    .select(['id', 'name', 'baseline_run_id'])
    .orderBy('name')
    .limit(limit)
    .execute();

/** Held until the transaction ends, so that before and after are what they were. */
export const getLoadTestForUpdate = async (tx: Transaction, id: string) =>
  (await tx
    .selectFrom('load_tests')
    .select(['id', 'name', 'baseline_run_id'])
    .where('id', '=', id)
    .forNoKeyUpdate()
    .executeTakeFirst()) ?? raise('not_found');

export const setBaseline = async (
  tx: Transaction,
  id: string,
  runId: string | null,
): Promise<void> => {
  await tx.updateTable('load_tests').set({ baseline_run_id: runId }).where('id', '=', id).execute();
};

/**
 * A run that is reported again takes the place of what was known of it. Answers its id; undefined
 * when what is known came later.
 */
export const saveRun = async (
  tx: Transaction,
  row: Insertable<Schema['load_test_runs']>,
): Promise<string | undefined> => {
  const { id: _, ...facts } = row;
  const saved = await tx
    .insertInto('load_test_runs')
    .values(row)
    .onConflict((conflict) =>
      conflict
        .columns(['load_test_id', 'external_id'])
        .doUpdateSet(facts)
        .where('load_test_runs.received_at', '<=', row.received_at),
    )
    .returning('id')
    .executeTakeFirst();
  return saved?.id;
};

export const setAnalysis = async (tx: Transaction, id: string, analysis: string): Promise<void> => {
  await tx.updateTable('load_test_runs').set({ analysis }).where('id', '=', id).execute();
};

export const replaceSamples = async (
  tx: Transaction,
  runId: string,
  rows: readonly Insertable<Schema['load_test_samples']>[],
): Promise<void> => {
  await tx.deleteFrom('load_test_samples').where('run_id', '=', runId).execute();
  if (rows.length > 0)
    await tx
      .insertInto('load_test_samples')
      .values([...rows])
      .execute();
};

/** Once each, for as long as the run is known: samples go earlier. */
export const replaceFailures = async (
  tx: Transaction,
  runId: string,
  rows: readonly Insertable<Schema['load_test_failures']>[],
): Promise<void> => {
  await tx.deleteFrom('load_test_failures').where('run_id', '=', runId).execute();
  if (rows.length > 0)
    await tx
      .insertInto('load_test_failures')
      .values([...rows])
      .onConflict((conflict) => conflict.doNothing())
      .execute();
};

export type LoadTestSampleRow = Selectable<Schema['load_test_samples']>;

/** What of a run failed? Index load_test_samples_run of each partition. */
export const listSampleRows = (db: Database, runId: string): Promise<LoadTestSampleRow[]> =>
  db
    .selectFrom('load_test_samples')
    .selectAll()
    .where('run_id', '=', runId)
    .orderBy('position')
    .execute();

export type RunFiguresRow = Pick<
  Selectable<Schema['load_test_runs']>,
  (typeof figureColumns)[number]
> & { readonly routes: unknown };

const figureColumns = [
  'id',
  'created_at',
  'duration_ms',
  'requests',
  'failed',
  'average_ms',
  'tail_percentile',
  'tail_ms',
] as const;

/** A run of this test that could be compared with: one that happened. */
export const findRunFigures = (
  db: Database | Transaction,
  id: string,
  loadTestId: string,
): Promise<RunFiguresRow | undefined> =>
  db
    .selectFrom('load_test_runs')
    .select([...figureColumns, 'routes'])
    .where('id', '=', id)
    .where('load_test_id', '=', loadTestId)
    .where('verdict', '<>', 'missed')
    .executeTakeFirst();

/** The latest run of the same test before this one that passed: index load_test_runs_test. */
export const findLastPassed = (
  db: Database | Transaction,
  run: { readonly loadTestId: string; readonly createdAt: Date; readonly id: string },
): Promise<RunFiguresRow | undefined> =>
  db
    .selectFrom('load_test_runs')
    .select([...figureColumns, 'routes'])
    .where('load_test_id', '=', run.loadTestId)
    .where('verdict', '=', 'passed')
    .where(sql<SqlBool>`(created_at, id) < (${run.createdAt}, ${run.id}::uuid)`)
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst();

interface LatestAttempt {
  readonly id: string;
  readonly outcome: string;
  readonly commit_sha: string | null;
  readonly commit_url: string | null;
}

const latestAttemptFor = (triggerId: RawBuilder<string>) => sql`
  (select id, outcome, commit_sha, commit_url, created_at from autofix_runs
   where trigger = 'load_test' and trigger_id = ${triggerId}
   order by created_at desc limit 1)`;

/**
 * Each name of a run is looked up by itself, in the collation of the index: for one of two, or in
 * another collation, Postgres goes through all attempts.
 */
const latestAttempt = sql<LatestAttempt>`(
  select id, outcome, commit_sha, commit_url
  from (${latestAttemptFor(sql`r.id::text`)} union all ${latestAttemptFor(sql`r.external_id collate "default"`)}) as named
  order by created_at desc limit 1
)`;

/** With the latest attempt to fix what it found: index autofix_runs_load_test. */
const selectRuns = (db: Database) =>
  db
    .selectFrom('load_test_runs as r')
    .innerJoin('load_tests as t', 't.id', 'r.load_test_id')
    .leftJoinLateral(latestAttempt.as<'a'>('a'), (join) => join.onTrue())
    .select([
      'r.id',
      'r.load_test_id',
      't.name as load_test_name',
      't.baseline_run_id',
      'r.created_at',
      'r.received_at',
      'r.tool',
      'r.verdict',
      'r.verdict_reason',
      'r.duration_ms',
      'r.virtual_users',
      'r.virtual_users_counted',
      'r.requests',
      'r.failed',
      'r.average_ms',
      'r.tail_percentile',
      'r.tail_ms',
      'r.thresholds',
      'r.analysis',
      'a.id as autofix_id',
      'a.outcome as autofix_outcome',
      'a.commit_sha as autofix_commit_sha',
      'a.commit_url as autofix_commit_url',
    ]);
export type LoadTestRunRow = Awaited<ReturnType<typeof listRunRows>>[number];

/** Which runs were there, newest first? load_test_runs_latest, or the index by verdict or test. */
export const listRunRows = (
  db: Database,
  filter: { loadTestId?: string | undefined; verdict?: LoadTestVerdict | undefined },
  page: { limit: number; after: Cursor | undefined },
) => {
  const { loadTestId, verdict } = filter;
  const { after } = page;
  let query = selectRuns(db);
  if (loadTestId !== undefined) query = query.where('r.load_test_id', '=', loadTestId);
  if (verdict !== undefined) query = query.where('r.verdict', '=', verdict);
  if (after)
    query = query.where(sql<SqlBool>`(r.created_at, r.id) < (${after.at}, ${after.id}::uuid)`);
  return query.orderBy('r.created_at', 'desc').orderBy('r.id', 'desc').limit(page.limit).execute();
};

export const getRunRow = async (db: Database, id: string) =>
  (await selectRuns(db)
    .select(['r.routes', 'r.timeline'])
    .where('r.id', '=', id)
    .executeTakeFirst()) ?? raise('not_found');
