import { z } from 'zod';
import type { Slice } from '../slice.ts';
import { backFill, refresh } from './back-fill.ts';
import { refreshTask } from './stripe.store.ts';

const Wanted = z.object({ id: z.string(), at: z.coerce.date().optional() });

/** What asks Stripe; nothing where there is no key. */
export const stripe: Slice = {
  name: 'stripe',
  tasks: (jobs) => ({
    back_fill_stripe: async (_, { abortSignal }) => {
      if (jobs.stripe) await backFill(jobs, jobs.stripe, abortSignal);
    },
    [refreshTask]: async (payload, { abortSignal }) => {
      if (jobs.stripe) await refresh(jobs, jobs.stripe, Wanted.parse(payload), abortSignal);
    },
  }),
  // Costs a look at one row once it is done; one at a time.
  cron: [{ task: 'back_fill_stripe', match: '* * * * *', options: { queueName: 'stripe' } }],
};
