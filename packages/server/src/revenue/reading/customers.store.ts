import type {
  CancellationCause,
  CancellationFeedback,
  CancellationReason,
  MovementKind,
} from '@taffrail/contract';
import { sql } from 'kysely';
import type { Database, Transaction } from '../../platform/db/database.ts';

const shown = 5;

/** The organization of a movement: customers of whom none is known have the name of their source. */
const organizationOf = sql`
  case when m.customer_id ~ '^[0-9a-f-]{36}$' then m.customer_id::uuid end`;

export interface ChangeRow {
  readonly customer_id: string;
  readonly organization_id: string | null;
  readonly organization_name: string | null;
  readonly plan: string | null;
  readonly at: Date;
  readonly kind: MovementKind;
  readonly amount: string;
  readonly currency: string;
  readonly is_reconstructed: boolean;
}

/** Who began to pay, or began again, last? revenue_movements_latest, then subscriptions_customer. */
export const listStarted = async (trx: Transaction, now: Date): Promise<ChangeRow[]> => {
  const newest = (kind: MovementKind) => sql`
    (select * from revenue_movements where kind = ${kind} and at <= ${now}
     order by at desc limit ${shown})`;
  const { rows } = await sql<ChangeRow>`
    select m.customer_id, o.id as organization_id, o.name as organization_name, s.plan, m.at, m.kind,
      m.amount, m.currency, m.is_reconstructed
    from (
      select * from (${newest('new')} union all ${newest('reactivation')}) as newest
      order by at desc, customer_id limit ${shown}
    ) as m
    left join organizations o on o.id = ${organizationOf}
    left join lateral (
      select plan from subscriptions
      where customer_id = m.customer_id and started_at <= m.at
      order by started_at desc limit 1
    ) as s on true
    order by m.at desc, m.customer_id`.execute(trx);
  return rows;
};

export interface CancelledRow extends ChangeRow {
  readonly reason: CancellationReason;
  readonly cause: CancellationCause | null;
  readonly feedback: CancellationFeedback | null;
}

/**
 * Who stopped paying last, and why? revenue_movements_latest, subscriptions_customer, and
 * invoices_subscription. The reason is the one of the customer's subscription that was told of last,
 * with what was said of its end then (subscription_events_pkey).
 */
export const listCancelled = async (trx: Transaction, now: Date): Promise<CancelledRow[]> => {
  const { rows } = await sql<CancelledRow>`
    select m.customer_id, o.id as organization_id, o.name as organization_name, s.plan, m.at, m.kind,
      m.amount, m.currency, m.is_reconstructed,
      case
        when s.has_failed then 'payment_failed'
        when s.status = 'paused' then 'paused'
        when s.cancel_at is not null then 'announced'
        else 'ended'
      end as reason,
      e.cancellation ->> 'cause' as cause, e.cancellation ->> 'feedback' as feedback
    from (
      select * from revenue_movements where kind = 'churn' and at <= ${now}
      order by at desc limit ${shown}
    ) as m
    left join organizations o on o.id = ${organizationOf}
    left join lateral (
      select id, plan, status, cancel_at, status = 'unpaid' or exists (
        select from invoices i
        where i.subscription_id = subscriptions.id and i.attempt_count > 0
          and i.status in ('open', 'uncollectible')
      ) as has_failed
      from subscriptions where customer_id = m.customer_id
      order by told_at desc limit 1
    ) as s on true
    left join lateral (
      select snapshot -> 'cancellation' as cancellation from subscription_events
      where subscription_id = s.id order by at desc, event_id desc limit 1
    ) as e on true
    order by m.at desc, m.customer_id`.execute(trx);
  return rows;
};

export interface FailedPaymentRow {
  readonly customer_id: string | null;
  readonly organization_id: string | null;
  readonly organization_name: string | null;
  readonly number: string | null;
  readonly currency: string;
  readonly amount: string;
  readonly attempt_count: number;
  readonly next_attempt_at: Date | null;
  readonly url: string | null;
}

/** Which invoices could not be collected, those first that are tried again soonest? invoices_failed. */
export const listFailedPayments = async (trx: Transaction): Promise<FailedPaymentRow[]> => {
  const { rows } = await sql<FailedPaymentRow>`
    select i.customer_id, o.id as organization_id, o.name as organization_name, i.number, i.currency,
      i.amount_due - i.amount_paid as amount, i.attempt_count, i.next_attempt_at, i.url
    from (
      select * from invoices where status = 'open' and attempt_count > 0
      order by next_attempt_at, id limit ${shown}
    ) as i
    left join subscriptions s on s.id = i.subscription_id
    left join organizations o on o.id = s.organization_id
    order by i.next_attempt_at, i.id`.execute(trx);
  return rows;
};

/** How many are there, and how much is due? invoices_failed, whole: there are few. */
export const sumFailedPayments = async (
  trx: Transaction,
): Promise<{ currency: string; amount: string; invoices: number }[]> => {
  const { rows } = await sql<{ currency: string; amount: string; invoices: number }>`
    select currency, sum(amount_due - amount_paid) as amount, count(*)::int as invoices
    from invoices where status = 'open' and attempt_count > 0
    group by currency order by invoices desc, currency`.execute(trx);
  return rows;
};

export interface MovementRow extends Omit<ChangeRow, 'plan'> {
  readonly mrr_before: string;
  readonly mrr_after: string;
}

/** What moved on some days, up to a moment? revenue_movements_day. */
export const listMovements = async (
  db: Database,
  { first, last, now }: { first: string; last: string; now: Date },
): Promise<MovementRow[]> => {
  const { rows } = await sql<MovementRow>`
    select m.customer_id, o.id as organization_id, o.name as organization_name, m.at, m.kind,
      m.amount, m.currency, m.mrr_before, m.mrr_after, m.is_reconstructed
    from revenue_movements m
    left join organizations o on o.id = ${organizationOf}
    where m.day >= ${first}::date and m.day <= ${last}::date and m.at <= ${now}
    order by m.at, m.customer_id, m.currency`.execute(db);
  return rows;
};
