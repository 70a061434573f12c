import type { CheckResult, Severity } from '@taffrail/contract';
import type { StatusName } from '../../ui/status.tsx';

interface Look {
  readonly status: StatusName;
  readonly word: string;
}

export const severityLooks = {
  critical: { status: 'error', word: 'Critical' },
  warning: { status: 'warning', word: 'Warning' },
  info: { status: 'info', word: 'Info' },
} as const satisfies Record<Severity, Look>;

export const checkLooks = {
  ok: { status: 'ok', word: 'OK' },
  warning: { status: 'warning', word: 'Warning' },
  critical: { status: 'error', word: 'Critical' },
  unknown: { status: 'unknown', word: 'Unknown' },
} as const satisfies Record<CheckResult, Look>;
