import type { DashboardWeek } from '@taffrail/contract';
import { may, type Caller } from '../../access/caller.ts';
import { findDays } from '../../platform/db/calendar.ts';
import { readSnapshot } from '../../platform/db/snapshot.ts';
import { dayMs } from '../../platform/time/time-range.ts';
import type { DashboardContext } from '../dashboard-context.ts';
import {
  listErrorTypes,
  listFailingChecks,
  listProviders,
  type ProviderRow,
} from './week.store.ts';

const top = 5;
const weekDays = 7;

export interface Week {
  readonly asOf: Date;
  readonly from: Date;
  readonly failingChecks: NonNullable<DashboardWeek['failingChecks']>;
  readonly errorTypes: NonNullable<DashboardWeek['errorTypes']>;
  readonly providers: NonNullable<DashboardWeek['providers']>;
}

const toProvider = (row: ProviderRow): Week['providers'][number] => ({
  provider: row.provider,
  of: row.of,
  count: row.count,
  tokens: row.tokens,
  costUsd: row.cost_usd,
  unpriced: row.unpriced,
});

/** Seven whole days of the reporting time zone, today included; all of one snapshot. */
export const readWeek = ({
  db,
  clock,
  reportingTimeZone: timeZone,
}: DashboardContext): Promise<Week> => {
  const now = clock.now();
  return readSnapshot(db, async (trx) => {
    const days = await findDays(
      trx,
      { from: new Date(now.getTime() - weekDays * dayMs), to: now },
      timeZone,
    );
    // Behind today comes tomorrow.
    const first = days.at(-1 - weekDays);
    if (!first) throw new Error(`Days are missing before ${now.toISOString()}.`);
    const range = { since: first.startsAt, limit: top };
    const errors = await listErrorTypes(trx, range);
    return {
      asOf: now,
      from: first.startsAt,
      failingChecks: (await listFailingChecks(trx, range)).map((row) => ({
        checkId: row.check_id,
        name: row.name,
        failed: row.failed,
        runs: row.runs,
      })),
      errorTypes: errors.map(({ error_type: errorType, count }) => ({
        errorType: errorType === '' ? null : errorType,
        count,
      })),
      providers: (await listProviders(trx, first.day)).map(toProvider),
    };
  });
};

/** As far as the caller may read it: AI jobs are one thing, what alerts were analysed with another. */
export const showWeek = (week: Week, caller: Caller): DashboardWeek => {
  const mayReadIncidents = may(caller, 'incidents.read');
  const mayReadUsage = may(caller, 'usage.read');
  return {
    asOf: week.asOf.toISOString(),
    from: week.from.toISOString(),
    failingChecks: mayReadIncidents ? week.failingChecks : null,
    errorTypes: may(caller, 'pipelines.read') ? week.errorTypes : null,
    providers:
      mayReadUsage || mayReadIncidents
        ? week.providers
            .filter(({ of }) => (of === 'jobs' ? mayReadUsage : mayReadIncidents))
            .slice(0, top)
        : null,
  };
};
