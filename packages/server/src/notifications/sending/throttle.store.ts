import { sql } from 'kysely';
import type { Transaction } from '../../platform/db/database.ts';

export const digestTask = 'send_notification_digest';

/** Held until the transaction ends: the messages of a channel are counted one after the other. */
export const lockChannelCount = async (tx: Transaction, channelId: string): Promise<void> => {
  await sql`select pg_advisory_xact_lock(hashtextextended('notifications ' || ${channelId}, 0))`.execute(
    tx,
  );
};

/**
 * Does another message of a channel have to wait? It does behind others that wait, and where the
 * stretch has as many as it may. Indexes notifications_channel_state and notifications_channel.
 */
export const mustWait = async (
  tx: Transaction,
  { channelId, since, most }: { channelId: string; since: Date; most: number },
): Promise<boolean> => {
  const { rows } = await sql<{ must_wait: boolean }>`
    select exists (
        select from notifications where channel_id = ${channelId}::uuid and state = 'held'
      ) or (
        select count(*) from (
          select from notifications
          where channel_id = ${channelId}::uuid and created_at > ${since}
            and state in ('sending', 'sent', 'failed') and kind <> 'test'
          limit ${most}
        ) as told
      ) >= ${most} as must_wait`.execute(tx);
  return rows[0]?.must_wait === true;
};

/** One digest at a time, at the time that the first message asked for. */
export const enqueueDigest = async (
  tx: Transaction,
  { channelId, at, attempt }: { channelId: string; at: Date; attempt: number },
): Promise<void> => {
  const payload = JSON.stringify({ channelId, attempt });
  await sql`
    select graphile_worker.add_job(${digestTask}, ${payload}::json,
      job_key => ${`digest:${channelId}`}, job_key_mode => 'preserve_run_at',
      run_at => ${at})`.execute(tx);
};
