import type { Heartbeat } from '@taffrail/contract';
import { formatDuration } from '../../../lib/format.ts';
import { OnCards } from '../../../ui/on-cards.tsx';
import { RelativeTime } from '../../../ui/relative-time.tsx';
import { Status } from '../../../ui/status.tsx';
import type { Column } from '../../../ui/table-columns.ts';
import { heartbeatLooks, pingLooks } from '../check-words.ts';
import { PingStrip } from './ping-strip.tsx';

const unknown = <span className="text-muted">–</span>;

function State({ state, isRunning }: Heartbeat) {
  const { status, word } = heartbeatLooks[state];
  return (
    <>
      <Status status={status}>{word}</Status>
      {isRunning && <span className="block text-caption text-muted">running now</span>}
    </>
  );
}

/** `every 1 h`, or the cron expression with its zone. */
export const sayPeriod = ({ check: { config } }: Heartbeat): string => {
  if (config.kind !== 'heartbeat') return '–';
  if (config.cron !== null) return `${config.cron} (${config.timeZone})`;
  return `every ${formatDuration((config.periodSeconds ?? 0) * 1_000)}`;
};

const graceOf = ({ check: { config } }: Heartbeat): string =>
  config.kind === 'heartbeat' ? formatDuration(config.graceSeconds * 1_000) : '–';

export const heartbeatColumns: readonly Column<Heartbeat>[] = [
  {
    id: 'name',
    title: 'Heartbeat',
    priority: 1,
    className: 'min-w-32',
    cell: ({ check }) => <span className="font-medium break-words">{check.name}</span>,
  },
  { id: 'state', title: 'State', priority: 2, className: 'whitespace-nowrap', cell: State },
  {
    id: 'last',
    title: 'Last ping',
    priority: 2,
    className: 'whitespace-nowrap',
    cell: ({ lastPingAt, lastPingKind }) =>
      lastPingAt === null ? (
        unknown
      ) : (
        <>
          <OnCards>pinged</OnCards>
          <RelativeTime at={lastPingAt} />
          {lastPingKind !== null && lastPingKind !== 'success' && (
            <span className="block text-caption text-muted">{pingLooks[lastPingKind].word}</span>
          )}
        </>
      ),
  },
  {
    id: 'due',
    title: 'Next due',
    priority: 2,
    className: 'whitespace-nowrap',
    cell: ({ dueAt, state }) =>
      dueAt === null || state === 'disabled' ? (
        unknown
      ) : (
        <span>
          <OnCards>due</OnCards>
          <RelativeTime at={dueAt} />
        </span>
      ),
  },
  {
    id: 'period',
    title: 'Period',
    priority: 3,
    cell: (heartbeat) => (
      <>
        <span className="break-words">{sayPeriod(heartbeat)}</span>
        <span className="block text-caption text-muted">grace {graceOf(heartbeat)}</span>
      </>
    ),
  },
  {
    id: 'strip',
    title: 'Last 20 pings',
    priority: 3,
    cell: ({ strip }) => <PingStrip pings={strip} />,
  },
  {
    id: 'took',
    title: 'Took',
    priority: 3,
    align: 'end',
    className: 'whitespace-nowrap',
    cell: ({ lastDurationMs }) =>
      lastDurationMs === null ? unknown : formatDuration(lastDurationMs),
  },
];
