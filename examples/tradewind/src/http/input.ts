import { z } from 'zod';

/** `/…/:id` */
export const IdParams = z.object({ id: z.uuid() });

export const Page = z.object({
  limit: z.coerce.number().int().min(1).max(100).default(25),
  offset: z.coerce.number().int().min(0).default(0),
});
export type Page = z.infer<typeof Page>;

/** What people type. */
export const Words = (maxLength: number) => z.string().trim().min(1).max(maxLength);
