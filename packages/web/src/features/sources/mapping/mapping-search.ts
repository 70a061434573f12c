import { z } from 'zod';

export const MappingSearch = z.object({
  /** The delivery that the mapping is tried on; the latest unless given. */
  sample: z.uuid().optional(),
});
export type MappingSearch = z.infer<typeof MappingSearch>;
