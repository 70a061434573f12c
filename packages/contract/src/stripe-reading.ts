import { z } from 'zod';
import { Timestamp } from './page.ts';
import { defineRoute } from './route.ts';

/** What is asked of Stripe, where there is a key. */
export const StripeObjectKind = z.enum(['invoices', 'subscriptions']);
export type StripeObjectKind = z.infer<typeof StripeObjectKind>;

/** Something that the key may not read. */
export const StripeRefused = z.object({
  what: StripeObjectKind,
  /** When it was asked for last. */
  at: Timestamp,
  /** What Stripe said. */
  message: z.string(),
});
export type StripeRefused = z.infer<typeof StripeRefused>;

export const getStripeReading = defineRoute({
  method: 'GET',
  path: '/api/v1/stripe-reading',
  summary: 'What Stripe refused the last time that it was asked, as of a key without permission.',
  access: 'sources.manage',
  response: z.object({ asOf: Timestamp, refused: z.array(StripeRefused) }),
});
