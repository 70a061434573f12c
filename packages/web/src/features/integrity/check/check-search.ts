import { z } from 'zod';
import { CursorParam } from '../../../lib/url/search-params.ts';
export const CheckSearch = z.object({
  /** All runs that are known, instead of the latest. */
  runs: z.enum(['all']).optional(),
  /** Of affected rows: the page behind this one. */
  after: CursorParam.optional(),
});
export type CheckSearch = z.infer<typeof CheckSearch>;
