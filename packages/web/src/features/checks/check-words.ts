import {
  checkUnits,
  type CheckKind,
  type CheckResult,
  type CheckRunCause,
  type HeartbeatState,
  type PingKind,
  type Share,
} from '@taffrail/contract';
import { formatCount, formatDuration, formatLatency, formatRate } from '../../lib/format.ts';
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

/** What is measured, as titles of charts have it. */
export const measureWords = {
  http: 'response time',
  heartbeat: 'lateness',
  postgres: 'response time',
  cpu: 'processor use',
  memory: 'memory use',
  disk: 'disk use',
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

const formats = {
  ms: formatLatency,
  s: (value: number) => (value === 0 ? 'on time' : formatDuration(value * 1_000)),
  '%': (value: number) => `${Math.round(value * 10) / 10}%`,
} as const;

/** A measured value or a threshold, in the unit of its kind. */
export const formatValue = (kind: CheckKind, value: number): string =>
  formats[checkUnits[kind]](value);

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
