import { sql, type RawBuilder } from 'kysely';
import type { Transaction } from '../../platform/db/database.ts';
import type { FoundRecord } from '@taffrail/contract';

export interface FoundRow {
  readonly id: string;
  readonly label: string | null;
  readonly trace_id: string | null;
  readonly created_at: Date | null;
}

/** As the palette shows them: of more nobody would choose. */
const most = 5;

export const runLookup = async (
  trx: Transaction,
  query: RawBuilder<unknown>,
): Promise<FoundRow[]> =>
  (await sql<FoundRow>`select * from (${query}) as found limit ${most}`.execute(trx)).rows;

export type RecordKind = FoundRecord['kind'];

/** A user by id: the primary key. */
export const findUser = (trx: Transaction, id: string): Promise<FoundRow[]> =>
  runLookup(
    trx,
    sql`select id::text, coalesce(name, external_id) as label, null as trace_id, created_at
      from users where id = ${id}::uuid`,
  );

/** Users by their address, in any case: users_email. */
export const findUsersByEmail = (trx: Transaction, email: string): Promise<FoundRow[]> =>
  runLookup(
    trx,
    sql`select id::text, coalesce(name, external_id, email) as label, null as trace_id, created_at
      from users where lower(email) collate "C" = lower(${email})`,
  );

/** An organization by id: the primary key. */
export const findOrganization = (trx: Transaction, id: string): Promise<FoundRow[]> =>
  runLookup(
    trx,
    sql`select id::text, coalesce(name, external_id) as label, null as trace_id, created_at
      from organizations where id = ${id}::uuid`,
  );

/** ai_job_runs_id. */
export const findAiJob = (trx: Transaction, id: string): Promise<FoundRow[]> =>
  runLookup(
    trx,
    sql`select id::text, operation || ' ' || model as label, trace_id, created_at
      from ai_job_runs where id = ${id}::uuid`,
  );

/** pipeline_runs_id. */
export const findPipelineRun = (trx: Transaction, id: string): Promise<FoundRow[]> =>
  runLookup(
    trx,
    sql`select id::text, pipeline as label, trace_id, created_at
      from pipeline_runs where id = ${id}::uuid`,
  );

/** The primary keys of error_groups, load_test_runs and autofix_runs. */
export const findErrorGroup = (trx: Transaction, id: string): Promise<FoundRow[]> =>
  runLookup(
    trx,
    sql`select fingerprint::text as id, left(message, 100) as label, null as trace_id,
        last_seen_at as created_at
      from error_groups where fingerprint = ${id}::uuid`,
  );

export const findLoadTestRun = (trx: Transaction, id: string): Promise<FoundRow[]> =>
  runLookup(
    trx,
    sql`select r.id::text, t.name as label, null as trace_id, r.created_at
      from load_test_runs r join load_tests t on t.id = r.load_test_id where r.id = ${id}::uuid`,
  );

export const findAutofixRun = (trx: Transaction, id: string): Promise<FoundRow[]> =>
  runLookup(
    trx,
    sql`select id::text, left(title, 100) as label, null as trace_id, created_at
      from autofix_runs where id = ${id}::uuid`,
  );

/** The attempts that pushed a commit, by the beginning of its id: all of a small table. */
export const findAutofixRunsByCommit = (trx: Transaction, sha: string): Promise<FoundRow[]> =>
  runLookup(
    trx,
    sql`select id::text, left(title, 100) as label, null as trace_id, created_at
      from autofix_runs where starts_with(commit_sha, ${sha}) order by created_at desc`,
  );

/** Around the moment that an id tells: the log is in order of time. */
export interface Moment {
  readonly from: Date;
  readonly to: Date;
}

/** The primary keys of activity_log, system_logs and stage_executions. */
export const findActivity = (
  trx: Transaction,
  id: string,
  { from, to }: Moment,
): Promise<FoundRow[]> =>
  runLookup(
    trx,
    sql`select id::text, action as label, trace_id, created_at from activity_log
      where created_at >= ${from} and created_at <= ${to} and id = ${id}::uuid`,
  );

export const findLog = (trx: Transaction, id: string, { from, to }: Moment): Promise<FoundRow[]> =>
  runLookup(
    trx,
    sql`select id::text, left(message, 100) as label, trace_id, created_at from system_logs
      where created_at >= ${from} and created_at <= ${to} and id = ${id}::uuid`,
  );

/** What is known within its run only is named with it. */
export const findStageExecution = (
  trx: Transaction,
  id: string,
  { from, to }: Moment,
): Promise<FoundRow[]> =>
  runLookup(
    trx,
    sql`select run_id || '/' || id as id, pipeline || ', ' || stage as label, trace_id, created_at
      from stage_executions
      where created_at >= ${from} and created_at <= ${to} and id = ${id}::uuid`,
  );

/** activity_log_resource. */
export const findResource = (trx: Transaction, id: string): Promise<FoundRow[]> =>
  runLookup(
    trx,
    sql`select resource_id as id, resource_type as label, null as trace_id, created_at
      from activity_log where resource_id = ${id}
      order by created_at desc nulls last limit 1`,
  );

/** spans_span_id. Clients that make ids badly may give one to many: any of them are shown. */
export const findSpan = (trx: Transaction, id: string): Promise<FoundRow[]> =>
  runLookup(
    trx,
    sql`select span_id as id, left(name, 100) as label, trace_id, created_at
      from spans where span_id = ${id}`,
  );

const tracedTables = [
  'alerts',
  'incidents',
  'check_runs',
  'analysis_runs',
  'notifications',
  'spans',
  'api_metrics',
  'ai_job_runs',
  'pipeline_runs',
  'stage_executions',
  'activity_log',
  'system_logs',
] as const;

/** Whether anything belongs to a trace; the indexes that end in _trace, and the key of spans. */
export const findTrace = (trx: Transaction, traceId: string): Promise<FoundRow[]> =>
  runLookup(
    trx,
    sql`select ${traceId}::text as id, null as label, ${traceId}::text as trace_id,
        null::timestamptz as created_at
      where ${sql.join(
        tracedTables.map(
          (table) => sql`exists (select from ${sql.table(table)} where trace_id = ${traceId})`,
        ),
        sql` or `,
      )}`,
  );
