import type {
  NotificationKind,
  NotificationReason,
  NotificationState,
  Severity,
} from '@taffrail/contract';
import { sql, type Insertable } from 'kysely';
import type { Database, Transaction } from '../../platform/db/database.ts';
import type { Schema } from '../../platform/db/schema.generated.ts';

export type NewNotification = Insertable<Schema['notifications']>;

/** Where a row lies. */
export interface Place {
  readonly id: string;
  readonly created_at: Date;
}

export const insertNotification = async (
  db: Database | Transaction,
  row: NewNotification,
): Promise<void> => {
  await db.insertInto('notifications').values(row).execute();
};

export const updateNotification = async (
  db: Database | Transaction,
  { id, created_at }: Place,
  change: Partial<NewNotification>,
): Promise<void> => {
  await db
    .updateTable('notifications')
    .set(change)
    .where('created_at', '=', created_at)
    .where('id', '=', id)
    .execute();
};

export interface AttemptRow extends Place {
  readonly channel_id: string | null;
  readonly kind: NotificationKind;
  readonly state: NotificationState;
  readonly reason: NotificationReason | null;
  readonly attempt: number;
}

/** The latest row of each channel in this run: notifications_run. */
export const listAttempts = async (db: Database, runId: string): Promise<AttemptRow[]> => {
  const { rows } = await sql<AttemptRow>`
    select distinct on (channel_id) channel_id, id, created_at, kind, state, reason, attempt
    from notifications
    where run_id = ${runId}::uuid
    order by channel_id, attempt desc, created_at desc`.execute(db);
  return rows;
};

export interface ToldRow {
  readonly channel_id: string;
  readonly kind: NotificationKind;
  readonly state: NotificationState;
  readonly severity: Severity | null;
  readonly external_id: string | null;
}

/** What does each channel know, or will by its digest, of an incident? notifications_told. */
export const listTold = async (db: Database, incidentId: string): Promise<ToldRow[]> => {
  const { rows } = await sql<ToldRow>`
    select distinct on (channel_id) channel_id, kind, state, severity, external_id
    from notifications
    where incident_id = ${incidentId}::uuid and state in ('sent', 'held', 'digested')
    order by channel_id, created_at desc nulls last, id desc`.execute(db);
  return rows;
};

export interface SendingChannelRow {
  readonly id: string;
  readonly kind: string;
  readonly name: string;
  readonly is_enabled: boolean;
  readonly settings: unknown;
  readonly sealed_secrets: Buffer;
  readonly tells_resolved: boolean;
  readonly throttle_messages: number | null;
  readonly throttle_seconds: number | null;
}

/** The channels that are there, of which there are a few: the primary key. */
export const listSendingChannels = async (
  db: Database | Transaction,
  ids: readonly string[],
): Promise<SendingChannelRow[]> => {
  if (ids.length === 0) return [];
  return db
    .selectFrom('notification_channels')
    .select([
      'id',
      'kind',
      'name',
      'is_enabled',
      'settings',
      'sealed_secrets',
      'tells_resolved',
      'throttle_messages',
      'throttle_seconds',
    ])
    .where('id', 'in', [...ids])
    .where('removed_at', 'is', null)
    .execute();
};
