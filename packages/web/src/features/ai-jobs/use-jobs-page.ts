import { useMemo } from 'react';
import { readFilters, type Filter } from '../../lib/filters.ts';
import { useUrlState, type UrlState } from '../../lib/url/url-state.ts';
import { listChanges } from '../../ui/list/list-changes.ts';
import { useAsked, type AskedList } from '../../ui/live/list/use-asked.ts';
import type { AskedJobs } from './ai-jobs.api.ts';
import { toJobQuery, writeFilters } from './filters/job-fields.ts';
import { defaultRange, defaultRows, JobsSearch } from './jobs-search.ts';

export interface JobsPageState extends Pick<AskedList<object>, 'asOf' | 'refresh' | 'span'> {
  readonly search: JobsSearch;
  readonly change: UrlState<JobsSearch>[1];
  readonly range: string;
  readonly filters: readonly Filter[];
  readonly asked: AskedJobs;
  readonly rows: NonNullable<JobsSearch['rows']>;
}

/** What the address asks for, at one moment. */
export const useJobsPage = (): JobsPageState => {
  const [search, change] = useUrlState(JobsSearch);
  const { range = defaultRange, rows = defaultRows, f, after } = search;
  const query = useMemo(() => toJobQuery(f), [f]);
  const list = useAsked({ range, query, after });
  return useMemo(() => {
    const { span, asOf, refresh, asked } = list;
    return {
      search,
      change,
      range,
      span,
      asOf,
      refresh,
      filters: readFilters(f),
      asked: { ...query, from: asked.from, to: asked.to },
      rows,
    };
  }, [list, search, change, range, query, f, rows]);
};

export const { filterChange, rangeChange, rowsChange } = listChanges(
  { range: defaultRange, rows: defaultRows },
  writeFilters,
);
