import { sql } from 'kysely';
import type { Transaction } from '../platform/db/database.ts';
import { Before } from './rules/story-part.ts';
import { Subscription } from './rules/subscription.ts';

/** Any number that no other advisory lock uses. Revenue is told of rarely: one at a time is enough. */
const lockId = 7_238_114_041;

export const lockRevenue = async (tx: Transaction): Promise<void> => {
  await sql`select pg_advisory_xact_lock(${lockId})`.execute(tx);
};

export interface SubscriptionValues {
  readonly id: string;
  readonly external_id: string;
  readonly customer_id: string;
  readonly organization_id: string | null;
  readonly told_by: 'stripe' | 'product' | 'sdk';
  readonly status: string;
  readonly plan: string | null;
  /** ISO 3166-1. */
  readonly country: string | null;
  readonly currency: string;
  readonly started_at: Date;
  readonly trial_ends_at: Date | null;
  readonly cancel_at: Date | null;
  readonly ended_at: Date | null;
  readonly told_at: Date;
  /** By what, where that has a name; it decides between those of one moment. */
  readonly told_event: string;
}

/** What is older than what is known does not replace it. */
export const upsertSubscriptions = async (
  tx: Transaction,
  rows: readonly SubscriptionValues[],
): Promise<void> => {
  await sql`
    insert into subscriptions as s (id, external_id, customer_id, organization_id, told_by, status,
      plan, country, currency, started_at, trial_ends_at, cancel_at, ended_at, told_at, told_event)
    select id, external_id, customer_id, organization_id, told_by, status, plan, country, currency,
      started_at, trial_ends_at, cancel_at, ended_at, told_at, told_event
    from jsonb_populate_recordset(null::subscriptions, ${JSON.stringify(rows)}::jsonb)
    order by id
    on conflict (id) do update set
      customer_id = excluded.customer_id,
      organization_id = excluded.organization_id, told_by = excluded.told_by, status = excluded.status, plan = excluded.plan,
      country = excluded.country, currency = excluded.currency, started_at = excluded.started_at,
      trial_ends_at = excluded.trial_ends_at, cancel_at = excluded.cancel_at,
      ended_at = excluded.ended_at, told_at = excluded.told_at, told_event = excluded.told_event
    where (excluded.told_at, excluded.told_event) >= (s.told_at, s.told_event)`.execute(tx);
};

export interface SnapshotValues {
  readonly subscription_id: string;
  readonly at: Date;
  readonly event_id: string;
  readonly plan: string | null;
  readonly snapshot: Subscription;
  readonly is_reconstructed: boolean;
  readonly before: Before | null;
}

/** Of one event the last that was told counts; what was seen is not replaced by what was guessed. */
export const upsertSnapshots = async (
  tx: Transaction,
  rows: readonly SnapshotValues[],
): Promise<void> => {
  await sql`
    insert into subscription_events as e (subscription_id, at, event_id, plan, snapshot,
      is_reconstructed, before)
    select subscription_id, at, event_id, plan, snapshot, is_reconstructed, before
    from jsonb_populate_recordset(null::subscription_events, ${JSON.stringify(rows)}::jsonb)
    order by subscription_id, at, event_id
    on conflict (subscription_id, at, event_id) do update set
      plan = excluded.plan, snapshot = excluded.snapshot,
      is_reconstructed = excluded.is_reconstructed, before = excluded.before
    where e.is_reconstructed or not excluded.is_reconstructed`.execute(tx);
};

export interface KnownSnapshot {
  readonly customerId: string;
  readonly subscriptionId: string;
  readonly at: Date;
  readonly eventId: string;
  readonly plan: string | null;
  readonly subscription: Subscription;
  readonly isReconstructed: boolean;
  readonly before: Before | undefined;
}

/** Everything known of some customers? subscriptions_customer, then the primary key. */
export const listSnapshots = async (
  tx: Transaction,
  customerIds: readonly string[],
): Promise<KnownSnapshot[]> => {
  const rows = await tx
    .selectFrom('subscriptions as s')
    .innerJoin('subscription_events as e', 'e.subscription_id', 's.id')
    .select(['s.customer_id', 'e.subscription_id', 'e.at', 'e.snapshot', 'e.is_reconstructed'])
    .select(['e.event_id', 'e.plan', 'e.before'])
    .where(sql<boolean>`s.customer_id = any(${customerIds}::text[])`)
    .execute();
  return rows.map((row) => ({
    customerId: row.customer_id,
    subscriptionId: row.subscription_id,
    at: row.at,
    eventId: row.event_id,
    plan: row.plan,
    subscription: Subscription.parse(row.snapshot),
    isReconstructed: row.is_reconstructed,
    before: Before.nullable().parse(row.before) ?? undefined,
  }));
};

