import type {
  ChannelKind,
  NotificationKind,
  NotificationReason,
  NotificationState,
  Severity,
} from '@taffrail/contract';
import { sql, type RawBuilder, type SqlBool } from 'kysely';
import type { Database } from '../../platform/db/database.ts';
import type { Cursor } from '../../platform/http/cursor.ts';

export interface NotificationRow {
  readonly id: string;
  readonly created_at: Date;
  readonly kind: NotificationKind;
  readonly state: NotificationState;
  readonly reason: NotificationReason | null;
  readonly failure: string | null;
  readonly channel_id: string | null;
  readonly channel_kind: ChannelKind | null;
  readonly channel_name: string | null;
  readonly incident_id: string | null;
  readonly incident_number: number | null;
  readonly incident_title: string | null;
  readonly run_id: string | null;
  readonly alert_id: string | null;
  readonly trace_id: string | null;
  readonly severity: Severity | null;
  readonly title: string;
  readonly attempt: number;
  readonly is_possibly_repeated: boolean;
  readonly digest_count: number | null;
  readonly digest_id: string | null;
  readonly external_id: string | null;
  readonly ended_at: Date | null;
  readonly duration_ms: number | null;
}

export interface NotificationFilter {
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly state?: NotificationState | undefined;
  readonly channelId?: string | undefined;
  readonly incidentId?: string | undefined;
  readonly runId?: string | undefined;
  readonly traceId?: string | undefined;
}

type Condition = RawBuilder<SqlBool>;

const conditionsOf = (filter: NotificationFilter, after: Cursor | undefined): Condition[] => {
  const { from, to, state, channelId, incidentId, runId, traceId } = filter;
  const conditions: Condition[] = [sql<SqlBool>`true`];
  if (from !== undefined) conditions.push(sql`n.created_at >= ${from}::timestamptz`);
  if (to !== undefined) conditions.push(sql`n.created_at < ${to}::timestamptz`);
  if (state !== undefined) conditions.push(sql`n.state = ${state}`);
  if (channelId !== undefined) conditions.push(sql`n.channel_id = ${channelId}::uuid`);
  if (incidentId !== undefined) conditions.push(sql`n.incident_id = ${incidentId}::uuid`);
  if (runId !== undefined) conditions.push(sql`n.run_id = ${runId}::uuid`);
  if (traceId !== undefined) conditions.push(sql`n.trace_id = ${traceId}`);
  if (after) conditions.push(sql`(n.created_at, n.id) < (${after.at}, ${after.id}::uuid)`);
  return conditions;
};

/** "nulls last" is the order of those indexes, which the primary key does not offer. */
const orderOf = (filter: NotificationFilter): RawBuilder<unknown> =>
  Object.values({ ...filter, from: undefined, to: undefined }).some((value) => value !== undefined)
    ? sql`order by n.created_at desc nulls last, n.id desc`
    : sql`order by n.created_at desc, n.id desc`;

const selectRows = (inner: RawBuilder<unknown>) => sql<NotificationRow>`
  select n.id, n.created_at, n.kind, n.state, n.reason, n.failure, n.channel_id,
    c.kind as channel_kind, c.name as channel_name, n.incident_id, i.number as incident_number,
    i.title as incident_title, n.run_id, n.alert_id, n.trace_id, n.severity, n.title, n.attempt,
    n.is_possibly_repeated, n.digest_count, n.digest_id, n.external_id, n.ended_at, n.duration_ms
  from (${inner}) as n
  left join notification_channels c on c.id = n.channel_id
  left join incidents i on i.id = n.incident_id`;

/**
 * Newest first: the primary key, or notifications_channel_state, _channel, _state, _incident, _run
 * or _trace, each of which answers its filter in that order.
 */
export const listNotificationRows = async (
  db: Database,
  filter: NotificationFilter,
  page: { readonly limit: number; readonly after: Cursor | undefined },
): Promise<NotificationRow[]> => {
  const inner = sql`
    select n.* from notifications n
    where ${sql.join(conditionsOf(filter, page.after), sql` and `)}
    ${orderOf(filter)}
    limit ${page.limit}`;
  const { rows } = await sql<NotificationRow>`
    ${selectRows(inner)}
    order by n.created_at desc, n.id desc`.execute(db);
  return rows;
};

/** notifications_id. */
export const findNotificationRow = async (
  db: Database,
  id: string,
): Promise<NotificationRow | undefined> => {
  const inner = sql`select n.* from notifications n where n.id = ${id}::uuid limit 1`;
  const { rows } = await selectRows(inner).execute(db);
  return rows[0];
};
