import type { ChannelKindDescription, NotificationChannel } from '@taffrail/contract';
import { plural } from '../../../lib/format.ts';
import { useCan } from '../../../lib/me.ts';
import { Link } from '../../../ui/link.tsx';
import { RelativeTime } from '../../../ui/relative-time.tsx';
import { Badge, Status } from '../../../ui/status.tsx';
import { channelTitles } from '../notification-words.ts';
import { ChannelActions } from './channel-actions.tsx';

interface ChannelRowProps {
  channel: NotificationChannel;
  kinds: readonly ChannelKindDescription[];
  isUnrouted: boolean;
}

/** One channel: where it leads, whether it works, and what can be done about it. */
export function ChannelRow({ channel, kinds, isUnrouted }: ChannelRowProps) {
  const mayManage = useCan('channels.manage');
  const { kind, name, isEnabled, disabledReason } = channel;
  return (
    <li className="flex flex-col gap-1 border-t border-line py-3 text-compact first:border-t-0 first:pt-0">
      <div className="flex flex-wrap items-center gap-x-3">
        <h3 className="text-body font-medium break-words">{name}</h3>
        <span className="text-muted">{channelTitles[kind]}</span>
        {!isEnabled && <Badge status="idle">Off</Badge>}
      </div>
      {disabledReason !== null && <Status status="error">{disabledReason}</Status>}
      <Tested channel={channel} />
      {isUnrouted && <Status status="warning">No route leads here: it gets nothing</Status>}
      <Traffic channel={channel} />
      {mayManage && <ChannelActions channel={channel} kinds={kinds} />}
    </li>
  );
}

function Tested({ channel: { testedAt, testFailure } }: { channel: NotificationChannel }) {
  if (testedAt === null)
    return <Status status="warning">Never tested as it is: send it a test</Status>;
  return (
    <p className="flex flex-wrap items-center gap-x-2">
      <Status status={testFailure === null ? 'ok' : 'error'}>
        {testFailure === null ? 'Test arrived' : 'Test failed'}
      </Status>
      <span className="text-muted">
        <RelativeTime at={testedAt} />
      </span>
      {testFailure !== null && <span className="break-words">{testFailure}</span>}
    </p>
  );
}

function Traffic({ channel }: { channel: NotificationChannel }) {
  const { id, lastSentAt, lastFailedAt, lastFailure, held } = channel;
  const failedLast =
    lastFailedAt !== null &&
    (lastSentAt === null || Date.parse(lastFailedAt) > Date.parse(lastSentAt));
  return (
    <p className="flex flex-wrap items-center gap-x-3 text-muted">
      <span>
        {lastSentAt === null ? (
          'Nothing sent yet'
        ) : (
          <>
            Last sent <RelativeTime at={lastSentAt} />
          </>
        )}
      </span>
      {failedLast && (
        <Link
          to="/admin/notifications"
          search={{ f: [`state.in.failed`, `channelId.in.${id}`] }}
          title={lastFailure ?? undefined}
        >
          Last failed <RelativeTime at={lastFailedAt} />
        </Link>
      )}
      {held > 0 && (
        <Link to="/admin/notifications" search={{ f: [`state.in.held`, `channelId.in.${id}`] }}>
          {plural(held, 'message')} for the next digest
        </Link>
      )}
      <Link to="/admin/notifications" search={{ f: [`channelId.in.${id}`] }}>
        Its messages
      </Link>
    </p>
  );
}
