import { Timestamp, type StripeObjectKind, type StripeRefused } from '@taffrail/contract';
import { z } from 'zod';
import { createDatabase, type Database } from '../../platform/db/database.ts';
import { StripeRefusal } from './ask-stripe.ts';
import type { StripeJobs } from './refresh.ts';
import { findRefusals, saveRefusals } from '../stripe.store.ts';

const Refusal = z.object({ at: Timestamp, message: z.string() });
const Refusals = z.object({
  invoices: Refusal.optional(),
  subscriptions: Refusal.optional(),
});
type Refusals = z.infer<typeof Refusals>;

const readRefusals = async (db: Database): Promise<Refusals> =>
  Refusals.safeParse(await findRefusals(db)).data ?? {};

/** Nobody but the owner of the key can do anything about these. */
const isOfKey = (error: unknown): error is StripeRefusal =>
  error instanceof StripeRefusal && (error.status === 401 || error.status === 403);

/** Asks, and keeps for the page of sources whether the key may: a log is read by nobody. */
export const askAndNote = async <T>(
  { owner, clock, changes }: StripeJobs,
  what: StripeObjectKind,
  ask: () => Promise<T>,
): Promise<T> => {
  const db = createDatabase(owner);
  const note = async (refusal: StripeRefusal | undefined): Promise<void> => {
    const known = await readRefusals(db);
    if (!refusal && !known[what]) return;
    const { [what]: _, ...rest } = known;
    const now = refusal && { at: clock.now().toISOString(), message: refusal.message };
    await saveRefusals(db, now ? { ...rest, [what]: now } : rest);
    changes.announce('sources');
  };
  try {
    const answer = await ask();
    await note(undefined);
    return answer;
  } catch (error) {
    if (isOfKey(error)) await note(error);
    throw error;
  }
};

export const listRefusals = async (db: Database): Promise<StripeRefused[]> => {
  const { invoices, subscriptions } = await readRefusals(db);
  return [
    ...(invoices ? [{ what: 'invoices' as const, ...invoices }] : []),
    ...(subscriptions ? [{ what: 'subscriptions' as const, ...subscriptions }] : []),
  ];
};
