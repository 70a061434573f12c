import type { CheckResult } from '@taffrail/contract';
import type { StatusName } from '../../../ui/status.tsx';

export const checkLooks = {
  ok: { status: 'ok', word: 'OK' },
  warning: { status: 'warning', word: 'Warning' },
  critical: { status: 'error', word: 'Critical' },
  unknown: { status: 'unknown', word: 'Unknown' },
} as const satisfies Record<CheckResult, { status: StatusName; word: string }>;
