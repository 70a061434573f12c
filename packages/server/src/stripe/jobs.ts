import { z } from 'zod';
import type { Slice } from '../slice.ts';
import { backFill } from './back-fill.ts';
import { refreshInvoice, refreshSubscription } from './refresh.ts';
import { refreshTasks } from './stripe.store.ts';

const Wanted = z.object({ id: z.string(), at: z.coerce.date().optional() });

/** What asks Stripe; nothing where there is no key. */
export const stripe: Slice = {
  name: 'stripe',
  tasks: (jobs) => ({
    back_fill_stripe: async (_, { abortSignal }) => {
      if (jobs.stripe) await backFill(jobs, jobs.stripe, abortSignal);
    },
    [refreshTasks.subscription]: async (payload, { abortSignal }) => {
      const wanted = Wanted.parse(payload);
      if (jobs.stripe) await refreshSubscription(jobs, jobs.stripe, wanted, abortSignal);
    },
    [refreshTasks.invoice]: async (payload, { abortSignal }) => {
      const wanted = Wanted.parse(payload);
      if (jobs.stripe) await refreshInvoice(jobs, jobs.stripe, wanted, abortSignal);
    },
  }),
  // Costs a look at one row once it is done; one at a time.
  cron: [{ task: 'back_fill_stripe', match: '* * * * *', options: { queueName: 'stripe' } }],
};
