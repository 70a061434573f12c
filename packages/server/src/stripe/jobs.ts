import { getStripeReading } from '@taffrail/contract';
import { z } from 'zod';
import { mountRoute } from '../platform/http/mount-route.ts';
import type { Slice } from '../slice.ts';
import { backFill } from './back-fill.ts';
import { refreshInvoice, refreshSubscription } from './asking/refresh.ts';
import { askAndNote, listRefusals } from './asking/refusals.ts';
import { refreshTasks } from './stripe.store.ts';

const Wanted = z.object({ id: z.string(), at: z.coerce.date().optional() });

/** What asks Stripe; nothing where there is no key. */
export const stripe: Slice = {
  name: 'stripe',
  routes: (server, { db, clock }) => {
    mountRoute(server, getStripeReading, async () => ({
      asOf: clock.now().toISOString(),
      refused: await listRefusals(db),
    }));
  },
  tasks: (jobs) => ({
    back_fill_stripe: async (_, { abortSignal }) => {
      if (jobs.stripe) await backFill(jobs, jobs.stripe, abortSignal);
    },
    [refreshTasks.subscription]: async (payload, { abortSignal }) => {
      const { stripe: access } = jobs;
      const wanted = Wanted.parse(payload);
      if (access)
        await askAndNote(jobs, 'subscriptions', () =>
          refreshSubscription(jobs, access, wanted, abortSignal),
        );
    },
    [refreshTasks.invoice]: async (payload, { abortSignal }) => {
      const { stripe: access } = jobs;
      const wanted = Wanted.parse(payload);
      if (access)
        await askAndNote(jobs, 'invoices', () => refreshInvoice(jobs, access, wanted, abortSignal));
    },
  }),
  // Costs a look at one row once it is done; one at a time.
  cron: [{ task: 'back_fill_stripe', match: '* * * * *', options: { queueName: 'stripe' } }],
};
