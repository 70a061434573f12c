import type {
  CheckKind,
  CheckResult,
  CheckRunCause,
  HeartbeatState,
  PingKind,
  Share,
} from '@taffrail/contract';
import { formatCount, formatRate } from '../../lib/format.ts';
import { formatValue } from '../../ui/measured/measured-words.ts';
import type { StatusName } from '../../ui/status.tsx';

interface Look {
  readonly status: StatusName;
  readonly word: string;
}

export const resultLooks = {
  ok: { status: 'ok', word: 'OK' },
  warning: { status: 'warning', word: 'Warning' },
  critical: { status: 'error', word: 'Critical' },
  unknown: { status: 'unknown', word: 'Unknown' },
} as const satisfies Record<CheckResult, Look>;

export const kindWords = {
  http: 'HTTP',
  heartbeat: 'Heartbeat',
  postgres: 'Postgres',
  cpu: 'CPU',
  memory: 'Memory',
  disk: 'Disk',
} as const satisfies Record<CheckKind, string>;

export const causeWords = {
  schedule: 'When it was due',
  asked: 'Asked for by somebody',
  pipeline: 'By the run of an alert',
} as const satisfies Record<CheckRunCause, string>;

export const heartbeatLooks = {
  new: { status: 'unknown', word: 'Never pinged' },
  up: { status: 'ok', word: 'Up' },
  late: { status: 'warning', word: 'Late' },
  down: { status: 'error', word: 'Down' },
  disabled: { status: 'idle', word: 'Disabled' },
} as const satisfies Record<HeartbeatState, Look>;

export const pingLooks = {
  success: { status: 'ok', word: 'Success' },
  start: { status: 'running', word: 'Start' },
  fail: { status: 'error', word: 'Failure' },
  log: { status: 'info', word: 'Log' },
} as const satisfies Record<PingKind, Look>;

interface Thresholds {
  readonly warningAt: number | null;
  readonly criticalAt: number | null;
}

/** `warning above 1 s, critical above 5 s`; undefined where there is none. */
export const sayThresholds = (
  kind: CheckKind,
  { warningAt, criticalAt }: Thresholds,
): string | undefined => {
  const parts = [
    ...(warningAt === null ? [] : [`warning above ${formatValue(kind, warningAt)}`]),
    ...(criticalAt === null ? [] : [`critical above ${formatValue(kind, criticalAt)}`]),
  ];
  return parts.length === 0 ? undefined : parts.join(', ');
};

/** The same where there is little room: `85% / 95%`. */
export const shortThresholds = (
  kind: CheckKind,
  { warningAt, criticalAt }: Thresholds,
): string | undefined => {
  const parts = [warningAt, criticalAt].flatMap((at) => (at === null ? [] : formatValue(kind, at)));
  return parts.length === 0 ? undefined : parts.join(' / ');
};

/** `99.9% (1,439/1,440)`: never without what it is of; nothing known is not zero. */
export const sayShare = ({ good, known }: Share): string =>
  known === 0
    ? 'no data'
    : `${formatRate(good / known)} (${formatCount(good)}/${formatCount(known)})`;

/** Of those that were not ok. */
export const sayFailures = ({ good, known }: Share): string =>
  sayShare({ good: known - good, known });
