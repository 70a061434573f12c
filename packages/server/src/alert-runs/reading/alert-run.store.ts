import type { AlertRunCause } from '@taffrail/contract';
import { sql } from 'kysely';
import type { Transaction } from '../../platform/db/database.ts';
import type { RunPlace } from '../engine/control.store.ts';

export interface RunFacts {
  readonly heard_at: Date;
  readonly incident: {
    readonly id: string;
    readonly number: number;
    readonly title: string;
  } | null;
}

/** When was it heard of, and whose is it? The primary keys. */
export const findFacts = async (
  db: Transaction,
  { runId, createdAt }: RunPlace,
  incidentId: string,
): Promise<RunFacts | undefined> => {
  const { rows } = await sql<RunFacts>`
    select r.heard_at, (
      select json_build_object('id', i.id, 'number', i.number, 'title', i.title)
      from incidents i where i.id = ${incidentId}::uuid
    ) as incident
    from pipeline_runs r
    where r.created_at = ${createdAt} and r.id = ${runId}::uuid`.execute(db);
  return rows[0];
};

export interface StartedAlert {
  readonly id: string;
  readonly name: string;
  readonly cause: AlertRunCause;
  /** Of all alerts. */
  readonly total: number;
}

/** For which alerts was it started, by their latest reports? Primary key of alert_run_starts. */
export const listAlerts = async (
  db: Transaction,
  { runId, createdAt }: RunPlace,
  limit: number,
): Promise<StartedAlert[]> => {
  const { rows } = await sql<StartedAlert>`
    select a.id, a.name, s.cause, (count(*) over ())::int as total
    from (
      select distinct on (alert_id) alert_id, cause, received_at
      from alert_run_starts
      where run_created_at = ${createdAt} and run_id = ${runId}::uuid
      order by alert_id, received_at desc, alert_event_id
    ) as s
    join alerts a on a.id = s.alert_id
    order by s.received_at desc, a.id
    limit ${limit}`.execute(db);
  return rows;
};

export interface ResultRow {
  readonly kind: 'check_run' | 'analysis_run' | 'notification';
  readonly id: string;
  readonly title: string;
  readonly state: string;
  readonly at: Date;
}

/** What was made in it? By check_runs_run, analysis_runs_run and notifications_run. */
export const listResults = async (
  db: Transaction,
  runId: string,
  limit: number,
): Promise<ResultRow[]> => {
  const { rows } = await sql<ResultRow>`
    select 'check_run' as kind, id, name as title, result as state, created_at as at
    from check_runs where run_id = ${runId}::uuid
    union all
    select 'analysis_run', id, provider, status, created_at
    from analysis_runs where run_id = ${runId}::uuid
    union all
    select 'notification', n.id, coalesce(c.name, 'no channel'), n.state, n.created_at
    from notifications n
    left join notification_channels c on c.id = n.channel_id
    where n.run_id = ${runId}::uuid
    order by at desc, id
    limit ${limit}`.execute(db);
  return rows;
};
