import type {
  IncidentCause,
  IncidentFilter,
  IncidentOrder,
  IncidentState,
  RunStatus,
  Severity,
} from '@taffrail/contract';
import { sql, type RawBuilder } from 'kysely';
import type { Database, Transaction } from '../../platform/db/database.ts';
import type { Cursor } from '../../platform/http/cursor.ts';
import { allOf, conditionsOf, type Asking, type Condition } from './incident-filter.store.ts';

export interface FlowStage {
  readonly stage: string;
  readonly status: RunStatus;
}

export interface ListedIncidentRow {
  readonly id: string;
  readonly number: number;
  readonly title: string;
  readonly service: string | null;
  readonly severity: Severity;
  readonly severity_rank: number;
  readonly state: IncidentState;
  readonly version: number;
  readonly owner_id: string | null;
  readonly owner_name: string | null;
  readonly opened_at: Date;
  readonly acknowledged_at: Date | null;
  readonly resolved_at: Date | null;
  readonly closed_at: Date | null;
  readonly resolved_by_itself: boolean;
  readonly cause: IncidentCause | null;
  readonly resolution_note: string | null;
  readonly reopenings: number;
  readonly alert_count: number;
  readonly firing_count: number;
  readonly last_alert_at: Date | null;
  readonly trace_id: string | null;
  readonly merged_into: string | null;
  readonly merged_number: number | null;
  readonly merged_title: string | null;
  readonly merged_state: IncidentState | null;
  readonly follows: string | null;
  readonly split_from: string | null;
  readonly run_id: string | null;
  readonly run_status: RunStatus | null;
  readonly run_created_at: Date | null;
  readonly run_error_type: string | null;
  readonly run_stages: readonly FlowStage[];
}

/** Behind which incident a page begins. */
export interface IncidentCursor extends Cursor {
  /** Of its severity. */
  readonly rank: number;
}

export interface IncidentPage {
  readonly sort: IncidentOrder;
  readonly limit: number;
  readonly after?: IncidentCursor | undefined;
}

/** A stage begins with its run, give or take the time that it waits to be tried again. */
const ofRun = sql`s.run_id = latest.run_id
  and s.created_at between latest.run_created_at - interval '1 day'
    and latest.run_created_at + interval '31 days'`;

interface Wanted {
  readonly where: Condition;
  readonly order: RawBuilder<unknown>;
  readonly limit: number;
}

/** Incidents with their owner and latest run: alert_runs_incident, and the run's own keys. */
const show = async (
  db: Database | Transaction,
  { where, order, limit }: Wanted,
): Promise<ListedIncidentRow[]> => {
  const { rows } = await sql<ListedIncidentRow>`
    with found as (
      select i.* from incidents i where ${where} order by ${order} limit ${limit}
    )
    select i.*, o.name as owner_name,
      m.number as merged_number, m.title as merged_title, m.state as merged_state,
      latest.run_id, p.status as run_status, latest.run_created_at,
      coalesce(p.error_type, stages.error_type) as run_error_type,
      coalesce(stages.stages, '[]') as run_stages
    from found i
    left join operators o on o.id = i.owner_id
    left join incidents m on m.id = i.merged_into
    left join lateral (
      select r.run_id, r.run_created_at
      from alert_runs r
      where r.incident_id = i.id
      order by r.run_created_at desc
      limit 1
    ) as latest on true
    left join pipeline_runs p on p.created_at = latest.run_created_at and p.id = latest.run_id
    left join lateral (
      select
        json_agg(
          json_build_object('stage', stage, 'status', status)
          order by position nulls last, created_at, stage
        ) as stages,
        (array_agg(error_type order by position desc) filter (where status = 'failed'))[1]
          as error_type
      from (
        select distinct on (s.stage) s.stage, s.status, s.position, s.created_at, s.error_type
        from stage_executions s
        where ${ofRun}
        order by s.stage, s.attempt desc, s.created_at desc, s.id desc
      ) as attempts
    ) as stages on true
    order by ${order}`.execute(db);
  return rows;
};

const orders: Readonly<Record<IncidentOrder, RawBuilder<unknown>>> = {
  severity: sql`i.severity_rank desc, i.opened_at desc, i.id desc`,
  opened: sql`i.opened_at desc, i.id desc`,
};

const behind = (sort: IncidentOrder, { rank, at, id }: IncidentCursor): Condition =>
  sort === 'severity'
    ? sql`(i.severity_rank, i.opened_at, i.id) < (${rank}::smallint, ${at}, ${id}::uuid)`
    : sql`(i.opened_at, i.id) < (${at}, ${id}::uuid)`;

/**
 * Which incidents does a filter give? Those that are active by incidents_active; else
 * incidents_severity or incidents_opened in their order, or the index of what is filtered by.
 */
export const listIncidentRows = (
  db: Database | Transaction,
  filter: IncidentFilter,
  { sort, limit, after, ...asking }: IncidentPage & Asking,
): Promise<ListedIncidentRow[]> => {
  const conditions = conditionsOf(filter, asking);
  if (after) conditions.push(behind(sort, after));
  return show(db, { where: allOf(conditions), order: orders[sort], limit });
};

/** By the primary key. */
export const findIncidentRow = async (
  db: Database | Transaction,
  id: string,
): Promise<ListedIncidentRow | undefined> =>
  (await show(db, { where: sql`i.id = ${id}::uuid`, order: orders.opened, limit: 1 }))[0];

/** The ids alone, in the order of the list, and how many there are: one more than the limit at most. */
export const matchIncidentIds = async (
  db: Database | Transaction,
  filter: IncidentFilter,
  { sort, limit, ...asking }: { sort: IncidentOrder; limit: number } & Asking,
): Promise<string[]> => {
  const { rows } = await sql<{ id: string }>`
    select i.id
    from incidents i
    where ${allOf(conditionsOf(filter, asking))}
    order by ${orders[sort]}
    limit ${limit + 1}`.execute(db);
  return rows.map(({ id }) => id);
};
