import type { AlertChain, ChainPlace } from '@taffrail/contract';
import { sql } from 'kysely';
import type { Transaction } from '../../platform/db/database.ts';

/** What a place in a chain hangs on; undefined when there is no such place. */
export interface Anchor {
  readonly alert_id: string | null;
  readonly incident_id: string | null;
  readonly run_id: string | null;
}

/** By the ids alone: the keys of alerts and incidents, and the index of ids of each month's runs. */
const anchors = {
  alert: (id: string) => sql<Anchor>`
    select a.id as alert_id, m.incident_id, null::uuid as run_id
    from alerts a
    left join incident_alerts m on m.alert_id = a.id and m.is_current
    where a.id = ${id}::uuid`,
  incident: (id: string) => sql<Anchor>`
    select null::uuid as alert_id, id as incident_id, null::uuid as run_id
    from incidents where id = ${id}::uuid`,
  run: (id: string) => sql<Anchor>`
    select null::uuid as alert_id, incident_id, run_id from alert_runs where run_id = ${id}::uuid`,
  analysis_run: (id: string) => sql<Anchor>`
    select case when a.run_id is null then a.alert_id end as alert_id,
      coalesce(r.incident_id, a.incident_id) as incident_id, a.run_id
    from analysis_runs a
    left join alert_runs r on r.run_id = a.run_id
    where a.id = ${id}::uuid`,
  // One that no run asked for is of the alert that its check raised.
  check_run: (id: string) => sql<Anchor>`
    select case when c.run_id is null then a.id end as alert_id,
      coalesce(r.incident_id, m.incident_id) as incident_id, c.run_id
    from check_runs c
    left join alert_runs r on r.run_id = c.run_id
    left join lateral (
      select a.id from alerts a
      where c.run_id is null and a.source_id = c.check_id
      order by a.started_at desc, a.id desc
      limit 1
    ) as a on true
    left join incident_alerts m on m.alert_id = a.id and m.is_current
    where c.id = ${id}::uuid`,
} as const satisfies Record<ChainPlace, (id: string) => unknown>;

export const findAnchor = async (
  trx: Transaction,
  place: ChainPlace,
  id: string,
): Promise<Anchor | undefined> => (await anchors[place](id).execute(trx)).rows[0];

export type IncidentRow = NonNullable<AlertChain['incident']>;

export const findIncidentRow = async (
  trx: Transaction,
  id: string,
): Promise<IncidentRow | undefined> => {
  const { rows } = await sql<IncidentRow>`
    select id, number, title, severity, state from incidents where id = ${id}::uuid`.execute(trx);
  return rows[0];
};

export interface ChainAlertRow {
  readonly id: string;
  readonly name: string;
  readonly severity: AlertChain['alerts'][number]['severity'];
  readonly status: AlertChain['alerts'][number]['status'];
  readonly started_at: Date;
  /** Of all that there are. */
  readonly count: number;
}

/**
 * Which alerts is it about: the one itself, those that a run was started for (alert_runs_id, then the
 * key of alert_run_starts), or those of an incident (the key of incident_alerts)?
 */
export const listAlertRows = async (
  trx: Transaction,
  { alert_id, incident_id, run_id }: Anchor,
  limit: number,
): Promise<readonly ChainAlertRow[]> => {
  const ids =
    alert_id !== null
      ? sql`select ${alert_id}::uuid as alert_id`
      : run_id !== null
        ? sql`select distinct s.alert_id
            from alert_runs r
            join alert_run_starts s on s.run_created_at = r.run_created_at and s.run_id = r.run_id
            where r.run_id = ${run_id}::uuid`
        : sql`select alert_id from incident_alerts
            where incident_id = ${incident_id}::uuid and is_current`;
  const { rows } = await sql<ChainAlertRow>`
    select a.id, a.name, a.severity, a.status, a.started_at, count(*) over () as count
    from (${ids}) as i
    join alerts a on a.id = i.alert_id
    order by a.status = 'firing' desc, a.started_at desc, a.id desc
    limit ${limit}`.execute(trx);
  return rows;
};

type ChainRun = AlertChain['runs'][number];

export interface ChainRunRow {
  readonly id: string;
  readonly created_at: Date;
  readonly trace_id: string | null;
  readonly status: ChainRun['status'];
  readonly stages: ChainRun['stages'];
  readonly analysis: ChainRun['analysis'];
  readonly count: number;
}

/**
 * Which runs are of it, and what became of each stage? alert_runs_id, alert_run_starts_alert or
 * alert_runs_incident; then stage_executions_run and analysis_runs_run for the few that are shown.
 */
export const listChainRunRows = async (
  trx: Transaction,
  { alert_id, incident_id, run_id }: Anchor,
  limit: number,
): Promise<readonly ChainRunRow[]> => {
  const found =
    run_id !== null
      ? sql`select run_created_at, run_id from alert_runs where run_id = ${run_id}::uuid`
      : alert_id !== null
        ? sql`select distinct run_created_at, run_id from alert_run_starts
            where alert_id = ${alert_id}::uuid`
        : sql`select run_created_at, run_id from alert_runs
            where incident_id = ${incident_id}::uuid`;
  const { rows } = await sql<ChainRunRow>`
    with found as (
      select f.*, count(*) over () as count from (${found}) as f
      order by run_created_at desc, run_id desc
      limit ${limit}
    )
    select p.id, p.created_at, p.trace_id, p.status, f.count,
      coalesce(stages.stages, '[]') as stages, analysis.analysis
    from found f
    join pipeline_runs p on p.created_at = f.run_created_at and p.id = f.run_id
    left join lateral (
      select json_agg(
        json_build_object(
          'stage', stage, 'status', status, 'reason', reason, 'attempt', attempt,
          'durationMs', duration_ms
        ) order by position nulls last, stage
      ) as stages
      from (
        select distinct on (s.stage) s.stage, s.status, s.reason, s.attempt, s.duration_ms, s.position
        from stage_executions s
        where s.run_id = p.id and s.created_at between p.created_at - interval '1 day'
          and p.created_at + interval '31 days'
        order by s.stage, s.attempt desc, s.created_at desc, s.id desc
      ) as latest
    ) as stages on true
    left join lateral (
      select json_build_object('id', a.id, 'status', a.status) as analysis
      from analysis_runs a
      where a.run_id = p.id and a.created_at >= p.created_at
      order by a.created_at desc
      limit 1
    ) as analysis on true
    order by f.run_created_at desc, f.run_id desc`.execute(trx);
  return rows;
};
