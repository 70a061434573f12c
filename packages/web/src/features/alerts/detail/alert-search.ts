import { z } from 'zod';
import { requestFigures } from '../../../ui/impact/request-lines.ts';

export const AlertSearch = z.object({
  /** What of the requests is drawn; what the name of the alert tells unless given. */
  figure: z.enum(requestFigures).optional(),
});
export type AlertSearch = z.infer<typeof AlertSearch>;
