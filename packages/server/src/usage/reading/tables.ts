import type { UsageFilter, UsageGroup } from '@taffrail/contract';

/** Rollups by the day, from the smallest; `usage_daily` tells everything apart but users. */
export type DailyTable =
  | 'usage_totals_daily'
  | 'usage_organizations_daily'
  | 'usage_user_daily'
  | 'usage_daily';

const isOfSomeCalls = ({ provider, model, route }: UsageFilter): boolean =>
  provider !== undefined || model !== undefined || route !== undefined;

/** What tells of everything that is asked and has the fewest rows. */
export const tableFor = (group: UsageGroup | undefined, filter: UsageFilter): DailyTable => {
  if (group === 'user') return 'usage_user_daily';
  if (group === 'organization')
    return isOfSomeCalls(filter) ? 'usage_daily' : 'usage_organizations_daily';
  return filter.organizationId === undefined ? 'usage_totals_daily' : 'usage_daily';
};

/** Users are known by their organization only. */
export const canTellApart = (group: UsageGroup, filter: UsageFilter): boolean =>
  group !== 'user' || !isOfSomeCalls(filter);

/** Whether organizations can be counted without reading what each of them called. */
export const knowsOrganizations = (filter: UsageFilter): boolean => !isOfSomeCalls(filter);
