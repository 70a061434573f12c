import type { AlertRunCause } from '@taffrail/contract';

/** Why a run was started. */
export const causeWords = {
  opened: 'It began to fire',
  severity_changed: 'Its severity changed',
  status_changed: 'Its status changed',
  label_changed: 'A label changed that says where it is',
  reopened: 'It fires again',
  resolved: 'It was resolved',
} as const satisfies Record<AlertRunCause, string>;
