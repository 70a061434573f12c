import { TimelineLayer } from '@taffrail/contract';
import { z } from 'zod';

export const IncidentSearch = z.object({
  /** What of the timeline is shown; everything unless given. */
  tab: TimelineLayer.optional(),
});
export type IncidentSearch = z.infer<typeof IncidentSearch>;
