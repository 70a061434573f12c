import type { PingKind } from '@taffrail/contract';
import { sql, type Insertable, type Selectable, type Updateable } from 'kysely';
import type { Database, Transaction } from '../../platform/db/database.ts';
import type { Schema } from '../../platform/db/schema.generated.ts';
import { raise } from '../../platform/http/api-error.ts';
import type { Cursor } from '../../platform/http/cursor.ts';

export type HeartbeatRow = Selectable<Schema['heartbeats']>;
export type PingRow = Selectable<Schema['heartbeat_pings']>;

export const findHeartbeat = (
  db: Database | Transaction,
  checkId: string,
): Promise<HeartbeatRow | undefined> =>
  db.selectFrom('heartbeats').selectAll().where('check_id', '=', checkId).executeTakeFirst();

/** The heartbeat of an address, with what its check says; no other ping of it is taken meanwhile. */
export interface PingedRow extends HeartbeatRow {
  readonly config: unknown;
  readonly is_enabled: boolean;
  /** Of its latest run. */
  readonly result: string | null;
}

export const lockPinged = async (
  tx: Transaction,
  pingId: string,
): Promise<PingedRow | undefined> => {
  const { rows } = await sql<PingedRow>`
    select h.*, c.config, c.is_enabled, s.result
    from heartbeats h
    join checks c on c.id = h.check_id and c.removed_at is null
    join check_states s on s.check_id = c.id
    where h.ping_id = ${pingId}
    for update of h`.execute(tx);
  return rows[0];
};

export const insertHeartbeat = async (
  tx: Transaction,
  row: Insertable<Schema['heartbeats']>,
): Promise<void> => {
  await tx.insertInto('heartbeats').values(row).execute();
};

export const updateHeartbeat = async (
  db: Database | Transaction,
  checkId: string,
  changes: Updateable<Schema['heartbeats']>,
): Promise<void> => {
  await db.updateTable('heartbeats').set(changes).where('check_id', '=', checkId).execute();
};

export const insertPing = async (
  tx: Transaction,
  row: Insertable<Schema['heartbeat_pings']>,
): Promise<void> => {
  await tx.insertInto('heartbeat_pings').values(row).execute();
};

/** When did a run begin that is named? By heartbeat_pings_rid, of the last days. */
export const findStart = async (
  tx: Transaction,
  { checkId, rid, since }: { checkId: string; rid: string; since: Date },
): Promise<Date | undefined> => {
  const row = await tx
    .selectFrom('heartbeat_pings')
    .select('created_at')
    .where('check_id', '=', checkId)
    .where('rid', '=', rid)
    .where('kind', '=', 'start')
    .where('created_at', '>=', since)
    .orderBy('created_at', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row?.created_at;
};

export interface StripPing {
  readonly id: string;
  readonly at: string;
  readonly kind: PingKind;
}

export interface ListedHeartbeatRow extends HeartbeatRow {
  readonly strip: readonly StripPing[];
}

/** The heartbeats with their latest pings, newest first: by heartbeat_pings_check. */
export const listHeartbeatRows = async (
  db: Transaction,
  { since, pings }: { since: Date; pings: number },
): Promise<ListedHeartbeatRow[]> => {
  const { rows } = await sql<ListedHeartbeatRow>`
    select h.*, coalesce(latest.strip, '[]') as strip
    from heartbeats h
    left join lateral (
      select json_agg(json_build_object('id', id, 'at', created_at, 'kind', kind)
        order by created_at desc, id desc) as strip
      from (
        select id, created_at, kind
        from heartbeat_pings p
        where p.check_id = h.check_id and p.created_at >= ${since}
        order by p.created_at desc nulls last
        limit ${pings}
      ) as one
    ) as latest on true`.execute(db);
  return rows;
};

/** What did a heartbeat say, newest first? By heartbeat_pings_check. */
export const listPingRows = async (
  db: Database,
  checkId: string,
  { since, after, limit }: { since: Date; after: Cursor | undefined; limit: number },
): Promise<PingRow[]> => {
  const behind = after
    ? sql`and p.created_at <= ${after.at} and (p.created_at, p.id) < (${after.at}, ${after.id}::uuid)`
    : sql``;
  const { rows } = await sql<PingRow>`
    select p.* from heartbeat_pings p
    where p.check_id = ${checkId} and p.created_at >= ${since} ${behind}
    order by p.created_at desc nulls last, p.id desc
    limit ${limit}`.execute(db);
  return rows;
};

export const requireHeartbeat = async (
  db: Database | Transaction,
  checkId: string,
): Promise<HeartbeatRow> => (await findHeartbeat(db, checkId)) ?? raise('not_found');