export interface PresentState {
  readonly id: string;
  readonly subscription: Subscription;
}

export interface CorrectedState extends PresentState {
  /** Null where it has none, or where it was told before that was kept. */
  readonly plan: string | null;
}

/** Where the latest moment that was told is not the last of the story. */
export const correctSubscriptions = async (
  tx: Transaction,
  states: readonly CorrectedState[],
): Promise<void> => {
  const rows = states.map(({ id, subscription, plan }) => ({
    id,
    plan,
    status: subscription.status,
    cancel_at: subscription.cancelAt ?? null,
    ended_at: subscription.endedAt ?? null,
  }));
  await sql`
    update subscriptions s
    set status = r.status, plan = coalesce(r.plan, s.plan), cancel_at = r.cancel_at,
      ended_at = r.ended_at
    from jsonb_populate_recordset(null::subscriptions, ${JSON.stringify(rows)}::jsonb) as r
    where s.id = r.id`.execute(tx);
};

export interface PresentGroups {
  readonly plan: string | null;
  readonly country: string | null;
}

/** What was last told of some subscriptions? The primary keys. */
export const listPresentStates = async (
  tx: Transaction,
  ids: readonly string[],
): Promise<(PresentState & PresentGroups)[]> => {
  const { rows } = await sql<PresentGroups & { id: string; snapshot: unknown }>`
    select distinct on (s.id) s.id, s.plan, s.country, e.snapshot
    from subscriptions s join subscription_events e on e.subscription_id = s.id
    where s.id = any(${ids}::uuid[])
    order by s.id, e.at desc, e.event_id desc`.execute(tx);
  return rows.map(({ id, plan, country, snapshot }) => ({
    id,
    plan,
    country,
    subscription: Subscription.parse(snapshot),
  }));
};

/** The customers of a page, in their order; all of them, page by page, are everybody. */
export const listCustomersAfter = async (
  tx: Transaction,
  after: string,
  limit: number,
): Promise<string[]> => {
  const rows = await tx
    .selectFrom('subscriptions')
    .select('customer_id')
    .distinct()
    .where('customer_id', '>', after)
    .orderBy('customer_id')
    .limit(limit)
    .execute();
  return rows.map(({ customer_id }) => customer_id);
};

/** The customer that a subscription is stored under, where it changes hands. */
export const findCustomers = async (
  tx: Transaction,
  subscriptionIds: readonly string[],
): Promise<string[]> => {
  const rows = await tx
    .selectFrom('subscriptions')
    .select('customer_id')
    .distinct()
    .where(sql<boolean>`id = any(${subscriptionIds}::uuid[])`)
    .execute();
  return rows.map(({ customer_id }) => customer_id);
};

export interface MovementValues {
  readonly customer_id: string;
  readonly currency: string;
  readonly at: Date;
  readonly kind: string;
  /** Major units, decimal text. */
  readonly amount: string;
  readonly mrr_before: string;
  readonly mrr_after: string;
  readonly is_reconstructed: boolean;
}

/** Who stops paying counts against those who begin, or begin again. */
const payers = sql`case kind when 'churn' then -1 else 1 end`;
const changesPayers = sql`kind in ('new', 'reactivation', 'churn')`;

/**
 * Adds what came, or takes what is gone, from the sums of each group: for its day and its month. Such
 * are the columns of both.
 */
const toGroups = (from: 'came' | 'gone') => sql`
    insert into revenue_groups as g (dimension, span, first, holds, value, currency, kind, amount,
      customers)
    select d.dimension, s.span, s.first, d.holds, d.value, currency, kind,
      sum(amount) * ${sql.lit(from === 'came' ? 1 : -1)},
      count(*) * ${sql.lit(from === 'came' ? 1 : -1)}
    from ${sql.table(from)}
    cross join lateral (
      values ('day', day), ('month', date_trunc('month', day)::date)
    ) as s (span, first)
    cross join lateral (
      values ('plan', plans, plan), ('country', countries, country)
    ) as d (dimension, holds, value)
    group by 1, 2, 3, 4, 5, 6, 7
    on conflict (dimension, span, first, holds, value, currency, kind) do update set
      amount = g.amount + excluded.amount, customers = g.customers + excluded.customers`;
