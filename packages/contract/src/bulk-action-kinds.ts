import { z } from 'zod';

/** What can be done to many at once: the kind of row, and what is done to it. */
export const BulkActionName = z.enum([
  'alerts.resolve',
  'incidents.acknowledge',
  'incidents.resolve',
  'runs.retry',
]);
export type BulkActionName = z.infer<typeof BulkActionName>;

/** `waiting` for a worker; what ended is `done`, though rows may have failed, or `cancelled`. */
export const BulkActionState = z.enum(['waiting', 'running', 'done', 'cancelled']);
export type BulkActionState = z.infer<typeof BulkActionState>;

/** Of a row; `pending` are those whose turn has not come, and of a cancelled action never will. */
export const BulkRowState = z.enum(['pending', 'done', 'skipped', 'failed']);
export type BulkRowState = z.infer<typeof BulkRowState>;

export const bulkLimits = {
  /** Of one action. */
  rows: 10_000,
  /** More than so many, and whoever asks for it types the number. */
  typedAbove: 25,
  /** Characters. */
  note: 1_000,
} as const;
