import { z } from 'zod';
import { OpenIdsParam } from '../../lib/url/open-ids.ts';
import {
  CursorParam,
  FilterParam,
  RangeParam,
  TimeZoneParam,
} from '../../lib/url/search-params.ts';
import { isJobFilter } from './filters/job-fields.ts';

export const defaultRange = '7d';
export const defaultRows = '50';

export const JobsSearch = z.object({
  range: RangeParam.optional(),
  tz: TimeZoneParam.optional(),
  f: z.array(FilterParam.refine(isJobFilter)).max(10).optional(),
  after: CursorParam.optional(),
  /** The rows that are open. */
  peek: OpenIdsParam.optional(),
  /** Rows a page. */
  rows: z.enum(['25', '50', '100', '200']).optional(),
});
export type JobsSearch = z.infer<typeof JobsSearch>;
