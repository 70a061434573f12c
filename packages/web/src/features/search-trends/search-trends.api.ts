import {
  exportSearchTerms,
  getSearchTrends,
  listSearchSynonyms,
  listSearchTerms,
  mergeSearchTerms,
  splitSearchTerm,
  type SearchTermsSort,
  type SearchTrendsComparison,
  type SearchTrendsRange,
} from '@taffrail/contract';
import { keepPreviousData, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { api, urlOf } from '../../lib/api.ts';

export interface AskedTrends {
  readonly range: SearchTrendsRange;
  readonly compare: SearchTrendsComparison;
  readonly filter: readonly string[];
}

export interface AskedTerms extends AskedTrends {
  readonly dimension: string;
  readonly q: string | undefined;
  readonly sort: SearchTermsSort;
  readonly offset: number;
}

export const termsAPage = 50;

const key = ['search-trends'];

export const trendsQuery = (asked: AskedTrends) =>
  queryOptions({
    queryKey: [...key, 'page', asked],
    queryFn: ({ signal }) =>
      api(getSearchTrends, { query: { ...asked, filter: [...asked.filter] } }, { signal }),
    placeholderData: keepPreviousData,
  });

export const termsQuery = (asked: AskedTerms) =>
  queryOptions({
    queryKey: [...key, 'terms', asked],
    queryFn: ({ signal }) =>
      api(
        listSearchTerms,
        { query: { ...asked, filter: [...asked.filter], limit: termsAPage } },
        { signal },
      ),
    placeholderData: keepPreviousData,
  });

export const synonymsQuery = queryOptions({
  queryKey: [...key, 'synonyms'],
  queryFn: ({ signal }) => api(listSearchSynonyms, {}, { signal }),
});

export const termsFileUrl = ({ range, compare, filter }: AskedTrends, dimension: string): string =>
  urlOf(exportSearchTerms, { query: { range, compare, filter: [...filter], dimension } });

/** Everything that is counted by terms is counted otherwise now. */
const useAskEverything = (): (() => Promise<void>) => {
  const client = useQueryClient();
  return () => client.invalidateQueries({ queryKey: key });
};

export const useMergeTerms = () => {
  const onSuccess = useAskEverything();
  return useMutation({
    mutationFn: (body: { termId: number; intoId: number }) => api(mergeSearchTerms, { body }),
    onSuccess,
  });
};

export const useSplitTerm = () => {
  const onSuccess = useAskEverything();
  return useMutation({
    mutationFn: (id: number) => api(splitSearchTerm, { params: { id } }),
    onSuccess,
  });
};
