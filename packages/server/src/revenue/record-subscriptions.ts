import type { Transaction } from '../platform/db/database.ts';
import { toProductId } from '../platform/ids.ts';
import {
  findCustomers,
  insertMovements,
  listCustomersAfter,
  listSnapshots,
  lockRevenue,
  removeAllMovements,
  removeEmptyDays,
  removeMovements,
  upsertSnapshots,
  upsertSubscriptions,
  type KnownSnapshot,
  type MovementValues,
} from './revenue.store.ts';
import { convert, toMajor, type Rates } from './rules/currency.ts';
import { toMovements } from './rules/movements.ts';
import type { Subscription } from './rules/subscription.ts';
import { toTimeline, type MrrChange } from './rules/timeline.ts';

/** What somebody tells of a subscription: its state from a moment on. */
export interface ToldSubscription {
  readonly at: Date;
  readonly subscription: Subscription;
  readonly toldBy: 'stripe' | 'product' | 'sdk';
  readonly organizationId: string | undefined;
  readonly plan: string | undefined;
  readonly trialEndsAt: Date | undefined;
  /** Not seen, but concluded from invoices and dates. */
  readonly isReconstructed: boolean;
}

export interface RevenueRules {
  readonly rates: Rates;
  /** The reporting time zone. */
  readonly timeZone: string;
}

const idOf = ({ toldBy, subscription }: ToldSubscription): string =>
  toProductId(`subscription:${toldBy}`, subscription.id);

const toSubscriptionValues = (told: ToldSubscription) => {
  const { at, subscription, toldBy, organizationId, plan, trialEndsAt } = told;
  return {
    id: idOf(told),
    external_id: `${toldBy}:${subscription.id}`,
    customer_id: organizationId ?? `${toldBy}:${subscription.customerId}`,
    organization_id: organizationId ?? null,
    told_by: toldBy,
    status: subscription.status,
    plan: plan ?? null,
    currency: subscription.currency,
    started_at: subscription.startedAt,
    trial_ends_at: trialEndsAt ?? null,
    cancel_at: subscription.cancelAt ?? null,
    ended_at: subscription.endedAt ?? null,
    told_at: at,
  };
};

const toSnapshotValues = (told: ToldSubscription) => ({
  subscription_id: idOf(told),
  at: told.at,
  snapshot: told.subscription,
  is_reconstructed: told.isReconstructed,
});

/** The last told of each, by a key: one statement cannot change a row twice. */
const lastOf = <T>(rows: readonly T[], keyOf: (row: T) => string): T[] => [
  ...new Map(rows.map((row) => [keyOf(row), row])).values(),
];

/** In the currency in which it is reported: its own where there is no rate for it. */
const reportedTimeline = (
  snapshots: readonly KnownSnapshot[],
  rates: Rates,
): { currency: string; changes: MrrChange[] } => {
  const own = snapshots[0]?.subscription.currency ?? rates.reporting;
  const isConverted = convert(1, own, rates) !== undefined;
  const changes = toTimeline(snapshots).map((change) => ({
    ...change,
    mrr: convert(change.mrr, own, rates) ?? change.mrr,
  }));
  return { currency: isConverted ? rates.reporting : own, changes };
};

/** What one customer's subscriptions come to. */
const movementsOf = (
  customerId: string,
  snapshots: readonly KnownSnapshot[],
  rates: Rates,
): MovementValues[] => {
  const guessed = new Set(
    snapshots.filter(({ isReconstructed }) => isReconstructed).map(({ at }) => at.getTime()),
  );
  const firstSeen = Math.min(
    ...snapshots.filter(({ isReconstructed }) => !isReconstructed).map(({ at }) => at.getTime()),
  );
  const timelines = [
    ...Map.groupBy(snapshots, ({ subscriptionId }) => subscriptionId).values(),
  ].map((known) => reportedTimeline(known, rates));
  return [...Map.groupBy(timelines, ({ currency }) => currency)].flatMap(([currency, ofCurrency]) =>
    toMovements(ofCurrency.flatMap(({ changes }) => changes)).map((movement) => ({
      customer_id: customerId,
      currency,
      at: movement.at,
      kind: movement.kind,
      amount: toMajor(movement.amount, currency),
      mrr_before: toMajor(movement.before, currency),
      mrr_after: toMajor(movement.after, currency),
      is_reconstructed: guessed.has(movement.at.getTime()) || movement.at.getTime() < firstSeen,
    })),
  );
};

const computeAgain = async (
  tx: Transaction,
  customerIds: readonly string[],
  { rates, timeZone }: RevenueRules,
): Promise<void> => {
  const snapshots = await listSnapshots(tx, customerIds);
  const byCustomer = Map.groupBy(snapshots, ({ customerId }) => customerId);
  const movements = [...byCustomer].flatMap(([id, known]) => movementsOf(id, known, rates));
  await insertMovements(tx, movements, timeZone);
};

/**
 * Notes what was told, in any order and as often as it is told, and brings movements and daily sums
 * up to date: only of the customers whose subscriptions these are.
 */
export const recordSubscriptions = async (
  tx: Transaction,
  told: readonly ToldSubscription[],
  rules: RevenueRules,
): Promise<void> => {
  if (told.length === 0) return;
  await lockRevenue(tx);
  const inOrder = told.toSorted((a, b) => a.at.getTime() - b.at.getTime());
  const values = lastOf(inOrder.map(toSubscriptionValues), ({ id }) => id);
  const before = await findCustomers(
    tx,
    values.map(({ id }) => id),
  );
  await upsertSubscriptions(tx, values);
  await upsertSnapshots(
    tx,
    lastOf(inOrder.map(toSnapshotValues), (row) => `${row.subscription_id} ${row.at.getTime()}`),
  );
  const customers = [...new Set([...before, ...values.map((row) => row.customer_id)])];
  await removeMovements(tx, customers);
  await computeAgain(tx, customers, rules);
  await removeEmptyDays(tx);
};

const customersAtOnce = 500;

/** All movements and daily sums anew: after the rates have changed, say. */
export const rebuildRevenue = async (tx: Transaction, rules: RevenueRules): Promise<void> => {
  await lockRevenue(tx);
  await removeAllMovements(tx);
  for (let after = ''; ;) {
    const customers = await listCustomersAfter(tx, after, customersAtOnce);
    const last = customers.at(-1);
    if (last === undefined) return;
    await computeAgain(tx, customers, rules);
    after = last;
  }
};
