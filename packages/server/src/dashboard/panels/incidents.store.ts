import type { CheckKind, CheckResult } from '@taffrail/contract';
import { sql } from 'kysely';
import type { Transaction } from '../../platform/db/database.ts';

export interface ActiveCounts {
  readonly critical: number;
  readonly warning: number;
  readonly info: number;
  readonly unacknowledged: number;
}

/** How many incidents are active? All of the partial index incidents_active. */
export const countActiveIncidents = async (trx: Transaction): Promise<ActiveCounts> => {
  const { rows } = await sql<ActiveCounts>`
    select (count(*) filter (where severity_rank = 3))::int as critical,
      (count(*) filter (where severity_rank = 2))::int as warning,
      (count(*) filter (where severity_rank = 1))::int as info,
      (count(*) filter (where state = 'open'))::int as unacknowledged
    from incidents
    where state in ('open', 'acknowledged')`.execute(trx);
  return rows[0] ?? { critical: 0, warning: 0, info: 0, unacknowledged: 0 };
};

/** When was one resolved last? The end of incidents_resolved. */
export const findLastResolved = async (trx: Transaction): Promise<Date | undefined> => {
  const { rows } = await sql<{ resolved_at: Date }>`
    select resolved_at from incidents
    where resolved_at is not null and merged_into is null
    order by resolved_at desc limit 1`.execute(trx);
  return rows[0]?.resolved_at;
};

export interface RecentCheckRunRow {
  readonly id: string;
  readonly check_id: string;
  readonly kind: CheckKind;
  readonly name: string;
  readonly result: CheckResult;
  readonly message: string;
  readonly created_at: Date;
}

/** What did the checks see last? The end of the primary key. */
export const listRecentCheckRuns = async (
  trx: Transaction,
  { since, limit }: { readonly since: Date; readonly limit: number },
): Promise<RecentCheckRunRow[]> => {
  const { rows } = await sql<RecentCheckRunRow>`
    select id, check_id, kind, name, result, left(message, 200) as message, created_at
    from check_runs
    where created_at >= ${since}
    order by created_at desc, id desc
    limit ${limit}`.execute(trx);
  return rows;
};

export interface ReadinessRow {
  readonly channels: number;
  readonly tested: number;
  readonly waiting: number;
  readonly oldest_waiting_at: Date | null;
  readonly poisoned: number;
  readonly watched: number;
  readonly fresh: number;
}

/**
 * Would an alert arrive? Channels and heartbeats are two hundred at most; what lies in the inbox is
 * the partial index inbox_state.
 */
export const readReadiness = async (trx: Transaction, now: Date): Promise<ReadinessRow> => {
  const { rows } = await sql<ReadinessRow>`
    select channels.*, inbox.*, heartbeats.*
    from (
      select count(*)::int as channels,
        (count(*) filter (where tested_at is not null and test_failure is null))::int as tested
      from notification_channels
      where removed_at is null and is_enabled
    ) as channels, (
      select (count(*) filter (where state = 'waiting'))::int as waiting,
        min(received_at) filter (where state = 'waiting') as oldest_waiting_at,
        (count(*) filter (where state = 'poisoned'))::int as poisoned
      from inbox
      where state in ('waiting', 'poisoned')
    ) as inbox, (
      select count(*)::int as watched,
        (count(*) filter (
          where not h.has_failed and (h.down_at is null or h.down_at > ${now})
        ))::int as fresh
      from heartbeats h
      join checks c on c.id = h.check_id
      where c.is_enabled and c.removed_at is null
    ) as heartbeats`.execute(trx);
  const [row] = rows;
  if (!row) throw new Error('A query without a condition answered no row.');
  return row;
};
