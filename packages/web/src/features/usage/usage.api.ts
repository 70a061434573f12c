import {
  exportUsage,
  getUsage,
  getUsageBreakdown,
  getUsageMonth,
  listBudgets,
  type Budget,
  type Usage,
  type UsageBreakdown,
  type UsageFilter,
  type UsageGroup,
  type UsageMeasure,
  type UsageRange,
  type UsageStep,
} from '@taffrail/contract';
import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { api, urlOf } from '../../lib/api.ts';

export interface AskedUsage {
  readonly range: UsageRange;
  readonly group: UsageGroup;
  readonly filter: UsageFilter;
}

/** What was answered and what was asked: while something else loads, the old stays in view. */
export type ShownUsage = Usage & { readonly asked: AskedUsage };
export type ShownBreakdown = UsageBreakdown & { readonly asked: AskedUsage };

const toQuery = ({ range, group, filter }: AskedUsage) => ({ range, group, ...filter });

export const usageQuery = (
  asked: AskedUsage,
  { step, measure }: { step: UsageStep | undefined; measure: UsageMeasure },
) =>
  queryOptions({
    queryKey: ['usage', 'over-time', asked, step, measure],
    queryFn: async ({ signal }): Promise<ShownUsage> => ({
      ...(await api(getUsage, { query: { ...toQuery(asked), step, measure } }, { signal })),
      asked,
    }),
    placeholderData: keepPreviousData,
  });

export const breakdownQuery = (asked: AskedUsage) =>
  queryOptions({
    queryKey: ['usage', 'breakdown', asked],
    queryFn: async ({ signal }): Promise<ShownBreakdown> => ({
      ...(await api(getUsageBreakdown, { query: toQuery(asked) }, { signal })),
      asked,
    }),
    placeholderData: keepPreviousData,
  });

export const monthQuery = queryOptions({
  queryKey: ['usage', 'month'],
  queryFn: ({ signal }) => api(getUsageMonth, {}, { signal }),
});

/** The one of everything, for the month; null without one. */
export const monthBudgetQuery = queryOptions({
  queryKey: ['usage', 'budget'],
  queryFn: async ({ signal }): Promise<Budget | null> => {
    const { items } = await api(listBudgets, {}, { signal });
    return items.find(({ scope, period }) => scope === 'whole' && period === 'month') ?? null;
  },
});

/** A line for each day and value, as a file. */
export const usageFileUrl = (asked: AskedUsage): string =>
  urlOf(exportUsage, { query: toQuery(asked) });
