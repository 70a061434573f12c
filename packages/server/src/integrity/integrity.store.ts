import type { IntegrityKind, IntegritySeverity, ProductFailure } from '@taffrail/contract';
import { sql } from 'kysely';
import type { Database, Transaction } from '../platform/db/database.ts';
import { raise } from '../platform/http/api-error.ts';
import { joinThresholds } from './thresholds/thresholds.store.ts';

export interface ResultRow {
  readonly check_id: string;
  readonly created_at: Date;
  readonly severity: IntegritySeverity;
  readonly count: number | null;
  readonly duration_ms: number;
  readonly failure: ProductFailure | null;
}

export interface CheckRow {
  readonly id: string;
  readonly kind: IntegrityKind;
  readonly title: string;
  readonly definition: string;
  /** As they hold: set by somebody, or else the defaults. */
  readonly warn_above: number;
  readonly error_above: number;
  readonly affected_since: Date | null;
}

export interface RunRow {
  readonly created_at: Date;
  readonly finished_at: Date;
  readonly declared: number;
  readonly declared_checked: number;
  readonly configured: number;
  readonly configured_checked: number;
  readonly failure: ProductFailure | null;
}

const columns = sql`c.id, c.kind, c.title, c.definition, c.affected_since,
  coalesce((s.value ->> 'warnAbove')::bigint, c.warn_above) as warn_above,
  coalesce((s.value ->> 'errorAbove')::bigint, c.error_above) as error_above`;

/** What is checked? All of a table of some hundred rows. */
export const listCheckRows = async (trx: Transaction): Promise<CheckRow[]> => {
  const { rows } = await sql<CheckRow>`
    select ${columns} from integrity_checks c ${joinThresholds}
    where c.removed_at is null order by c.title, c.id`.execute(trx);
  return rows;
};

/** The latest results of each check, newest first: from the end of its range of the primary key. */
export const listLatestResults = async (
  db: Database | Transaction,
  checkIds: readonly string[],
  { since, limit }: { since: Date; limit: number },
): Promise<ResultRow[]> => {
  const { rows } = await sql<ResultRow>`
    select latest.* from unnest(${[...checkIds]}::uuid[]) as c (id)
    cross join lateral (
      select check_id, created_at, severity, count, duration_ms, failure
      from integrity_results r
      where r.check_id = c.id and r.created_at > ${since}
      order by created_at desc limit ${limit}
    ) as latest`.execute(db);
  return rows;
};

/** The latest run: from the end of the primary key. */
export const findLatestRun = async (trx: Transaction): Promise<RunRow | undefined> => {
  const { rows } = await sql<RunRow>`
    select * from integrity_runs order by created_at desc limit 1`.execute(trx);
  return rows[0];
};

export interface CheckDetailRow extends CheckRow {
  readonly key: string;
  readonly select_sql: string;
  readonly repair_sql: string | null;
  readonly sample_ids: readonly string[];
  readonly message: string | null;
  readonly default_warn_above: number;
  readonly default_error_above: number;
  /** As it was stored; null where nobody set any. */
  readonly set_thresholds: unknown;
}

/** One check with its latest result: both primary keys. */
export const getCheckRow = async (trx: Transaction, id: string): Promise<CheckDetailRow> => {
  const { rows } = await sql<CheckDetailRow>`
    select ${columns}, c.key, select_sql, repair_sql, latest.sample_ids, latest.message,
      c.warn_above as default_warn_above, c.error_above as default_error_above,
      s.value as set_thresholds
    from integrity_checks c
    ${joinThresholds}
    cross join lateral (
      select sample_ids, message from integrity_results r
      where r.check_id = c.id order by r.created_at desc limit 1
    ) as latest
    where c.id = ${id}::uuid and c.removed_at is null`.execute(trx);
  return rows[0] ?? raise('not_found');
};

export const runTask = 'run_integrity';

/** Once, however often it is asked for before it begins. */
export const enqueueRun = async (tx: Transaction): Promise<void> => {
  await sql`select enqueue_job(${runTask}, '{}'::json, ${runTask})`.execute(tx);
};
