import type { IncidentEventKind, RunStatus, SkipReason, TimelineLayer } from '@taffrail/contract';
import { sql, type RawBuilder } from 'kysely';
import type { Database } from '../../platform/db/database.ts';
import type { Cursor } from '../../platform/http/cursor.ts';
import type { EventDetails } from '../record/events.store.ts';

export interface RecordRow {
  readonly type: 'record';
  readonly at: Date;
  readonly id: string;
  readonly entry: {
    readonly kind: IncidentEventKind;
    readonly actorKind: 'operator' | 'api_key' | 'system';
    readonly actorId: string | null;
    readonly actor: string;
    readonly note: string | null;
    readonly details: EventDetails;
  };
}

export interface StageEntryRow {
  readonly type: 'stage';
  readonly at: Date;
  readonly id: string;
  readonly entry: {
    readonly runId: string;
    readonly stage: string;
    readonly status: RunStatus;
    readonly reason: SkipReason | null;
    readonly attempt: number;
    readonly durationMs: number | null;
    readonly errorType: string | null;
    readonly errorMessage: string | null;
  };
}

export interface NotificationEntryRow {
  readonly type: 'notification';
  readonly at: Date;
  readonly id: string;
  readonly entry: {
    readonly runId: string | null;
    readonly channel: string | null;
    readonly state: string;
    readonly attempt: number;
    readonly reason: string | null;
  };
}

export type TimelineRow = RecordRow | StageEntryRow | NotificationEntryRow;

export const recordKinds = {
  alerts: ['alerts_joined', 'alerts_fired_again', 'alerts_resolved', 'severity_raised'],
  notes: ['commented'],
  states: [
    'opened',
    'acknowledged',
    'unacknowledged',
    'resolved',
    'closed',
    'reopened',
    'assigned',
    'merged',
    'merged_into',
    'split_off',
    'split_from',
  ],
} as const satisfies Partial<Record<TimelineLayer, readonly IncidentEventKind[]>>;

interface Part {
  readonly incidentId: string;
  readonly behind: RawBuilder<unknown>;
  readonly limit: number;
}

/** The primary key of incident_events, backwards. */
const records = (
  { incidentId, behind, limit }: Part,
  kinds: readonly string[] | undefined,
): RawBuilder<unknown> => sql`(
  select 'record' as type, at, id, json_build_object(
    'kind', kind, 'actorKind', actor_kind, 'actorId', actor_id, 'actor', actor, 'note', note,
    'details', details
  ) as entry
  from (
    select e.*, coalesce(o.name, e.actor_label) as actor
    from incident_events e
    left join operators o on o.id = e.actor_id and e.actor_kind = 'operator'
    where e.incident_id = ${incidentId}::uuid
      ${kinds ? sql`and e.kind = any (${kinds})` : sql``}
  ) as told
  where true ${behind}
  order by at desc, id desc
  limit ${limit}
)`;

/** Runs of an incident whose stages are read: one waits at a time, so there are rarely many. */
const mostRuns = 200;

/** What stages came to, when they ended: alert_runs_incident, then stage_executions_run. */
const stages = ({ incidentId, behind, limit }: Part): RawBuilder<unknown> => sql`(
  select 'stage', at, id, json_build_object(
    'runId', run_id, 'stage', stage, 'status', status, 'reason', reason, 'attempt', attempt,
    'durationMs', duration_ms, 'errorType', error_type, 'errorMessage', error_message
  )
  from (
    select s.*, date_trunc(
      'milliseconds', s.created_at + coalesce(s.duration_ms, 0) * interval '1 millisecond'
    ) as at
    from (
      select run_id, run_created_at
      from alert_runs
      where incident_id = ${incidentId}::uuid
      order by run_created_at desc
      limit ${mostRuns}
    ) as r
    join stage_executions s on s.run_id = r.run_id
      and s.created_at between r.run_created_at - interval '1 day'
        and r.run_created_at + interval '31 days'
    where s.status <> 'pending' and s.stage <> 'ingest'
  ) as ended
  where true ${behind}
  order by at desc, id desc
  limit ${limit}
)`;

/** notifications_incident. */
const notifications = ({ incidentId, behind, limit }: Part): RawBuilder<unknown> => sql`(
  select 'notification', at, id, json_build_object(
    'runId', run_id, 'channel', channel, 'state', state, 'attempt', attempt, 'reason', reason
  )
  from (
    select n.*, n.created_at as at, c.name as channel
    from notifications n
    left join notification_channels c on c.id = n.channel_id
    where n.incident_id = ${incidentId}::uuid
  ) as sent
  where true ${behind}
  order by at desc, id desc
  limit ${limit}
)`;

const partsOf = (layer: TimelineLayer | undefined, part: Part): RawBuilder<unknown>[] => {
  if (layer === 'stages') return [stages(part)];
  if (layer === 'notifications') return [notifications(part)];
  if (layer !== undefined) return [records(part, recordKinds[layer])];
  return [records(part, undefined), stages(part), notifications(part)];
};

/** What happened to an incident, newest first? Each layer by its own index, then merged. */
export const listTimelineRows = async (
  db: Database,
  incidentId: string,
  {
    layer,
    limit,
    after,
  }: { layer: TimelineLayer | undefined; limit: number; after: Cursor | undefined },
): Promise<TimelineRow[]> => {
  const behind = after ? sql`and (at, id) < (${after.at}, ${after.id}::uuid)` : sql``;
  const parts = partsOf(layer, { incidentId, behind, limit });
  const { rows } = await sql<TimelineRow>`
    select type, at, id, entry
    from (${sql.join(parts, sql` union all `)}) as told (type, at, id, entry)
    order by at desc, id desc
    limit ${limit}`.execute(db);
  return rows;
};
