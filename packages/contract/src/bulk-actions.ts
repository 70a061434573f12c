import { z } from 'zod';
import { BulkActionName, BulkActionState, BulkRowState, bulkLimits } from './bulk-action-kinds.ts';
import { IdParams, PageQuery, Timestamp, pageOf } from './page.ts';
import { defineRoute } from './route.ts';
import { Text } from './text.ts';

const Count = z.number().int();

/** The query of the list, as its address has it, without cursor and limit. */
export const BulkFilter = z.record(Text(64), Text(1_000));
export type BulkFilter = z.infer<typeof BulkFilter>;

/** Those that are named, or all that a filter of their list gives at the moment. */
export const BulkTarget = z.union([
  z.strictObject({ ids: z.array(z.uuid()).min(1).max(bulkLimits.rows) }),
  z.strictObject({ filter: BulkFilter }),
]);
export type BulkTarget = z.infer<typeof BulkTarget>;

/** What would be touched now: a preview, nothing is changed by it. */
export const BulkPreview = z.object({
  action: BulkActionName,
  /** How many it is about; of more than `bulkLimits.rows` nothing else is said. */
  count: Count,
  /** Those that would be changed. */
  acting: Count,
  /** Those that would not, by why; most frequent first. */
  skipped: z.array(z.object({ reason: z.string(), count: Count })),
});
export type BulkPreview = z.infer<typeof BulkPreview>;

/** Each action needs the permission of what it does: `incidents.act` or `runs.retry`. */
export const previewBulkAction = defineRoute({
  method: 'POST',
  path: '/api/v1/bulk-actions/preview',
  summary: 'How many rows an action would change, and how many it would skip and why.',
  access: 'signed_in',
  body: z.object({ action: BulkActionName, target: BulkTarget }),
  bodyBytes: 1024 * 1024,
  response: BulkPreview,
});

/** Something done to many rows, with what became of each. total = pending + done + skipped + failed. */
export const BulkAction = z.object({
  id: z.uuid(),
  createdAt: Timestamp,
  createdBy: z.string(),
  action: BulkActionName,
  state: BulkActionState,
  total: Count,
  pending: Count,
  done: Count,
  skipped: Count,
  failed: Count,
  note: z.string().nullable(),
  /** Null where rows were named. */
  filter: BulkFilter.nullable(),
  startedAt: Timestamp.nullable(),
  finishedAt: Timestamp.nullable(),
  cancelledBy: z.string().nullable(),
  /** Why it stopped last, while it is tried again. */
  failure: z.string().nullable(),
});
export type BulkAction = z.infer<typeof BulkAction>;

export const startBulkAction = defineRoute({
  method: 'POST',
  path: '/api/v1/bulk-actions',
  summary: 'Do something to many rows: a job works through them, and keeps what becomes of each.',
  access: 'signed_in',
  body: z.object({
    /** Chosen by the caller: sent again with the same, it is the same action. */
    id: z.uuid(),
    action: BulkActionName,
    target: BulkTarget,
    /** As it was shown: where another number is found, nothing is done. */
    expectedCount: Count.min(1),
    note: Text(bulkLimits.note).trim().min(1).optional(),
  }),
  bodyBytes: 1024 * 1024,
  status: 201,
  response: BulkAction,
});

export const listBulkActions = defineRoute({
  method: 'GET',
  path: '/api/v1/bulk-actions',
  summary: 'What was done to many rows, newest first.',
  access: 'incidents.read',
  query: PageQuery.extend({ action: BulkActionName.optional(), state: BulkActionState.optional() }),
  response: pageOf(BulkAction),
});

export const getBulkAction = defineRoute({
  method: 'GET',
  path: '/api/v1/bulk-actions/:id',
  summary: 'What was done to many rows, and how far it has come.',
  access: 'incidents.read',
  params: IdParams,
  response: BulkAction,
});

export const BulkActionRow = z.object({
  /** From 0, in the order in which they are worked through. */
  position: Count,
  /** Of the alert, incident or run. */
  targetId: z.uuid(),
  /** What it is called: `#1042 Checkout is down`. */
  label: z.string(),
  state: BulkRowState,
  /** Why it was skipped, or failed. */
  reason: z.string().nullable(),
  at: Timestamp.nullable(),
});
export type BulkActionRow = z.infer<typeof BulkActionRow>;

export const listBulkActionRows = defineRoute({
  method: 'GET',
  path: '/api/v1/bulk-actions/:id/rows',
  summary: 'What became of each row of an action.',
  access: 'incidents.read',
  params: IdParams,
  query: PageQuery.extend({ state: BulkRowState.optional() }),
  response: pageOf(BulkActionRow),
});

/** CSV (RFC 4180, UTF-8, with a header). Each export is audited. */
export const exportBulkActionRows = defineRoute({
  method: 'GET',
  path: '/api/v1/bulk-actions/:id/export',
  summary: 'What became of each row of an action, as CSV.',
  access: 'incidents.read',
  params: IdParams,
});

export const cancelBulkAction = defineRoute({
  method: 'POST',
  path: '/api/v1/bulk-actions/:id/cancel',
  summary: 'Stop an action: rows whose turn has not come are left as they are.',
  access: 'signed_in',
  params: IdParams,
  response: BulkAction,
});
