import { sql } from 'kysely';
import type { Database, Transaction } from '../platform/db/database.ts';

export interface InvoiceValues {
  readonly id: string;
  readonly external_id: string;
  readonly customer_id: string | null;
  readonly subscription_id: string | null;
  readonly told_by: 'stripe';
  readonly number: string | null;
  readonly status: 'draft' | 'open' | 'paid' | 'uncollectible' | 'void' | 'deleted';
  readonly currency: string;
  /** Major units, decimal text. */
  readonly amount_due: string;
  readonly amount_paid: string;
  readonly attempt_count: number;
  readonly next_attempt_at: Date | null;
  readonly due_at: Date | null;
  readonly created_at: Date;
  readonly url: string | null;
  /** ISO 3166-1, of the customer's address. */
  readonly country: string | null;
  /** What they tell of the subscription (history/invoice-lines.ts), as JSON. */
  readonly lines: string;
  readonly metered_amount: string;
  readonly told_at: Date;
  /** The event that told it; it decides between those of one moment. */
  readonly told_event: string;
}

/** One statement cannot change a row twice: of each the last. */
const latestOf = (rows: readonly InvoiceValues[]): InvoiceValues[] => [
  ...new Map(
    rows
      .toSorted(
        (a, b) =>
          a.told_at.getTime() - b.told_at.getTime() || (a.told_event < b.told_event ? -1 : 1),
      )
      .map((row) => [row.id, row] as const),
  ).values(),
];

/** What is older than what is known does not replace it. */
export const upsertInvoices = async (
  tx: Transaction,
  rows: readonly InvoiceValues[],
): Promise<void> => {
  if (rows.length === 0) return;
  await tx
    .insertInto('invoices')
    .values(latestOf(rows))
    .onConflict((conflict) =>
      conflict
        .column('id')
        .doUpdateSet((eb) => ({
          customer_id: eb.ref('excluded.customer_id'),
          subscription_id: eb.ref('excluded.subscription_id'),
          number: eb.ref('excluded.number'),
          status: eb.ref('excluded.status'),
          currency: eb.ref('excluded.currency'),
          amount_due: eb.ref('excluded.amount_due'),
          amount_paid: eb.ref('excluded.amount_paid'),
          attempt_count: eb.ref('excluded.attempt_count'),
          next_attempt_at: eb.ref('excluded.next_attempt_at'),
          due_at: eb.ref('excluded.due_at'),
          created_at: eb.ref('excluded.created_at'),
          url: eb.ref('excluded.url'),
          country: eb.ref('excluded.country'),
          lines: eb.ref('excluded.lines'),
          metered_amount: eb.ref('excluded.metered_amount'),
          told_at: eb.ref('excluded.told_at'),
          told_event: eb.ref('excluded.told_event'),
        }))
        .where(
          sql<boolean>`(excluded.told_at, excluded.told_event)
            >= (invoices.told_at, invoices.told_event)`,
        ),
    )
    .execute();
};

export interface BilledRow {
  readonly subscription_id: string;
  readonly lines: unknown;
}

/** What was billed for some subscriptions, and not taken back? invoices_subscription. */
export const listBilled = async (
  db: Database,
  subscriptionIds: readonly string[],
): Promise<BilledRow[]> => {
  const { rows } = await sql<BilledRow>`
    select subscription_id, lines from invoices
    where subscription_id = any(${subscriptionIds}::uuid[])
      and status in ('paid', 'open', 'uncollectible') and lines is not null
    order by created_at, id`.execute(db);
  return rows;
};

const backFillKey = 'stripe_back_fill';
const refusalsKey = 'stripe_refusals';

/** One look by the primary key. */
const findSetting = async (db: Database, key: string): Promise<unknown> => {
  const row = await db
    .selectFrom('settings')
    .select('value')
    .where('key', '=', key)
    .executeTakeFirst();
  return row?.value;
};

const saveSetting = async (db: Database, key: string, given: object): Promise<void> => {
  const value = JSON.stringify(given);
  await db
    .insertInto('settings')
    .values({ key, value })
    .onConflict((conflict) => conflict.column('key').doUpdateSet({ value }))
    .execute();
};

/** How far the back-fill is. */
export const findBackFill = (db: Database): Promise<unknown> => findSetting(db, backFillKey);

export const saveBackFill = (tx: Transaction, position: object): Promise<void> =>
  saveSetting(tx, backFillKey, position);

/** What the key may not read. */
export const findRefusals = (db: Database): Promise<unknown> => findSetting(db, refusalsKey);

export const saveRefusals = (db: Database, refusals: object): Promise<void> =>
  saveSetting(db, refusalsKey, refusals);

/** The tasks that ask Stripe for something again. */
export const refreshTasks = {
  subscription: 'refresh_stripe_subscription',
  invoice: 'refresh_stripe_invoice',
} as const;

export interface WantedRefresh {
  readonly object: keyof typeof refreshTasks;
  readonly id: string;
  /** The moment that the answer is of; when it is asked unless given. */
  readonly at?: Date;
}

/** In the transaction that read the events; several that wait for the same are one. */
export const enqueueRefreshes = async (
  tx: Transaction,
  wanted: readonly WantedRefresh[],
): Promise<void> => {
  for (const { object, ...payload } of wanted) {
    const key = `stripe:${payload.id}:${payload.at?.getTime() ?? ''}`;
    await sql`select enqueue_job(${refreshTasks[object]}, ${JSON.stringify(payload)}::json, ${key})`.execute(
      tx,
    );
  }
};
