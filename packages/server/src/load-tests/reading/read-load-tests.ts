import type { LoadTest } from '@taffrail/contract';
import type { AppContext } from '../../slice.ts';
import { listLoadTestRows } from '../load-tests.store.ts';
import { isWeekly } from '../runner/plans.ts';
import { findNextDue } from '../runner/weekly.store.ts';

const mostListed = 500;

/** What is known of load tests beside their runs. */
export const readLoadTests = async ({
  db,
  clock,
  product,
  reportingTimeZone,
}: Pick<AppContext, 'db' | 'clock' | 'product' | 'reportingTimeZone'>): Promise<LoadTest[]> => {
  const rows = await listLoadTestRows(db, mostListed);
  const plans = new Map(product.loadTests?.map((plan) => [plan.name, plan]));
  const nextDue = [...plans.values()].some(isWeekly)
    ? (await findNextDue(db, clock.now(), reportingTimeZone)).toISOString()
    : null;
  return rows.map(({ id, name, baseline_run_id }) => {
    const plan = plans.get(name);
    return {
      id,
      name,
      plan: plan
        ? { thresholds: plan.thresholds, nextRunAt: isWeekly(plan) ? nextDue : null }
        : null,
      acceptedBaselineId: baseline_run_id,
    };
  });
};
