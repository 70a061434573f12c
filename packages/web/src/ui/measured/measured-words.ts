import { checkUnits, type CheckKind } from '@taffrail/contract';
import { formatDuration, formatLatency } from '../../lib/format.ts';

/** What is measured, as titles of charts have it. */
export const measureWords = {
  http: 'response time',
  heartbeat: 'lateness',
  postgres: 'response time',
  cpu: 'processor use',
  memory: 'memory use',
  disk: 'disk use',
} as const satisfies Record<CheckKind, string>;

const formats = {
  ms: formatLatency,
  s: (value: number) => (value === 0 ? 'on time' : formatDuration(value * 1_000)),
  '%': (value: number) => `${Math.round(value * 10) / 10}%`,
} as const;

/** A measured value or a threshold, in the unit of its kind. */
export const formatValue = (kind: CheckKind, value: number): string =>
  formats[checkUnits[kind]](value);
