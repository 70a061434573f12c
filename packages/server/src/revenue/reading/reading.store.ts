import type { RevenueSource } from '@taffrail/contract';
import { sql } from 'kysely';
import type { Transaction } from '../../platform/db/database.ts';

/** Movements of one kind in one currency. */
export interface Sum {
  readonly currency: string;
  readonly kind: string;
  /** Major units, decimal text. */
  readonly amount: string;
  readonly customers: number;
}

/** Of the days from one edge up to the next; 0 is before the first edge. */
export interface StretchSum extends Sum {
  readonly stretch: number;
}

/**
 * What moved between days? All of revenue_daily, which has a few rows a day.
 *
 * @param edges days, oldest first
 */
export const sumStretches = async (
  trx: Transaction,
  edges: readonly string[],
): Promise<StretchSum[]> => {
  const { rows } = await sql<StretchSum>`
    select width_bucket(day, ${edges}::date[]) as stretch, currency, kind, sum(amount) as amount,
      sum(customers)::int as customers
    from revenue_daily group by 1, 2, 3`.execute(trx);
  return rows;
};

export interface LaterSum extends Sum {
  readonly day: string;
}

/** What moves on a day after a moment of it, which is not yet so? revenue_movements_day. */
export const sumLater = async (
  trx: Transaction,
  moments: readonly { readonly day: string; readonly at: Date }[],
): Promise<LaterSum[]> => {
  const { rows } = await sql<LaterSum>`
    select m.day, m.currency, m.kind, sum(m.amount) as amount, count(*)::int as customers
    from unnest(
      ${moments.map(({ day }) => day)}::date[], ${moments.map(({ at }) => at)}::timestamptz[]
    ) as asked (day, at)
    join revenue_movements m on m.day = asked.day and m.at > asked.at
    group by m.day, m.currency, m.kind`.execute(trx);
  return rows;
};

/** The day that it is in a time zone. */
export const findToday = async (trx: Transaction, now: Date, timeZone: string): Promise<string> => {
  const { rows } = await sql<{ day: string }>`
    select (${now}::timestamptz at time zone ${timeZone})::date as day`.execute(trx);
  const [today] = rows;
  if (!today) throw new Error('There is no calendar.');
  return today.day;
};

export interface History {
  readonly isConnected: boolean;
  readonly since: string | null;
  readonly reconstructedUntil: string | null;
}

/** How far back is revenue known, and how? The ends of indexes. */
export const findHistory = async (trx: Transaction, today: string): Promise<History> => {
  const { rows } = await sql<History>`
    select exists (select from subscriptions) as "isConnected",
      (select min(day) from revenue_daily) as since,
      (select max(day) from revenue_movements where is_reconstructed and day <= ${today}::date)
        as "reconstructedUntil"`.execute(trx);
  return rows[0] ?? { isConnected: false, since: null, reconstructedUntil: null };
};

export interface Told {
  readonly lastToldAt: Readonly<Record<RevenueSource, Date | null>>;
  readonly waitingSince: Date | null;
  readonly failed: number;
}

const latest = (source: RevenueSource) =>
  sql`(select max(told_at) from subscriptions where told_by = ${source})`;

/**
 * What did each source tell last, and what is not counted? The ends of subscriptions_told, and
 * told_subscriptions, in which little lies.
 */
export const findTold = async (trx: Transaction): Promise<Told> => {
  const { rows } = await sql<
    Record<RevenueSource, Date | null> & { waitingSince: Date | null; failed: number }
  >`
    select ${latest('stripe')} as stripe, ${latest('product')} as product, ${latest('sdk')} as sdk,
      (select min(received_at) from told_subscriptions where failed_at is null) as "waitingSince",
      (select count(*)::int from told_subscriptions where failed_at is not null) as failed
  `.execute(trx);
  const [row] = rows;
  if (!row) throw new Error('Aggregates always answer.');
  const { waitingSince, failed, ...lastToldAt } = row;
  return { lastToldAt, waitingSince, failed };
};

/** What was billed for use, since a day began? invoices_metered. */
export const sumMetered = async (
  trx: Transaction,
  { first, now, timeZone }: { first: string; now: Date; timeZone: string },
): Promise<{ currency: string; amount: string }[]> => {
  const { rows } = await sql<{ currency: string; amount: string }>`
    select currency, sum(metered_amount) as amount from invoices
    where metered_amount <> 0 and status in ('open', 'paid', 'uncollectible')
      and created_at >= ${first}::date::timestamp at time zone ${timeZone} and created_at <= ${now}
    group by currency order by currency`.execute(trx);
  return rows;
};

export interface ExpectedRow {
  readonly id: string;
  readonly organization_id: string | null;
  readonly organization_name: string | null;
  readonly plan: string | null;
  readonly at: Date;
  /** Of all of them, also those that are not given. */
  readonly total: number;
}

const shown = 5;

/** Which trials end soon? subscriptions_trial. */
export const listTrialsEnding = async (
  trx: Transaction,
  from: Date,
  to: Date,
): Promise<ExpectedRow[]> => {
  const { rows } = await sql<ExpectedRow>`
    select s.*, o.name as organization_name
    from (
      select id, organization_id, plan, trial_ends_at as at, count(*) over ()::int as total
      from subscriptions
      where status = 'trialing' and trial_ends_at > ${from} and trial_ends_at <= ${to}
      order by trial_ends_at, id limit ${shown}
    ) as s left join organizations o on o.id = s.organization_id
    order by at, id`.execute(trx);
  return rows;
};

/** Who has announced to leave? subscriptions_leaving. */
export const listLeaving = async (trx: Transaction, now: Date): Promise<ExpectedRow[]> => {
  const { rows } = await sql<ExpectedRow>`
    select s.*, o.name as organization_name
    from (
      select id, organization_id, plan, cancel_at as at, count(*) over ()::int as total
      from subscriptions
      where ended_at is null and cancel_at > ${now} and status in ('active', 'past_due')
      order by cancel_at, id limit ${shown}
    ) as s left join organizations o on o.id = s.organization_id
    order by at, id`.execute(trx);
  return rows;
};
