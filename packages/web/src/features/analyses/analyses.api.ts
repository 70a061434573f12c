import {
  exportAnalysisRuns,
  getAnalysisFigures,
  getAnalysisRun,
  listAnalysisRuns,
  rateAnalysisRun,
  type AnalysisRunFilter,
  type RouteCall,
} from '@taffrail/contract';
import { keepPreviousData, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { api, urlOf } from '../../lib/api.ts';
import { isQuickRange, resolveRange } from '../../lib/time/time-range.ts';
import type { AnalysisFilters } from './analyses-search.ts';

const key = ['analysis-runs'] as const;
const rowsAPage = 50;

export interface AnalysesAsked {
  readonly filters: AnalysisFilters;
  readonly range: string;
  readonly timeZone: string;
}

/** New ones can be made while one looks. */
export const endsNow = (range: string): boolean => isQuickRange(range) || range.endsWith('..now');

/** The range is read when it is asked for: `7d` moves on with every refresh. */
const toSpan = ({ range, timeZone }: AnalysesAsked): { from?: string; to?: string } => {
  const span = resolveRange(range, new Date(), timeZone);
  if (!span) return {};
  const from = span.from.toISOString();
  return endsNow(range) ? { from } : { from, to: span.to.toISOString() };
};

const toFilter = (asked: AnalysesAsked): AnalysisRunFilter => ({
  ...asked.filters,
  ...toSpan(asked),
});

export const analysesQuery = (asked: AnalysesAsked, cursor: string | undefined) =>
  queryOptions({
    queryKey: [...key, 'list', asked, cursor],
    queryFn: ({ signal }) => {
      const query = { ...toFilter(asked), cursor, limit: rowsAPage };
      return api(listAnalysisRuns, { query }, { signal });
    },
    placeholderData: keepPreviousData,
  });

export const figuresQuery = (asked: AnalysesAsked) =>
  queryOptions({
    queryKey: [...key, 'figures', asked.range, asked.timeZone],
    queryFn: ({ signal }) => api(getAnalysisFigures, { query: toSpan(asked) }, { signal }),
    placeholderData: keepPreviousData,
  });

export const analysisQuery = (id: string) =>
  queryOptions({
    queryKey: [...key, 'one', id],
    queryFn: ({ signal }) => api(getAnalysisRun, { params: { id } }, { signal }),
  });

export const useRate = (id: string) => {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: RouteCall<typeof rateAnalysisRun>['body']) =>
      api(rateAnalysisRun, { params: { id }, body }),
    onSuccess: (rated) => {
      client.setQueryData(analysisQuery(id).queryKey, rated);
      return client.invalidateQueries({ queryKey: [...key, 'list'] });
    },
    // Somebody was first: what they said is what is rated next.
    onError: () => client.invalidateQueries({ queryKey: analysisQuery(id).queryKey }),
  });
};

/** The address of a download with the same filters. */
export const exportUrl = (asked: AnalysesAsked, format: 'csv' | 'ndjson'): string =>
  urlOf(exportAnalysisRuns, {
    query: {
      ...toFilter(asked),
      format,
      ...(format === 'csv' ? { timeZone: asked.timeZone } : {}),
    },
  });
