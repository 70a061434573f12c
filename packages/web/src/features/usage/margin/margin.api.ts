import {
  exportUsageMargin,
  getUsageMargin,
  type UsageMargin,
  type UsageRange,
} from '@taffrail/contract';
import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { api, urlOf } from '../../../lib/api.ts';

/** What was answered and what was asked: while another range loads, the old one stays in view. */
export type ShownMargin = UsageMargin & { readonly asked: UsageRange };

export const marginQuery = (range: UsageRange) =>
  queryOptions({
    queryKey: ['usage', 'margin', range],
    queryFn: async ({ signal }): Promise<ShownMargin> => ({
      ...(await api(getUsageMargin, { query: { range } }, { signal })),
      asked: range,
    }),
    placeholderData: keepPreviousData,
  });

/** Every organization, as a file. */
export const marginFileUrl = (range: UsageRange): string =>
  urlOf(exportUsageMargin, { query: { range } });
