import { z } from 'zod';
import type { StripeAccess } from '../config.ts';
import { Unreadable } from '../inbox/inbox.ts';
import { createDatabase, type Transaction } from '../platform/db/database.ts';
import { toProductId } from '../platform/ids.ts';
import { recordSubscriptions, revenueRules } from '../revenue/revenue.ts';
import {
  fetchSubscription,
  listInvoices,
  listSubscriptions,
  type StripePage,
} from './asking/ask-stripe.ts';
import { InvoiceLine } from './history/invoice-lines.ts';
import { toHistory } from './history/to-history.ts';
import { askAndNote } from './asking/refusals.ts';
import { readWholeInvoice, type StripeJobs } from './asking/refresh.ts';
import { LeftOut } from './stripe-objects.ts';
import { storeInvoices } from './store-invoices.ts';
import { findBackFill, listBilled, saveBackFill } from './stripe.store.ts';
import { toSubscription, type ReadSubscription } from './to-subscription.ts';

const Position = z.object({
  /** The last that was read; the next page begins behind it. */
  after: z.string().optional(),
  isDone: z.boolean(),
});
type Position = z.infer<typeof Position>;

const BackFill = z.object({ invoices: Position, subscriptions: Position });
type BackFill = z.infer<typeof BackFill>;

const start: BackFill = { invoices: { isDone: false }, subscriptions: { isDone: false } };

interface Reader {
  readonly jobs: StripeJobs;
  readonly access: StripeAccess;
  readonly signal: AbortSignal | undefined;
}

/** What cannot be read is left out, and named in the log. */
const readEach = async <T>(
  { jobs }: Reader,
  given: StripePage['data'],
  read: (one: StripePage['data'][number]) => Promise<T>,
): Promise<T[]> => {
  const found: T[] = [];
  for (const one of given) {
    try {
      found.push(await read(one));
    } catch (error) {
      if (!(error instanceof Unreadable)) throw error;
      jobs.log.warn({ err: error, id: one.id }, 'left out of the back-fill');
    }
  }
  return found;
};

const readWhole = async (
  { access, signal }: Reader,
  given: { readonly id: string },
): Promise<ReadSubscription> => {
  try {
    return toSubscription(given);
  } catch (error) {
    if (!(error instanceof LeftOut)) throw error;
    return toSubscription(await fetchSubscription(access, given.id, signal));
  }
};

type Store = (tx: Transaction) => Promise<void>;

const readInvoices = async (reader: Reader, data: StripePage['data']): Promise<Store> => {
  const { access, signal, jobs } = reader;
  const at = jobs.clock.now();
  const rules = revenueRules(jobs.product, jobs.reportingTimeZone);
  const invoices = await readEach(reader, data, (given) => readWholeInvoice(access, given, signal));
  return (tx) =>
    storeInvoices(
      tx,
      invoices.map((invoice) => ({ ...invoice, told_at: at, told_event: '' })),
      rules,
    );
};

const idOf = ({ subscription }: ReadSubscription): string =>
  toProductId('subscription:stripe', subscription.id);

/** With the invoices of the page, which were read before. */
const readSubscriptions = async (reader: Reader, data: StripePage['data']): Promise<Store> => {
  const { owner, clock, product, reportingTimeZone } = reader.jobs;
  const subscriptions = await readEach(reader, data, (given) => readWhole(reader, given));
  const billed = await listBilled(createDatabase(owner), subscriptions.map(idOf));
  const byId = Map.groupBy(billed, (row) => row.subscription_id);
  const now = clock.now();
  const told = subscriptions.flatMap((read) => {
    const lines = (byId.get(idOf(read)) ?? []).flatMap((row) =>
      z.array(InvoiceLine).parse(row.lines),
    );
    return toHistory(read, now, lines);
  });
  return (tx) => recordSubscriptions(tx, told, revenueRules(product, reportingTimeZone));
};

const parts = {
  invoices: { list: listInvoices, read: readInvoices },
  subscriptions: { list: listSubscriptions, read: readSubscriptions },
} as const;

/** From the position on; each page is stored in one transaction with the position behind it. */
const fillPart = async (
  reader: Reader,
  part: keyof typeof parts,
  state: BackFill,
): Promise<BackFill> => {
  const db = createDatabase(reader.jobs.owner);
  const { list, read } = parts[part];
  let position = state[part];
  while (!position.isDone) {
    const { after } = position;
    const { page, store } = await askAndNote(reader.jobs, part, async () => {
      const next = await list(reader.access, after, reader.signal);
      return { page: next, store: await read(reader, next.data) };
    });
    position = { after: page.data.at(-1)?.id ?? position.after, isDone: !page.has_more };
    const reached = { ...state, [part]: position };
    await db.transaction().execute(async (tx) => {
      await store(tx);
      await saveBackFill(tx, reached);
    });
    reader.jobs.changes.announce('revenue');
  }
  return { ...state, [part]: position };
};

/**
 * Reads all invoices and then all subscriptions that there are, once: page by page, so that it goes
 * on where it was interrupted.
 */
export const backFill = async (
  jobs: StripeJobs,
  access: StripeAccess,
  signal: AbortSignal | undefined,
): Promise<void> => {
  const found = BackFill.safeParse(await findBackFill(createDatabase(jobs.owner))).data ?? start;
  const reader = { jobs, access, signal };
  await fillPart(reader, 'subscriptions', await fillPart(reader, 'invoices', found));
};
