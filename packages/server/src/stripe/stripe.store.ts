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
  readonly told_at: Date;
}

/** What is older than what is known does not replace it. */
export const upsertInvoices = async (
  tx: Transaction,
  rows: readonly InvoiceValues[],
): Promise<void> => {
  await tx
    .insertInto('invoices')
    .values([...rows])
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
          told_at: eb.ref('excluded.told_at'),
        }))
        .where(sql<boolean>`excluded.told_at >= invoices.told_at`),
    )
    .execute();
};

const backFillKey = 'stripe_back_fill';

/** How far the back-fill is; one look by the primary key. */
export const findBackFill = async (db: Database): Promise<unknown> => {
  const row = await db
    .selectFrom('settings')
    .select('value')
    .where('key', '=', backFillKey)
    .executeTakeFirst();
  return row?.value;
};

export const saveBackFill = async (tx: Transaction, position: object): Promise<void> => {
  const value = JSON.stringify(position);
  await tx
    .insertInto('settings')
    .values({ key: backFillKey, value })
    .onConflict((conflict) => conflict.column('key').doUpdateSet({ value }))
    .execute();
};

/** The task that asks Stripe for a subscription again. */
export const refreshTask = 'refresh_stripe_subscription';

/** In the transaction that read the event; several that wait are one. */
export const enqueueRefresh = async (
  tx: Transaction,
  wanted: { id: string; at?: Date },
): Promise<void> => {
  const payload = JSON.stringify(wanted);
  const key = `stripe:${wanted.id}:${wanted.at?.getTime() ?? ''}`;
  await sql`select enqueue_job(${refreshTask}, ${payload}::json, ${key})`.execute(tx);
};
