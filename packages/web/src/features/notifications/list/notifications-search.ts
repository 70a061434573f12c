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
export type NotificationFilters = ReturnType<typeof notificationFilters.read>;

export const NotificationsSearch = z.object({
  f: z.array(FilterParam.refine(notificationFilters.isFilter)).max(5).optional(),
  after: CursorParam.optional(),
  /** The notification that is open. */
  peek: z.uuid().optional(),
});
export type NotificationsSearch = z.infer<typeof NotificationsSearch>;
