import {
  getGroupingRules,
  previewGrouping,
  setGroupingRules,
  type GroupingRules,
} from '@taffrail/contract';
import { keepPreviousData, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { api } from '../../lib/api.ts';

const key = ['incident-grouping'] as const;

export const rulesQuery = queryOptions({
  queryKey: [...key, 'rules'],
  queryFn: ({ signal }) => api(getGroupingRules, {}, { signal }),
});

/** What the rules would have made of the last day. */
export const previewQuery = (rules: GroupingRules) =>
  queryOptions({
    queryKey: [...key, 'preview', rules],
    queryFn: ({ signal }) => api(previewGrouping, { body: rules }, { signal }),
    placeholderData: keepPreviousData,
  });

export const useSetRules = () => {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (rules: GroupingRules) => api(setGroupingRules, { body: rules }),
    onSuccess: () => client.invalidateQueries({ queryKey: key }),
  });
};
