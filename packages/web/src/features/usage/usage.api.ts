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

/** Those of everything: one for the day and one for the month at most. */
export const wholeBudgetsQuery = queryOptions({
  queryKey: ['usage', 'budgets'],
  queryFn: async ({ signal }): Promise<Budget[]> => {
    const { items } = await api(listBudgets, {}, { signal });
    return items.filter(({ scope }) => scope === 'whole');
  },
});

/** Null without one. */
export const monthBudgetQuery = queryOptions({
  ...wholeBudgetsQuery,
  select: (budgets: Budget[]): Budget | null =>
    budgets.find(({ period }) => period === 'month') ?? null,
});

/** A line for each day and value, as a file. */
export const usageFileUrl = (asked: AskedUsage): string =>
  urlOf(exportUsage, { query: toQuery(asked) });
