import type { IntegritySeverity, ProductFailure } from '@taffrail/contract';
import type pg from 'pg';
import { uuidV7 } from '../platform/ids.ts';
import type { Check } from './find-checks.ts';

export interface ResultOf {
  readonly check: Omit<Check, 'find'>;
  readonly severity: IntegritySeverity;
  readonly count: number | null;
  readonly sampleIds: readonly string[];
  readonly failure: ProductFailure | null;
  readonly message: string | null;
  readonly durationMs: number;
}

interface Times {
  readonly startedAt: Date;
  readonly finishedAt: Date;
}
interface Coverage {
  readonly checked: number;
  readonly total: number;
}
export interface Run extends Times {
  readonly declared: Coverage;
  readonly configured: Coverage;
  readonly results: readonly ResultOf[];
}

/** Any number that nobody else uses. */
const lockId = 7_238_114_034;

/** Two runs at once would tell the same twice: the second is left out. */
export const withRunLock = async (owner: pg.Pool, work: () => Promise<void>): Promise<void> => {
  const client = await owner.connect();
  let isBroken = true;
  try {
    const { rows } = await client.query<{ taken: boolean }>(
      'select pg_try_advisory_lock($1) as taken',
      [lockId],
    );
    if (rows[0]?.taken) {
      try {
        await work();
      } finally {
        await client.query('select pg_advisory_unlock($1)', [lockId]);
      }
    }
    isBroken = false;
  } finally {
    client.release(isBroken);
  }
};

export interface PastRuns {
  /** How many there were, and whether any of them could check something. */
  readonly count: number;
  readonly hasEverChecked: boolean;
  readonly latestAt: Date | null;
  /** Of the latest: how much was to be checked, and was. */
  readonly total: number | null;
  readonly checked: number | null;
}

/** When was it checked, and what came of it? A year of hours, from end to end. */
export const findPastRuns = async (owner: pg.Pool): Promise<PastRuns | undefined> => {
  const { rows } = await owner.query<PastRuns>(
    `select all_runs.*, latest.created_at as "latestAt", latest.declared + latest.configured as total,
       latest.declared_checked + latest.configured_checked as checked
     from (
       select count(*) as count,
         coalesce(bool_or(declared_checked + configured_checked > 0), false) as "hasEverChecked"
       from integrity_runs
     ) as all_runs
     left join lateral (
       select * from integrity_runs order by created_at desc limit 1
     ) as latest on true`,
  );
  return rows[0];
};

const insertRunSql = `
  insert into integrity_runs (created_at, finished_at, declared, declared_checked,
    configured, configured_checked, failure)
  values ($1, $2, $3, $4, $5, $6, $7)
  on conflict (created_at) do nothing`;

/**
 * One statement, and so all or nothing: checks by their keys, new or known, then their results;
 * what the run did not find any more is marked as removed.
 */
const insertResultsSql = `
  with given as (
    select * from json_to_recordset($2) as g (
      id uuid, key text, kind text, title text, definition text, warn_above bigint,
      error_above bigint, select_sql text, repair_sql text, severity text, count bigint,
      sample_ids jsonb, duration_ms integer, failure text, message text
    )
  ), known as (
    insert into integrity_checks as c (id, key, kind, title, definition, warn_above, error_above,
      select_sql, repair_sql, created_at, affected_since)
    select id, key, kind, title, definition, warn_above, error_above, select_sql, repair_sql, $1,
      case when count > 0 then $1::timestamptz end
    from given
    on conflict (key) do update set
      title = excluded.title, definition = excluded.definition,
      warn_above = excluded.warn_above, error_above = excluded.error_above,
      select_sql = excluded.select_sql, repair_sql = excluded.repair_sql,
      affected_since = (
        select case
          when g.count > 0 then coalesce(c.affected_since, $1)
          -- What is unknown changes nothing.
          when g.count is null then c.affected_since
        end
        from given g where g.key = excluded.key
      ),
      removed_at = null
    returning c.id, c.key
  ), gone as (
    update integrity_checks set removed_at = $1
    where removed_at is null and key not in (select key from given)
  )
  insert into integrity_results
    (check_id, created_at, severity, count, sample_ids, duration_ms, failure, message)
  select k.id, $1, g.severity, g.count, g.sample_ids, g.duration_ms, g.failure, g.message
  from given g join known k using (key)
  on conflict (check_id, created_at) do nothing`;

const toRow = (at: Date, { check, ...result }: ResultOf) => ({
  id: uuidV7({ now: () => at }),
  key: check.key,
  kind: check.kind,
  title: check.title,
  definition: check.definition,
  warn_above: check.warnAbove,
  error_above: check.errorAbove,
  select_sql: check.selectSql,
  repair_sql: check.repairSql,
  severity: result.severity,
  count: result.count,
  sample_ids: result.sampleIds,
  duration_ms: result.durationMs,
  failure: result.failure,
  message: result.message,
});

const inTransaction = async (
  owner: pg.Pool,
  work: (client: pg.PoolClient) => Promise<void>,
): Promise<void> => {
  const client = await owner.connect();
  let isBroken = true;
  try {
    await client.query('begin');
    await work(client);
    await client.query('commit');
    isBroken = false;
  } finally {
    client.release(isBroken);
  }
};

export const recordRun = (owner: pg.Pool, run: Run): Promise<void> =>
  inTransaction(owner, async (client) => {
    const { startedAt, finishedAt, declared, configured, results } = run;
    const rows = results.map((result) => toRow(startedAt, result));
    await client.query(insertResultsSql, [startedAt, JSON.stringify(rows)]);
    const coverage = [declared.total, declared.checked, configured.total, configured.checked];
    await client.query(insertRunSql, [startedAt, finishedAt, ...coverage, null]);
  });

/** Nothing could be asked: of all that is known, nothing is known now. */
export const recordFailedRun = (
  owner: pg.Pool,
  run: Times & {
    readonly failure: ProductFailure;
    readonly message: string | null;
    readonly configured: number;
  },
): Promise<void> =>
  inTransaction(owner, async (client) => {
    const { startedAt, finishedAt, failure, message } = run;
    const { rows } = await client.query<{ kind: string }>(
      `with known as (
         select id, kind from integrity_checks where removed_at is null
       ), told as (
         insert into integrity_results
           (check_id, created_at, severity, sample_ids, duration_ms, failure, message)
         select id, $1, 'unknown', '[]', 0, $2, $3 from known
         on conflict (check_id, created_at) do nothing
       )
       select kind from known`,
      [startedAt, failure, message],
    );
    const declared = rows.filter(({ kind }) => kind === 'foreign_key').length;
    // What the configuration names may be declared, too: only a run that could ask knows.
    const configured = rows.length > 0 ? rows.length - declared : run.configured;
    const coverage = [declared, 0, configured, 0];
    await client.query(insertRunSql, [startedAt, finishedAt, ...coverage, failure]);
  });
