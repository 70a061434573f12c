import { z } from 'zod';
import { defineRoute } from './route.ts';
import { IdParams, PageQuery, Timestamp, pageOf } from './page.ts';
import { SourceKind } from './source-kinds.ts';

/**
 * `held`, as its source is disabled: it is read once that is enabled; `waiting` to be read; `done`;
 * `ignored`, known but of no interest here; `poisoned`, it cannot be read, or failed so often that
 * it is not tried any more.
 */
export const DeliveryState = z.enum(['held', 'waiting', 'done', 'ignored', 'poisoned']);
export type DeliveryState = z.infer<typeof DeliveryState>;

/** One request of a source: stored before it was answered, and read afterwards. */
export const Delivery = z.object({
  id: z.uuid(),
  kind: SourceKind,
  /** The source, or the ingest key that stood in the address. */
  sender: z.object({ id: z.uuid(), name: z.string() }),
  receivedAt: Timestamp,
  /** The sender's own id of it, where it has one. */
  deliveryId: z.string().nullable(),
  state: DeliveryState,
  /**
   * Why it was ignored or cannot be read; while it waits, why it failed last; of one that was read,
   * what of it was left out.
   */
  reason: z.string().nullable(),
  attempts: z.number().int(),
  processedAt: Timestamp.nullable(),
  sizeBytes: z.number().int(),
  /** Sent by the console itself to try the source out: it is read, and nothing of it is kept. */
  isTest: z.boolean(),
});
export type Delivery = z.infer<typeof Delivery>;

export const listDeliveries = defineRoute({
  method: 'GET',
  path: '/api/v1/inbox',
  summary: 'What sources sent in the last 30 days, newest first.',
  access: 'inbox.read',
  query: PageQuery.extend({
    state: DeliveryState.optional(),
    kind: SourceKind.optional(),
    sourceId: z.uuid().optional(),
  }),
  response: pageOf(Delivery),
});

export const getDelivery = defineRoute({
  method: 'GET',
  path: '/api/v1/inbox/:id',
  summary: 'A delivery with its body, as it came.',
  access: 'inbox.read',
  params: IdParams,
  response: Delivery.extend({
    /** Without those that carry keys or signatures. */
    headers: z.record(z.string(), z.string()),
    /** Text; what is not UTF-8 is replaced. The first 64 kB. */
    body: z.string(),
    bodyIsCut: z.boolean(),
  }),
});

export const replayDelivery = defineRoute({
  method: 'POST',
  path: '/api/v1/inbox/:id/replay',
  summary: 'Read a delivery again, as if it had just come.',
  access: 'inbox.replay',
  params: IdParams,
  response: Delivery,
});

export const InboxDepth = z.object({
  asOf: Timestamp,
  waiting: z.number().int(),
  /** When the one came that has waited longest; null when none waits. */
  oldestWaitingAt: Timestamp.nullable(),
  poisoned: z.number().int(),
  oldestPoisonedAt: Timestamp.nullable(),
});
export type InboxDepth = z.infer<typeof InboxDepth>;

export const getInboxDepth = defineRoute({
  method: 'GET',
  path: '/api/v1/inbox-depth',
  summary: 'How many deliveries wait to be read or cannot be read, and since when.',
  access: 'inbox.read',
  query: z.object({ kind: SourceKind.optional() }),
  response: InboxDepth,
});

/** So many at once; whoever has more asks again. */
export const replayLimit = 5_000;

export const replayPoisoned = defineRoute({
  method: 'POST',
  path: '/api/v1/inbox/replay',
  summary: 'Read all poisoned deliveries again, oldest first, at most 5,000 at once.',
  access: 'inbox.replay',
  body: z.object({
    kind: SourceKind.optional(),
    /** Only those that were poisoned by then: what was counted is what is replayed. */
    poisonedUntil: Timestamp,
  }),
  response: z.object({ replayed: z.number().int() }),
});
