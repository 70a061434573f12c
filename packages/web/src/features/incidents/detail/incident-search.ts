import { TimelineLayer } from '@taffrail/contract';
import { z } from 'zod';
import { requestFigures } from '../../../ui/impact/request-lines.ts';

export const IncidentSearch = z.object({
  /** What of the timeline is shown; everything unless given. */
  tab: TimelineLayer.optional(),
  /** What of the requests around it is drawn; the error rate unless given. */
  figure: z.enum(requestFigures).optional(),
});
export type IncidentSearch = z.infer<typeof IncidentSearch>;
