import type { Severity } from '@taffrail/contract';
import { sql } from 'kysely';
import type { Database, Transaction } from '../../platform/db/database.ts';
import type { Place } from './notifications.store.ts';

export interface HeldRow {
  readonly incident_id: string;
  readonly number: number | null;
  readonly kind: 'firing' | 'resolved';
  readonly title: string;
  readonly severity: Severity | null;
}

export interface DigestCounts {
  readonly messages: number;
  readonly incidents: number;
  readonly critical: number;
  readonly warning: number;
  readonly info: number;
  readonly resolved: number;
  readonly oldest_at: Date | null;
}

/** What is in a digest, by incident as it was told last. notifications_digest. */
const inDigest = (digestId: string) => sql`(
  select distinct on (n.incident_id) n.incident_id, n.kind, n.title, n.severity
  from notifications n
  where n.digest_id = ${digestId}::uuid and n.state = 'held'
  order by n.incident_id, n.created_at desc, n.id desc
)`;

export const countDigest = async (
  db: Database | Transaction,
  digestId: string,
): Promise<DigestCounts> => {
  const { rows } = await sql<DigestCounts>`
    select
      (select count(*) from notifications
        where digest_id = ${digestId}::uuid and state = 'held') as messages,
      (select min(created_at) from notifications
        where digest_id = ${digestId}::uuid and state = 'held') as oldest_at,
      count(*) as incidents,
      count(*) filter (where kind = 'firing' and severity = 'critical') as critical,
      count(*) filter (where kind = 'firing' and severity = 'warning') as warning,
      count(*) filter (where kind = 'firing' and severity = 'info') as info,
      count(*) filter (where kind = 'resolved') as resolved
    from ${inDigest(digestId)} as n`.execute(db);
  const [row] = rows;
  if (!row) throw new Error('A query without a condition answered no row.');
  return row;
};

/** The worst of them. */
export const listDigest = async (
  db: Database,
  digestId: string,
  limit: number,
): Promise<HeldRow[]> => {
  const { rows } = await sql<HeldRow>`
    select n.incident_id, i.number, n.kind, n.title, n.severity
    from ${inDigest(digestId)} as n
    left join incidents i on i.id = n.incident_id
    order by (n.kind = 'resolved'), i.severity_rank desc nulls last, i.opened_at, n.incident_id
    limit ${limit}`.execute(db);
  return rows;
};

/** Everything that a channel holds goes into one digest. Answers how many. */
export const gatherHeld = async (
  tx: Transaction,
  channelId: string,
  digestId: string,
): Promise<number> => {
  const { numAffectedRows } = await sql`
    update notifications set digest_id = ${digestId}::uuid
    where channel_id = ${channelId}::uuid and state = 'held'`.execute(tx);
  return Number(numAffectedRows ?? 0);
};

/** The digest of a channel that was being sent when the process ended. */
export const findUnfinishedDigest = async (
  tx: Transaction,
  channelId: string,
): Promise<(Place & { readonly attempt: number }) | undefined> => {
  const { rows } = await sql<Place & { attempt: number }>`
    select id, created_at, attempt from notifications
    where channel_id = ${channelId}::uuid and state = 'sending' and kind = 'digest'
    order by created_at desc nulls last
    limit 1`.execute(tx);
  return rows[0];
};

/** Those whose digest arrived just before the process ended. */
export const settleArrived = async (
  tx: Transaction,
  channelId: string,
  now: Date,
): Promise<void> => {
  await sql`
    update notifications h
    set state = 'digested', reason = null, ended_at = ${now}
    from notifications d
    where h.channel_id = ${channelId}::uuid and h.state = 'held'
      and d.id = h.digest_id and d.state = 'sent'`.execute(tx);
};

/** What a digest told, or what is not told any more since it failed for good. */
export const settleHeld = async (
  db: Database,
  digestId: string,
  change: {
    readonly state: 'digested' | 'failed';
    readonly reason: string | null;
    readonly failure: string | null;
    readonly at: Date;
  },
): Promise<void> => {
  await sql`
    update notifications
    set state = ${change.state}, reason = ${change.reason}, failure = ${change.failure},
      ended_at = ${change.at}
    where digest_id = ${digestId}::uuid and state = 'held'`.execute(db);
};

/** What failed with a digest waits for the next one. */
export const holdAgain = async (tx: Transaction, digestId: string): Promise<number> => {
  const { numAffectedRows } = await sql`
    update notifications
    set state = 'held', reason = 'throttled', failure = null, ended_at = null, digest_id = null
    where digest_id = ${digestId}::uuid and state = 'failed'`.execute(tx);
  return Number(numAffectedRows ?? 0);
};
