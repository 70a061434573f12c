import type { RunStatus, SkipReason } from '@taffrail/contract';
import type { StatusName } from './status.tsx';

/** What a run or a stage is, with what only time tells. */
export type ShownStatus = RunStatus | 'stalled' | 'never_ran';

export const statusLooks = {
  pending: { status: 'unknown', word: 'Pending' },
  running: { status: 'running', word: 'Running' },
  retrying: { status: 'warning', word: 'Retrying' },
  succeeded: { status: 'ok', word: 'Succeeded' },
  failed: { status: 'error', word: 'Failed' },
  skipped: { status: 'idle', word: 'Skipped' },
  stalled: { status: 'warning', word: 'Stalled' },
  never_ran: { status: 'unknown', word: 'Never ran' },
} as const satisfies Record<ShownStatus, { status: StatusName; word: string }>;

export const shownStatus = (of: {
  readonly status: RunStatus;
  readonly isStalled?: boolean;
  readonly neverRan?: boolean;
}): ShownStatus => {
  if (of.isStalled) return 'stalled';
  return of.neverRan ? 'never_ran' : of.status;
};

export const reasonWords = {
  disabled: 'It is disabled.',
  nothing_found: 'There was nothing to do: nothing was found.',
  not_applicable: 'It does not apply to this run.',
  upstream_failed: 'A stage before it failed.',
} as const satisfies Record<SkipReason, string>;
