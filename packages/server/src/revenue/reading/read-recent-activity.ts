import type { RecentActivity } from '@taffrail/contract';
import { countActions } from '../../activity/activity.ts';
import { countActive } from '../../dashboard/dashboard.ts';
import { findDays } from '../../platform/db/calendar.ts';
import { readSnapshot } from '../../platform/db/snapshot.ts';
import { monthStart } from '../../platform/time/day-periods.ts';
import type { RevenueContext } from './read-revenue.ts';

const dayMs = 86_400_000;

/** Counted unless the configuration says otherwise. */
const usualActions = {
  signups: ['user.signup'],
  jobs: ['job.created'],
  invoices: ['invoice.sent'],
} as const;

/** What happened lately that business is made of: from the rollups of the activity log. */
export const readRecentActivity = ({
  db,
  clock,
  product,
  reportingTimeZone: timeZone,
}: RevenueContext): Promise<RecentActivity> => {
  const now = clock.now();
  const counted = product.recentActivity ?? {};
  return readSnapshot(db, async (trx) => {
    // A month and a day: both the first of this month and a week ago are among them.
    const days = await findDays(
      trx,
      { from: new Date(now.getTime() - 32 * dayMs), to: now },
      timeZone,
    );
    const [today, weekAgo] = [days.at(-2), days.at(-8)];
    const month = days.find(({ day }) => today !== undefined && day === monthStart(today.day));
    if (!today || !weekAgo || !month)
      throw new Error(`Days are missing before ${now.toISOString()}.`);
    const count = async (actions: readonly string[], from: Date) => ({
      value: await countActions({ db: trx }, { from, to: now }, actions),
      actions: [...actions],
    });
    const signups = await count(counted.signups ?? usualActions.signups, today.startsAt);
    const jobs = await count(counted.jobs ?? usualActions.jobs, new Date(now.getTime() - dayMs));
    const invoices = await count(counted.invoices ?? usualActions.invoices, month.startsAt);
    const week = { firstDay: weekAgo.day, lastDay: today.day, from: weekAgo.startsAt, to: now };
    return {
      asOf: now.toISOString(),
      timeZone,
      signups,
      activeCompanies: await countActive(trx, 'organizations', week),
      jobs,
      invoices,
    };
  });
};
