import { one, type Queryable } from '../database/pool.ts';
import type { PlanName } from './plans.ts';
import { plans } from './plans.ts';
import type { Terms } from './terms.ts';

/** The plan that an organization is on, and how it pays. */
export interface SubscriptionState {
  readonly organizationId: string;
  readonly country: string;
  readonly terms: Terms;
  readonly plan: PlanName;
  readonly startedAt: Date;
  /** Null as long as it has never paid. */
  readonly payingSince: Date | null;
  readonly isTrial: boolean;
  readonly trialEndsAt: Date | null;
  readonly cancelAt: Date | null;
}

export const getSubscription = async (
  db: Queryable,
  organizationId: string,
): Promise<SubscriptionState> => {
  const { rows } = await db.query<SubscriptionState>(
    `select o.id as "organizationId", o.country, s.plan, s.started_at as "startedAt",
       json_build_object('paysBy', o.pays_by, 'currency', o.currency,
         'billsEvery', o.bills_every) as terms,
       s.is_trial as "isTrial", s.trial_ends_at as "trialEndsAt", s.cancel_at as "cancelAt",
       (select min(p.started_at) from subscriptions p
        where p.organization_id = o.id and p.plan <> 'free') as "payingSince"
     from organizations o join subscriptions s on s.organization_id = o.id and s.ended_at is null
     where o.id = $1`,
    [organizationId],
  );
  return one(rows);
};

export interface Trial {
  readonly isTrial: boolean;
  readonly trialEndsAt: Date | null;
}

export const beginSubscription = async (
  db: Queryable,
  organizationId: string,
  plan: PlanName,
  trial: Trial = { isTrial: false, trialEndsAt: null },
): Promise<void> => {
  await db.query(
    `insert into subscriptions (organization_id, plan, monthly_usd, is_trial, trial_ends_at)
     values ($1, $2, $3, $4, $5)`,
    [organizationId, plan, plans[plan].monthlyUsd, trial.isTrial, trial.trialEndsAt],
  );
};

export const endSubscription = async (db: Queryable, organizationId: string): Promise<void> => {
  await db.query(
    `update subscriptions set ended_at = now() where organization_id = $1 and ended_at is null`,
    [organizationId],
  );
};

export const announceEnd = async (
  db: Queryable,
  organizationId: string,
  cancelAt: Date,
): Promise<void> => {
  await db.query(
    `update subscriptions set cancel_at = $2 where organization_id = $1 and ended_at is null`,
    [organizationId, cancelAt],
  );
};

export interface EndedTrial {
  readonly organizationId: string;
  readonly endedAt: Date;
}

/** Which trials are over? They are none from now on. subscriptions_trial has them. */
export const endTrials = async (db: Queryable): Promise<EndedTrial[]> => {
  const { rows } = await db.query<EndedTrial>(
    `update subscriptions set is_trial = false
     where is_trial and trial_ends_at <= now() and ended_at is null
     returning organization_id as "organizationId", trial_ends_at as "endedAt"`,
  );
  return rows;
};

/** Whose announced end has come? subscriptions_cancel has them. */
export const listEnding = async (db: Queryable): Promise<string[]> => {
  const { rows } = await db.query<{ id: string }>(
    `select organization_id as id from subscriptions
     where cancel_at <= now() and ended_at is null and plan <> 'free'`,
  );
  return rows.map(({ id }) => id);
};
