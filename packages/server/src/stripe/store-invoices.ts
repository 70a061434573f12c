import type { Transaction } from '../platform/db/database.ts';
import { lockRevenue, noteBilledCountries, type RevenueRules } from '../revenue/revenue.ts';
import { upsertInvoices, type InvoiceValues } from './stripe.store.ts';

/** With what they say of where their customers are. */
export const storeInvoices = async (
  tx: Transaction,
  invoices: readonly InvoiceValues[],
  rules: RevenueRules,
): Promise<void> => {
  const located = invoices.flatMap(({ subscription_id: id, country }) =>
    id === null || country === null ? [] : [id],
  );
  // Before any row, as whoever records subscriptions does.
  if (located.length > 0) await lockRevenue(tx);
  await upsertInvoices(tx, invoices);
  if (located.length > 0) await noteBilledCountries(tx, located, rules);
};
