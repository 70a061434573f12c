import { getSubscriptionTable, type SubscriptionTableState } from '@taffrail/contract';
import { mountRoute } from '../platform/http/mount-route.ts';
import type { AppContext, Slice } from '../slice.ts';
import { readTable } from './read-table.ts';
import { findState, nothingUnreadable, type TableState } from './table-state.store.ts';

type TableContext = Pick<AppContext, 'db' | 'clock' | 'product' | 'productDatabase'>;

const stateOf = (
  { productDatabase }: TableContext,
  found: TableState | undefined,
): SubscriptionTableState['state'] => {
  if (!productDatabase) return 'not_configured';
  if (!found) return 'not_mapped';
  if (found.failure !== null) return 'failing';
  return found.readAt === null ? 'no_data' : 'ok';
};

const readState = async (context: TableContext): Promise<SubscriptionTableState> => {
  const { db, clock, product } = context;
  const mapping = product.subscriptions;
  const found = mapping && (await findState(db, mapping));
  return {
    asOf: clock.now().toISOString(),
    state: stateOf(context, found),
    table: mapping?.table ?? null,
    failure: found?.failure ?? null,
    message: found?.message ?? null,
    readAt: found?.readAt?.toISOString() ?? null,
    attemptedAt: found?.attemptedAt?.toISOString() ?? null,
    unreadable: found?.unreadable ?? nothingUnreadable,
  };
};

const readTask = 'read_subscription_table';

/** The product's own table of subscriptions, as a source of revenue. */
export const subscriptionTable: Slice = {
  name: 'subscription-table',
  tasks: (jobs) => ({
    [readTask]: (_, { abortSignal }) => readTable(jobs, abortSignal),
  }),
  // What failed is not made up for: the next minute looks again.
  cron: [
    {
      task: readTask,
      match: '* * * * *',
      options: { maxAttempts: 1, queueName: 'subscription_table' },
    },
  ],
  routes: (server, app) => {
    mountRoute(server, getSubscriptionTable, () => readState(app));
  },
};
