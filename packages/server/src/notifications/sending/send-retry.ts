import type { Sender } from './deliver.ts';
import { holdAgain } from './digest.store.ts';
import { listAttempts, listSendingChannels, listTold } from './notifications.store.ts';
import { findRetried, type RetriedRow } from './retry.store.ts';
import { findAnalysis, findSubject } from './subject.store.ts';
import { tellChannel } from './tell-incident.ts';
import { enqueueDigest } from './throttle.store.ts';

/** What went with a digest goes with the next one, which is due now. */
const retryDigest = ({ db, clock }: Sender, row: RetriedRow): Promise<void> =>
  db.transaction().execute(async (tx) => {
    const { channel_id: channelId } = row;
    if (channelId === null || (await holdAgain(tx, row.id)) === 0) return;
    await enqueueDigest(tx, { channelId, at: clock.now(), attempt: 1 });
  });

/**
 * Sends what failed once more, as things are by now. Where the channel was told meanwhile, a row
 * says so.
 */
export const sendRetry = async (sender: Sender, id: string): Promise<void> => {
  const { db, changes } = sender;
  const row = await findRetried(db, id);
  if (row?.state !== 'failed') return;
  if (row.kind === 'digest') return retryDigest(sender, row);
  const { run_id: runId, incident_id: incidentId, alert_id: alertId, trace_id: traceId } = row;
  if (runId === null || incidentId === null || alertId === null || traceId === null) return;
  const [subject, told, attempts, analysis, [channel]] = await Promise.all([
    findSubject(db, incidentId),
    listTold(db, incidentId),
    listAttempts(db, runId),
    findAnalysis(db, runId),
    listSendingChannels(db, row.channel_id === null ? [] : [row.channel_id]),
  ]);
  const before = attempts.find(({ channel_id: tried }) => tried === row.channel_id);
  if (!subject || !channel || !before) return;
  // Begun before, by a process that ended: what it was sending is looked after, no more.
  if (before.id !== row.id && before.state !== 'sending') return;
  await tellChannel(
    sender,
    {
      run: { id: runId, incidentId, alertId, traceId },
      key: `${runId}:notify:retry:${row.attempt}`,
      subject,
      analysis,
    },
    {
      channel,
      routeId: null,
      told: told.find(({ channel_id: knows }) => knows === channel.id),
      before,
      // Of this very attempt.
      askedForAt: before.created_at,
    },
  );
  changes.announce('notifications');
};
