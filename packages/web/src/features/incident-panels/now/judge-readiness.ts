import type { DashboardIncidents } from '@taffrail/contract';
import { formatCount, formatDuration, plural } from '../../../lib/format.ts';
import type { StatusName } from '../../../ui/status.tsx';

type Given = DashboardIncidents['readiness'];

export interface ReadinessLine {
  readonly part: keyof Given;
  readonly title: string;
  readonly status: StatusName;
  /** Of the status. */
  readonly word: string;
  readonly text: string;
}

/** What has waited longer than this does not drain. */
const slowMs = 60_000;
const stuckMs = 10 * 60_000;

const judgeChannels = ({ channels: { enabled, tested } }: Given): Omit<ReadinessLine, 'part'> => {
  const title = 'Channels';
  if (enabled === 0)
    return { title, status: 'warning', word: 'Warning', text: 'None is set up: nobody is told.' };
  if (tested < enabled)
    return {
      title,
      status: 'warning',
      word: 'Warning',
      text: `${formatCount(tested)} of ${formatCount(enabled)} tested`,
    };
  return { title, status: 'ok', word: 'OK', text: `All ${formatCount(enabled)} tested` };
};

const judgeInbox = ({ inbox }: Given, now: Date): Omit<ReadinessLine, 'part'> => {
  const title = 'Inbox';
  const { waiting, oldestWaitingAt, poisoned } = inbox;
  const ageMs = oldestWaitingAt ? Math.max(0, now.getTime() - Date.parse(oldestWaitingAt)) : 0;
  const depth =
    waiting === 0
      ? 'Nothing waits'
      : `${plural(waiting, 'delivery', 'deliveries')} waiting, the oldest for ${formatDuration(ageMs)}`;
  const text = poisoned === 0 ? depth : `${depth}; ${formatCount(poisoned)} could not be read`;
  if (ageMs > stuckMs) return { title, status: 'error', word: 'Stuck', text };
  if (ageMs > slowMs || poisoned > 0) return { title, status: 'warning', word: 'Warning', text };
  return { title, status: 'ok', word: 'OK', text };
};

const judgeHeartbeats = ({
  heartbeats: { watched, fresh },
}: Given): Omit<ReadinessLine, 'part'> => {
  const title = 'Heartbeats';
  if (watched === 0) return { title, status: 'idle', word: 'None', text: 'None is watched' };
  if (fresh < watched)
    return {
      title,
      status: 'error',
      word: 'Overdue',
      text: `${formatCount(watched - fresh)} of ${formatCount(watched)} overdue`,
    };
  return { title, status: 'ok', word: 'OK', text: `All ${formatCount(watched)} in time` };
};

/** What would keep an alert from being seen, in the order in which it travels. */
export const judgeReadiness = (readiness: Given, now: Date): ReadinessLine[] => [
  { part: 'inbox', ...judgeInbox(readiness, now) },
  { part: 'heartbeats', ...judgeHeartbeats(readiness) },
  { part: 'channels', ...judgeChannels(readiness) },
];
