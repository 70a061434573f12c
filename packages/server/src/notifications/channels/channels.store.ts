import type { Insertable } from 'kysely';
import type { Database, Transaction } from '../../platform/db/database.ts';
import type { Schema } from '../../platform/db/schema.generated.ts';
import { raise } from '../../platform/http/api-error.ts';

/** Beyond, there would be no telling them apart. */
const mostChannels = 200;

/** With the ends of notifications_channel_state: its latest sent and failed, and those held. */
const selectChannels = (db: Database | Transaction) =>
  db
    .selectFrom('notification_channels as c')
    .leftJoin('operators as o', 'o.id', 'c.created_by')
    .leftJoinLateral(
      (eb) =>
        eb
          .selectFrom('notifications as f')
          .select(['f.created_at', 'f.failure'])
          .whereRef('f.channel_id', '=', 'c.id')
          .where('f.state', '=', 'failed')
          .orderBy('f.created_at', (order) => order.desc().nullsLast())
          .limit(1)
          .as('f'),
      (join) => join.onTrue(),
    )
    .where('c.removed_at', 'is', null)
    .select((eb) => [
      'c.id',
      'c.kind',
      'c.name',
      'c.is_enabled',
      'c.disabled_reason',
      'c.settings',
      'c.sealed_secrets',
      'c.secret_names',
      'c.tells_resolved',
      'c.throttle_messages',
      'c.throttle_seconds',
      'c.version',
      'c.created_at',
      'c.tested_at',
      'c.test_failure',
      'o.email as created_by_email',
      'f.created_at as last_failed_at',
      'f.failure as last_failure',
      eb
        .selectFrom('notifications as s')
        .select('s.created_at')
        .whereRef('s.channel_id', '=', 'c.id')
        .where('s.state', '=', 'sent')
        .orderBy('s.created_at', (order) => order.desc().nullsLast())
        .limit(1)
        .as('last_sent_at'),
      eb
        .selectFrom('notifications as h')
        .select(({ fn }) => fn.countAll<number>().as('count'))
        .whereRef('h.channel_id', '=', 'c.id')
        .where('h.state', '=', 'held')
        .as('held'),
    ]);
export type ChannelRow = Awaited<ReturnType<typeof listChannelRows>>[number];

export const listChannelRows = (db: Database) =>
  selectChannels(db)
    .orderBy('c.created_at', 'desc')
    .orderBy('c.id', 'desc')
    .limit(mostChannels)
    .execute();

export const getChannelRow = async (db: Database | Transaction, id: string): Promise<ChannelRow> =>
  (await selectChannels(db).where('c.id', '=', id).executeTakeFirst()) ?? raise('not_found');

/** One change of a channel at a time. */
export const lockChannel = async (tx: Transaction, id: string): Promise<void> => {
  await tx
    .selectFrom('notification_channels')
    .select('id')
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
};

export const countChannels = async (tx: Transaction): Promise<number> => {
  const { count } = await tx
    .selectFrom('notification_channels')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('removed_at', 'is', null)
    .executeTakeFirstOrThrow();
  return count;
};

export const insertChannel = async (
  tx: Transaction,
  row: Insertable<Schema['notification_channels']>,
): Promise<void> => {
  await tx.insertInto('notification_channels').values(row).execute();
};

export type ChannelChange = Partial<Insertable<Schema['notification_channels']>>;

export const updateChannel = async (
  db: Database | Transaction,
  id: string,
  change: ChannelChange,
): Promise<void> => {
  await db.updateTable('notification_channels').set(change).where('id', '=', id).execute();
};
