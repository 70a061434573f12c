import { z } from 'zod';
import { defineRoute } from './route.ts';
import { Timestamp } from './page.ts';

/** The way from nothing to the first own event. */
export const FirstSteps = z.object({
  /** Where the product sends to, as the console is reached from outside. */
  ingestUrl: z.url(),
  /** The key of the first start, in the clear only until the first event has come. */
  ingestKey: z.string().nullable(),
  /**
   * In a demo, where events come anyway: that a key other than the sample product's was used, which
   * does not tell of which action.
   */
  firstEvent: z.object({ action: z.string().nullable(), receivedAt: Timestamp }).nullable(),
});
export type FirstSteps = z.infer<typeof FirstSteps>;

export const getFirstSteps = defineRoute({
  method: 'GET',
  path: '/api/v1/first-steps',
  summary: 'Whether the first event has arrived, and what is needed to send it.',
  access: 'keys.manage',
  response: FirstSteps,
});
