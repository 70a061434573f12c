import { useMemo } from 'react';
import { readFilters, type Filter } from '../../lib/filters.ts';
import { endsNow, lastHour, resolveRange, type Span } from '../../lib/time/time-range.ts';
import { useTimeZone } from '../../lib/time/time-zone.ts';
import { useMoment } from '../../lib/time/use-moment.ts';
import { useUrlState, type SearchChange } from '../../lib/url/url-state.ts';
import type { AskedJobs } from './ai-jobs.api.ts';
import { toJobQuery, writeFilters } from './filters/job-fields.ts';
import { defaultRange, defaultRows, JobsSearch } from './jobs-search.ts';

export interface JobsPageState {
  readonly search: JobsSearch;
  readonly change: (patch: SearchChange<JobsSearch>, options?: { replace?: boolean }) => void;
  readonly range: string;
  readonly span: Span;
  readonly asOf: Date;
  readonly refresh: () => void;
  readonly filters: readonly Filter[];
  readonly asked: AskedJobs;
  readonly rows: NonNullable<JobsSearch['rows']>;
}

/** What the address asks for, at one moment. */
export const useJobsPage = (): JobsPageState => {
  const [search, change] = useUrlState(JobsSearch);
  const timeZone = useTimeZone();
  const range = search.range ?? defaultRange;
  const [{ asOf }, refresh] = useMoment(JSON.stringify([range, search.f, timeZone]), false);
  return useMemo(() => {
    const span = resolveRange(range, asOf, timeZone) ?? lastHour(asOf);
    return {
      search,
      change,
      range,
      span,
      asOf,
      refresh,
      filters: readFilters(search.f),
      asked: {
        ...toJobQuery(search.f),
        from: span.from.toISOString(),
        to: endsNow(range) ? undefined : span.to.toISOString(),
      },
      rows: search.rows ?? defaultRows,
    };
  }, [search, change, range, asOf, refresh, timeZone]);
};

/** The list begins anew. */
const first = { after: undefined, peek: undefined } as const;

export const filterChange = (filters: readonly Filter[]): SearchChange<JobsSearch> => ({
  f: writeFilters(filters),
  ...first,
});

/** Of a range; the default is not written. */
export const rangeChange = (range: string): SearchChange<JobsSearch> => ({
  range: range === defaultRange ? undefined : range,
  ...first,
});

export const rowsChange = (rows: JobsSearch['rows']): SearchChange<JobsSearch> => ({
  rows: rows === defaultRows ? undefined : rows,
  after: undefined,
});
