import {
  changeBudget,
  createBudget,
  exportBudgets,
  listBudgets,
  listOrganizations,
  removeBudget,
  type RouteCall,
} from '@taffrail/contract';
import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { api, urlOf } from '../../lib/api.ts';

const key = ['budgets'] as const;

export const budgetsQuery = queryOptions({
  queryKey: key,
  queryFn: ({ signal }) => api(listBudgets, {}, { signal }),
});

/** All of them, as a file. */
export const budgetsFileUrl = urlOf(exportBudgets, {});

/** As many as a list of suggestions shows. */
const suggested = 8;

/** By the beginning of a name or id. */
export const organizationsQuery = (q: string) =>
  queryOptions({
    queryKey: ['organizations', 'named', q],
    queryFn: async ({ signal }) =>
      (await api(listOrganizations, { query: { q: q || undefined, limit: suggested } }, { signal }))
        .items,
    staleTime: 60_000,
  });

const useChange = <Given, Answer>(change: (given: Given) => Promise<Answer>) => {
  const client = useQueryClient();
  return useMutation({
    mutationFn: change,
    onSuccess: () => client.invalidateQueries({ queryKey: key }),
  });
};

export type WantedBudget = RouteCall<typeof createBudget>['body'];
export type WantedLimits = RouteCall<typeof changeBudget>['body'];

export const useMakeBudget = () => useChange((body: WantedBudget) => api(createBudget, { body }));

export const useChangeBudget = () =>
  useChange(({ id, limits }: { id: string; limits: WantedLimits }) =>
    api(changeBudget, { params: { id }, body: limits }),
  );

export const useRemoveBudget = () =>
  useChange((id: string) => api(removeBudget, { params: { id } }));
