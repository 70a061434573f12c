import { exportAiJobs, getAiJob, listAiJobs } from '@taffrail/contract';
import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { api, urlOf } from '../../lib/api.ts';
import { downloadAs, type DownloadFormat } from '../../lib/url/download-as.ts';
import type { JobQuery } from './filters/job-fields.ts';

/** What is asked for, at a moment: the filters and the range that they had then. */
export interface AskedJobs extends JobQuery {
  readonly from: string;
  /** Absent: whatever came since, too. */
  readonly to: string | undefined;
}

export const jobsQuery = (asked: AskedJobs, limit: number, cursor: string | undefined) =>
  queryOptions({
    queryKey: ['ai-jobs', 'list', asked, limit, cursor],
    queryFn: ({ signal }) => api(listAiJobs, { query: { ...asked, limit, cursor } }, { signal }),
    placeholderData: keepPreviousData,
  });

export const jobQuery = (id: string) =>
  queryOptions({
    queryKey: ['ai-jobs', 'job', id],
    queryFn: ({ signal }) => api(getAiJob, { params: { id } }, { signal }),
  });

/** The address of a download with the same filters. */
export const exportUrl = (asked: AskedJobs, format: DownloadFormat, timeZone: string): string =>
  urlOf(exportAiJobs, {
    query: { ...asked, ...downloadAs(format, timeZone) },
  });
