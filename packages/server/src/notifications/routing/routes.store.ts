import { sql, type Insertable } from 'kysely';
import type { Database, Transaction } from '../../platform/db/database.ts';
import type { Schema } from '../../platform/db/schema.generated.ts';

/** Any number that nobody else uses. */
const lockId = 7_238_114_071;

/** One change of the order at a time: it is made of all of them. */
export const lockRoutes = async (tx: Transaction): Promise<void> => {
  await sql`select pg_advisory_xact_lock(${sql.lit(lockId)})`.execute(tx);
};

/** In the order in which they are asked; there are 200 at most. */
export const listRouteRows = (db: Database | Transaction) =>
  db
    .selectFrom('notification_routes')
    .selectAll()
    .orderBy('position')
    .orderBy('created_at')
    .orderBy('id')
    .execute();
export type RouteRow = Awaited<ReturnType<typeof listRouteRows>>[number];

export const insertRoute = async (
  tx: Transaction,
  row: Insertable<Schema['notification_routes']>,
): Promise<void> => {
  await tx.insertInto('notification_routes').values(row).execute();
};

export const updateRoute = async (
  tx: Transaction,
  id: string,
  change: Partial<Insertable<Schema['notification_routes']>>,
): Promise<void> => {
  await tx.updateTable('notification_routes').set(change).where('id', '=', id).execute();
};

export const deleteRoute = async (tx: Transaction, id: string): Promise<void> => {
  await tx.deleteFrom('notification_routes').where('id', '=', id).execute();
};

/** Takes a channel that is no more out of every route. */
export const leaveRoutes = async (tx: Transaction, channelId: string): Promise<void> => {
  await sql`
    update notification_routes
    set channel_ids = array_remove(channel_ids, ${channelId}::uuid), version = version + 1
    where ${channelId}::uuid = any (channel_ids)`.execute(tx);
};

/** Which of these channels are there? The primary key. */
export const listKnownChannels = (db: Database | Transaction, ids: readonly string[]) =>
  db
    .selectFrom('notification_channels')
    .select(['id', 'name', 'is_enabled'])
    .where('removed_at', 'is', null)
    .where('id', 'in', ids.length > 0 ? [...ids] : ['00000000-0000-0000-0000-000000000000'])
    .execute();
