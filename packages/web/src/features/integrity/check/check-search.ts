import { z } from 'zod';

export const CheckSearch = z.object({
  /** All runs that are known, instead of the latest. */
  runs: z.enum(['all']).optional(),
});
export type CheckSearch = z.infer<typeof CheckSearch>;