const grouped = sql`day, cohort, currency, kind, amount, plan, plans, country, countries`;

/** Takes the movements of some customers away, and their part of all sums. */
export const removeMovements = async (
  tx: Transaction,
  customerIds: readonly string[],
): Promise<void> => {
  await sql`
    with gone as (
      delete from revenue_movements where customer_id = any(${customerIds}::text[])
      returning ${grouped}
    ), groups as (${toGroups('gone')}
    ), sums as (
      select day, currency, kind, sum(amount) as amount, count(*) as customers
      from gone group by day, currency, kind
    ), payers as (
      select cohort, date_trunc('month', day)::date as month, currency,
        sum(${payers}) as customers
      from gone where ${changesPayers} group by 1, 2, 3
    ), cohorts as (
      update revenue_cohorts c set customers = c.customers - p.customers
      from payers p where (c.cohort, c.month, c.currency) = (p.cohort, p.month, p.currency)
    )
    update revenue_daily d
    set amount = d.amount - s.amount, customers = d.customers - s.customers
    from sums s where (d.day, d.currency, d.kind) = (s.day, s.currency, s.kind)`.execute(tx);
};

/**
 * All movements of the customers that have any: the first of each says when the customer began, and
 * each has the customer's plan and country of now. Days are of the reporting time zone.
 */
export const insertMovements = async (
  tx: Transaction,
  rows: readonly MovementValues[],
  timeZone: string,
): Promise<void> => {
  const customers = [...new Set(rows.map((row) => row.customer_id))];
  await sql`
    with came as (
      insert into revenue_movements (customer_id, currency, at, day, cohort, kind, amount,
        mrr_before, mrr_after, is_reconstructed, plan, plans, country, countries)
      select m.customer_id, m.currency, at, (at at time zone ${timeZone})::date,
        date_trunc('month', min(at) over (partition by m.customer_id, m.currency)
          at time zone ${timeZone})::date,
        kind, amount, mrr_before, mrr_after, is_reconstructed,
        g.plan, g.plans, g.country, g.countries
      from jsonb_populate_recordset(null::revenue_movements, ${JSON.stringify(rows)}::jsonb) as m
      join revenue_groups_of(${customers}::text[]) as g on g.customer_id = m.customer_id
      returning ${grouped}
    ), groups as (${toGroups('came')}
    ), cohorts as (
      insert into revenue_cohorts as c (cohort, month, currency, customers)
      select cohort, date_trunc('month', day)::date, currency, sum(${payers})
      from came where ${changesPayers} group by 1, 2, 3
      on conflict (cohort, month, currency) do update set
        customers = c.customers + excluded.customers
    )
    insert into revenue_daily as d (day, currency, kind, amount, customers)
    select day, currency, kind, sum(amount), count(*) from came group by day, currency, kind
    on conflict (day, currency, kind) do update set
      amount = d.amount + excluded.amount, customers = d.customers + excluded.customers`.execute(
    tx,
  );
};

/** Sums of nothing; revenue_groups_empty. */
export const removeEmptySums = async (tx: Transaction): Promise<void> => {
  await tx.deleteFrom('revenue_daily').where('customers', '=', 0).execute();
  await tx.deleteFrom('revenue_groups').where('customers', '=', 0).execute();
};

/** Which customers pay these bills, and are counted in another country? invoices_subscription. */
export const findMoved = async (
  tx: Transaction,
  subscriptionIds: readonly string[],
): Promise<string[]> => {
  const { rows } = await sql<{ customer_id: string }>`
    select g.customer_id
    from revenue_groups_of(array(
      select distinct customer_id from subscriptions where id = any(${subscriptionIds}::uuid[])
    )) as g
    where exists (
      select from revenue_movements m
      where m.customer_id = g.customer_id
        and (m.country, m.countries) is distinct from (g.country, g.countries)
    )`.execute(tx);
  return rows.map(({ customer_id }) => customer_id);
};

export const removeAllMovements = async (tx: Transaction): Promise<void> => {
  await tx.deleteFrom('revenue_movements').execute();
  await tx.deleteFrom('revenue_daily').execute();
  await tx.deleteFrom('revenue_cohorts').execute();
  await tx.deleteFrom('revenue_groups').execute();
};
