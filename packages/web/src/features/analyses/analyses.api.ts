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
import { downloadAs, type DownloadFormat } from '../../lib/url/download-as.ts';
import { askedSpan } from '../../lib/time/asked-span.ts';
import type { AskedOverTime } from '../../lib/url/use-list-over-time.ts';
import type { AnalysisFilters } from './analyses-search.ts';

const key = ['analysis-runs'] as const;
const rowsAPage = 50;

type AnalysesAsked = AskedOverTime<AnalysisFilters>;

const toFilter = ({ filters, range, timeZone }: AnalysesAsked): AnalysisRunFilter => ({
  ...filters,
  ...askedSpan(range, timeZone),
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

export const figuresQuery = ({ range, timeZone }: AnalysesAsked) =>
  queryOptions({
    queryKey: [...key, 'figures', range, timeZone],
    queryFn: ({ signal }) => {
      return api(getAnalysisFigures, { query: askedSpan(range, timeZone) }, { signal });
    },
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
export const exportUrl = (asked: AnalysesAsked, format: DownloadFormat): string =>
  urlOf(exportAnalysisRuns, {
    query: {
      ...toFilter(asked),
      ...downloadAs(format, asked.timeZone),
    },
  });
