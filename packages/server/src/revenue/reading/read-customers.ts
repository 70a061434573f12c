import type { FailedPayments, LatestRevenueChanges, RevenueChange } from '@taffrail/contract';
import { readSnapshot } from '../../platform/db/snapshot.ts';
import { toMoney } from '../rules/currency.ts';
import {
  listCancelled,
  listFailedPayments,
  listStarted,
  sumFailedPayments,
  type ChangeRow,
} from './customers.store.ts';
import type { RevenueContext } from './read-revenue.ts';

/** A customer without an organization goes by its id at the source: `cus_123`. */
export const nameOf = (row: {
  readonly organization_name: string | null;
  readonly customer_id: string | null;
}): string => row.organization_name ?? row.customer_id?.replace(/^\w+:/, '') ?? '';

const toChange = (row: ChangeRow): RevenueChange => ({
  organizationId: row.organization_id,
  customer: nameOf(row),
  plan: row.plan,
  at: row.at.toISOString(),
  kind: row.kind,
  amount: toMoney(row.amount, row.currency),
  currency: row.currency,
  isReconstructed: row.is_reconstructed,
});

type Context = Pick<RevenueContext, 'db' | 'clock'>;

export const readLatestChanges = ({ db, clock }: Context): Promise<LatestRevenueChanges> => {
  const now = clock.now();
  return readSnapshot(db, async (trx) => ({
    asOf: now.toISOString(),
    started: (await listStarted(trx, now)).map(toChange),
    cancelled: (await listCancelled(trx, now)).map((row) => ({
      ...toChange(row),
      reason: row.reason,
      cause: row.cause,
      feedback: row.feedback,
    })),
  }));
};

export const readFailedPayments = ({ db, clock }: Context): Promise<FailedPayments> =>
  readSnapshot(db, async (trx) => ({
    asOf: clock.now().toISOString(),
    totals: (await sumFailedPayments(trx)).map(({ currency, amount, invoices }) => ({
      currency,
      amount: toMoney(amount, currency),
      invoices,
    })),
    next: (await listFailedPayments(trx)).map((row) => ({
      organizationId: row.organization_id,
      customer: nameOf(row),
      number: row.number,
      currency: row.currency,
      amount: toMoney(row.amount, row.currency),
      attempts: row.attempt_count,
      nextAttemptAt: row.next_attempt_at?.toISOString() ?? null,
      url: row.url,
    })),
  }));
