import { z } from 'zod';
import type { StripeAccess } from '../config.ts';
import { createDatabase } from '../platform/db/database.ts';
import { Unreadable } from '../inbox/inbox.ts';
import { recordSubscriptions, revenueRules, type ToldSubscription } from '../revenue/revenue.ts';
import type { SliceJobs } from '../slice.ts';
import { fetchSubscription, listSubscriptions } from './ask-stripe.ts';
import { findBackFill, saveBackFill } from './stripe.store.ts';
import { LeftOut } from './stripe-objects.ts';
import { toHistory } from './to-history.ts';
import { toSubscription, type ReadSubscription } from './to-subscription.ts';

type Jobs = Pick<
  SliceJobs,
  'owner' | 'clock' | 'log' | 'changes' | 'product' | 'reportingTimeZone'
>;

const BackFill = z.object({
  /** The last subscription that was read; the next page begins behind it. */
  after: z.string().optional(),
  isDone: z.boolean(),
});

const readWhole = async (
  access: StripeAccess,
  given: { readonly id: string },
  signal: AbortSignal | undefined,
): Promise<ReadSubscription> => {
  try {
    return toSubscription(given);
  } catch (error) {
    if (!(error instanceof LeftOut)) throw error;
    return toSubscription(await fetchSubscription(access, given.id, signal));
  }
};

const record = (
  { owner, product, reportingTimeZone }: Jobs,
  told: readonly ToldSubscription[],
  after?: z.infer<typeof BackFill>,
): Promise<void> =>
  createDatabase(owner)
    .transaction()
    .execute(async (tx) => {
      await recordSubscriptions(tx, told, revenueRules(product, reportingTimeZone));
      if (after) await saveBackFill(tx, after);
    });

/**
 * Reads all subscriptions that there are, once: page by page, each in one transaction with the
 * position behind it, so that it goes on where it was interrupted.
 */
export const backFill = async (
  jobs: Jobs,
  access: StripeAccess,
  signal: AbortSignal | undefined,
): Promise<void> => {
  const found = BackFill.safeParse(await findBackFill(createDatabase(jobs.owner)));
  let position = found.data ?? { isDone: false };
  while (!position.isDone) {
    const { data, has_more: hasMore } = await listSubscriptions(access, position.after, signal);
    const told: ToldSubscription[] = [];
    for (const given of data) {
      try {
        told.push(...toHistory(await readWhole(access, given, signal), jobs.clock.now()));
      } catch (error) {
        if (!(error instanceof Unreadable)) throw error;
        jobs.log.warn({ err: error, subscription: given.id }, 'subscription left out');
      }
    }
    position = { after: data.at(-1)?.id ?? position.after, isDone: !hasMore };
    await record(jobs, told, position);
  }
};

/** Asks for a subscription again: an event tells what was, the answer what is. */
export const refresh = async (
  jobs: Jobs,
  access: StripeAccess,
  { id, at }: { id: string; at?: Date | undefined },
  signal: AbortSignal | undefined,
): Promise<void> => {
  const { periodStartsAt: _, ...read } = toSubscription(
    await fetchSubscription(access, id, signal),
  );
  const told = {
    ...read,
    at: at ?? jobs.clock.now(),
    toldBy: 'stripe',
    isReconstructed: false,
  } as const;
  await record(jobs, [told]);
};
