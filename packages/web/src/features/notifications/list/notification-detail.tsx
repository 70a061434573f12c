import type { Notification } from '@taffrail/contract';
import { RotateCcw } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import { formatDuration } from '../../../lib/format.ts';
import { useCan } from '../../../lib/me.ts';
import { formatExact } from '../../../lib/time/format-time.ts';
import { useTimeZone } from '../../../lib/time/time-zone.ts';
import { Button } from '../../../ui/button.tsx';
import { Confirm } from '../../../ui/confirm.tsx';
import { CopyText } from '../../../ui/copy-text.tsx';
import { Fact, Facts } from '../../../ui/fact.tsx';
import { Link } from '../../../ui/link.tsx';
import { toast } from '../../../ui/toast.ts';
import { TraceLink } from '../../../ui/trace-link.tsx';
import { channelTitles, kindWords, reasonWords } from '../notification-words.ts';
import { useRetryNotification } from '../notifications.api.ts';

export const renderNotification = (notification: Notification): ReactNode => (
  <NotificationDetail notification={notification} />
);

/** All that is known of one: what came of it, and what it belongs to. */
function NotificationDetail({ notification }: { notification: Notification }) {
  const timeZone = useTimeZone();
  const mayRetry = useCan('runs.retry');
  const { createdAt, endedAt, durationMs, reason, failure, kind, channel } = notification;
  return (
    <div className="flex flex-col gap-3 text-compact">
      {failure !== null && <p className="break-words whitespace-pre-wrap">{failure}</p>}
      <div className="grid gap-x-8 lg:grid-cols-2">
        <Facts>
          <Fact name="About">{kindWords[kind]}</Fact>
          {channel && (
            <Fact name="Channel">
              {channel.name}, {channelTitles[channel.kind]}
            </Fact>
          )}
          {reason !== null && <Fact name="Reason">{reasonWords[reason]}</Fact>}
          <Fact name="Decided">{formatExact(new Date(createdAt), timeZone)}</Fact>
          {endedAt !== null && <Fact name="Ended">{formatExact(new Date(endedAt), timeZone)}</Fact>}
          {durationMs !== null && <Fact name="Took">{formatDuration(durationMs)}</Fact>}
        </Facts>
        <Belongs notification={notification} />
      </div>
      {mayRetry && mayBeRetried(notification) && <Retry notification={notification} />}
    </div>
  );
}

function Belongs({ notification }: { notification: Notification }) {
  const { id, incident, runId, alertId, traceId, externalId, digestId } = notification;
  return (
    <Facts>
      {incident && (
        <Fact name="Incident">
          <Link to="/admin/incidents/$id" params={{ id: incident.id }}>
            #{incident.number} {incident.title}
          </Link>
        </Fact>
      )}
      {alertId !== null && (
        <Fact name="Alert">
          <Link to="/admin/alerts/$id" params={{ id: alertId }}>
            Its alert
          </Link>
        </Fact>
      )}
      {runId !== null && (
        <Fact name="Run">
          <Link to="/admin/pipeline-runs/$id" params={{ id: runId }}>
            Its run
          </Link>
        </Fact>
      )}
      {traceId !== null && (
        <Fact name="Trace">
          <TraceLink traceId={traceId} />
        </Fact>
      )}
      {digestId !== null && (
        <Fact name="Digest">
          <CopyText text={digestId} what="the id of the digest" length={36} />
        </Fact>
      )}
      {externalId !== null && (
        <Fact name="Receiver's id">
          <CopyText text={externalId} what="the receiver's id" length={36} />
        </Fact>
      )}
      <Fact name="Id">
        <CopyText text={id} what="the id" length={36} />
      </Fact>
    </Facts>
  );
}

const mayBeRetried = ({ state, kind, channel, digestId }: Notification): boolean =>
  state === 'failed' && kind !== 'test' && channel !== null && digestId === null;

function Retry({ notification: { id, channel } }: { notification: Notification }) {
  const [asking, setAsking] = useState(false);
  const { mutateAsync } = useRetryNotification();
  const retry = async (): Promise<void> => {
    await mutateAsync(id);
    toast('ok', 'It is sent once more: a row of its own tells what comes of it');
  };
  return (
    <>
      <Button
        className="self-start"
        icon={<RotateCcw size={14} aria-hidden />}
        onClick={() => setAsking(true)}
      >
        Send again
      </Button>
      <Confirm
        open={asking}
        onOpenChange={setAsking}
        title={`Send it to “${channel?.name ?? ''}” again?`}
        action="Send again"
        onConfirm={retry}
      >
        <p>It goes out as things are now. What the channel knows by then is not told again.</p>
      </Confirm>
    </>
  );
}
