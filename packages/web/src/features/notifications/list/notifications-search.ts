import { NotificationState } from '@taffrail/contract';
import { z } from 'zod';
import { CursorParam, FilterParam } from '../../../lib/url/search-params.ts';
import { oneValueFilters } from '../../../lib/url/one-value-filters.ts';

const TraceId = z.string().regex(/^[0-9a-f]{32}$/);

/** One value each; the names are the API's. */
export const notificationFilters = oneValueFilters({
  state: NotificationState,
  channelId: z.uuid(),
  incidentId: z.uuid(),
  runId: z.uuid(),
  traceId: TraceId,
});

export interface NotificationFilters {
  readonly state?: NotificationState | undefined;
  readonly channelId?: string | undefined;
  readonly incidentId?: string | undefined;
  readonly runId?: string | undefined;
  readonly traceId?: string | undefined;
}

export const NotificationsSearch = z.object({
  f: z.array(FilterParam.refine(notificationFilters.isFilter)).max(5).optional(),
  after: CursorParam.optional(),
  /** The notification that is open. */
  peek: z.uuid().optional(),
});
export type NotificationsSearch = z.infer<typeof NotificationsSearch>;

/** What the address asks for; it was checked when it was read. */
export const readNotificationFilters = (
  texts: readonly string[] | undefined,
): NotificationFilters => notificationFilters.read(texts) as NotificationFilters;
