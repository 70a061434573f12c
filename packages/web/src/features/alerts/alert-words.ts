import type { Alert, AlertEventKind, AlertSourceKind } from '@taffrail/contract';
import { formatDuration } from '../../lib/format.ts';
import type { StatusName } from '../../ui/status.tsx';

export const sourceWords = {
  alertmanager: 'Alertmanager',
  sentry: 'Sentry',
  github: 'GitHub',
  generic: 'Webhook',
  check: 'Check',
  heartbeat: 'Heartbeat',
} as const satisfies Record<AlertSourceKind, string>;

export const eventLooks = {
  opened: { status: 'error', word: 'Began to fire' },
  reopened: { status: 'error', word: 'Fired again' },
  resolved: { status: 'ok', word: 'Resolved' },
  changed: { status: 'info', word: 'Changed' },
  repeated: { status: 'idle', word: 'Told again' },
  late: { status: 'idle', word: 'Came late, and changed nothing' },
} as const satisfies Record<AlertEventKind, { status: StatusName; word: string }>;

type Lived = Pick<Alert, 'status' | 'startedAt' | 'endedAt' | 'resolvedBy'>;

/** How long it fired, or does so far. */
export const firedMs = ({ startedAt, endedAt }: Lived, now: Date): number =>
  Math.max(0, (endedAt === null ? now.getTime() : Date.parse(endedAt)) - Date.parse(startedAt));

/** How it ended: "resolved by itself after 4 min". */
export const sayHowItEnded = (alert: Lived, now: Date): string => {
  const time = formatDuration(firedMs(alert, now));
  if (alert.status === 'firing') return `firing for ${time}`;
  return alert.resolvedBy === null
    ? `resolved by itself after ${time}`
    : `resolved by ${alert.resolvedBy} after ${time}`;
};
