import {
  exportRevenueGroups,
  exportRevenueMovements,
  getFailedPayments,
  getLatestRevenueChanges,
  getRecentActivity,
  getRevenue,
  getRevenueCohorts,
  getRevenueGroups,
  getSubscriptionTable,
  type Revenue,
  type RevenueDimension,
  type RevenueGroups,
  type RevenueRange,
} from '@taffrail/contract';
import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { api, urlOf } from '../../lib/api.ts';

/** The figures and what was asked for: while another range loads, the old ones stay in view. */
export type ShownRevenue = Revenue & { readonly asked: RevenueRange };

export const revenueQuery = (asked: RevenueRange) =>
  queryOptions({
    queryKey: ['revenue', 'figures', asked],
    queryFn: async ({ signal }): Promise<ShownRevenue> => ({
      ...(await api(getRevenue, { query: { range: asked } }, { signal })),
      asked,
    }),
    placeholderData: keepPreviousData,
  });

export interface AskedGroups {
  readonly by: RevenueDimension;
  readonly range: RevenueRange;
}

export const groupsQuery = (asked: AskedGroups) =>
  queryOptions({
    queryKey: ['revenue', 'groups', asked.by, asked.range],
    queryFn: async ({ signal }): Promise<RevenueGroups & { readonly asked: AskedGroups }> => ({
      ...(await api(getRevenueGroups, { query: asked }, { signal })),
      asked,
    }),
    placeholderData: keepPreviousData,
  });

/** The groups of the range, as a file. */
export const groupsFileUrl = (asked: AskedGroups): string =>
  urlOf(exportRevenueGroups, { query: asked });

export const cohortsQuery = queryOptions({
  queryKey: ['revenue', 'cohorts'],
  queryFn: ({ signal }) => api(getRevenueCohorts, {}, { signal }),
});

export const latestQuery = queryOptions({
  queryKey: ['revenue', 'latest'],
  queryFn: ({ signal }) => api(getLatestRevenueChanges, {}, { signal }),
});

export const failedPaymentsQuery = queryOptions({
  queryKey: ['revenue', 'failed-payments'],
  queryFn: ({ signal }) => api(getFailedPayments, {}, { signal }),
});

export const recentActivityQuery = queryOptions({
  queryKey: ['revenue', 'recent-activity'],
  queryFn: ({ signal }) => api(getRecentActivity, {}, { signal }),
});

export const subscriptionTableQuery = queryOptions({
  queryKey: ['revenue', 'subscription-table'],
  queryFn: ({ signal }) => api(getSubscriptionTable, {}, { signal }),
});

/** Every movement of the range, as a file. */
export const movementsFileUrl = (range: RevenueRange): string =>
  urlOf(exportRevenueMovements, { query: { range } });
