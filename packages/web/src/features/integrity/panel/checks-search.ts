import { z } from 'zod';

/** Of the page that shows the panel: all checks, instead of the first few. */
export const ChecksSearch = z.object({ checks: z.enum(['all']).optional() });
export type ChecksSearch = z.infer<typeof ChecksSearch>;
