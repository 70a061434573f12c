import type { IncidentEventKind, IncidentState } from '@taffrail/contract';
import { sql } from 'kysely';
import type { Transaction } from '../../platform/db/database.ts';

export interface StepRow {
  readonly kind: IncidentEventKind;
  readonly at: Date;
  readonly actor_kind: 'operator' | 'api_key' | 'system';
  readonly actor_id: string | null;
  /** An operator by name; others as the audit log has them. */
  readonly actor: string;
}

/** Who led it to each state last? incident_events_states: some rows of an incident. */
export const listStepRows = async (tx: Transaction, id: string): Promise<StepRow[]> => {
  const { rows } = await sql<StepRow>`
    select distinct on (e.kind) e.kind, e.at, e.actor_kind, e.actor_id,
      coalesce(o.name, e.actor_label) as actor
    from incident_events e
    left join operators o on o.id = e.actor_id and e.actor_kind = 'operator'
    where e.incident_id = ${id}::uuid
      and e.kind in ('opened', 'split_from', 'acknowledged', 'resolved', 'closed', 'reopened',
        'merged_into')
    order by e.kind, e.at desc, e.id desc`.execute(tx);
  return rows;
};

export interface RelatedRow {
  readonly relation: 'followed_by' | 'merged_in' | 'split_off' | 'split_from' | 'follows';
  readonly id: string;
  readonly number: number;
  readonly title: string;
  readonly state: IncidentState;
}

/** incidents_follows, incidents_merged_into, incidents_split_from, and the primary key. */
export const listRelatedRows = async (
  tx: Transaction,
  {
    id,
    follows,
    split_from: splitFrom,
  }: {
    readonly id: string;
    readonly follows: string | null;
    readonly split_from: string | null;
  },
): Promise<RelatedRow[]> => {
  const { rows } = await sql<RelatedRow>`
    select relation, id, number, title, state
    from (
      select 'followed_by' as relation, i.* from incidents i where i.follows = ${id}::uuid
      union all
      select 'merged_in', i.* from incidents i where i.merged_into = ${id}::uuid
      union all
      select 'split_off', i.* from incidents i where i.split_from = ${id}::uuid
      union all
      select 'follows', i.* from incidents i where i.id = ${follows}::uuid
      union all
      select 'split_from', i.* from incidents i where i.id = ${splitFrom}::uuid
    ) as related
    order by opened_at desc, id desc
    limit 50`.execute(tx);
  return rows;
};

/** What do its latest alerts say is to be done? incident_alerts_joined, and the keys of alerts. */
export const listRunbookUrls = async (tx: Transaction, id: string): Promise<string[]> => {
  const { rows } = await sql<{ url: string }>`
    select a.annotations ->> 'runbook_url' as url
    from (
      select alert_id from incident_alerts
      where incident_id = ${id}::uuid
      order by joined_at desc, alert_id desc
      limit 100
    ) as latest
    join alerts a on a.id = latest.alert_id
    where a.annotations ->> 'runbook_url' ~* '^https?://'
    group by 1
    order by count(*) desc, 1
    limit 5`.execute(tx);
  return rows.map(({ url }) => url);
};

/** Of the latest runs, newest first: alert_runs_incident. */
export const listTraceIds = async (tx: Transaction, id: string): Promise<string[]> => {
  const { rows } = await sql<{ trace_id: string }>`
    select trace_id
    from (
      select trace_id, run_created_at
      from alert_runs
      where incident_id = ${id}::uuid
      order by run_created_at desc
      limit 100
    ) as latest
    group by trace_id
    order by max(run_created_at) desc
    limit 20`.execute(tx);
  return rows.map(({ trace_id: traceId }) => traceId);
};
