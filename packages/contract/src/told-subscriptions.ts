import { z } from 'zod';
import { IdParams, PageQuery, Timestamp, pageOf } from './page.ts';
import { defineRoute } from './route.ts';

/** What a product told of a subscription and nobody could read: the poison list of revenue. */
export const ToldFailure = z.object({
  id: z.uuid(),
  organizationId: z.uuid(),
  /** The product's own id; null where even that cannot be read. */
  subscriptionId: z.string().nullable(),
  receivedAt: Timestamp,
  failedAt: Timestamp,
  reason: z.string(),
  /** As it was told: JSON, the first 64 kB. */
  record: z.string(),
});
export type ToldFailure = z.infer<typeof ToldFailure>;

export const listToldFailures = defineRoute({
  method: 'GET',
  path: '/api/v1/told-subscriptions/failed',
  summary: 'What was told of subscriptions and cannot be read, newest first.',
  access: 'inbox.read',
  query: PageQuery,
  response: pageOf(ToldFailure),
});

export const replayToldFailure = defineRoute({
  method: 'POST',
  path: '/api/v1/told-subscriptions/:id/replay',
  summary: 'Read again what was told of a subscription, as if it had just come.',
  access: 'inbox.replay',
  params: IdParams,
  status: 204,
});
