import { z } from 'zod';
import { OpenIdsParam } from '../../lib/url/open-ids.ts';
import {
  CursorParam,
  FilterParam,
  FlagParam,
  RangeParam,
  TextParam,
  TimeZoneParam,
} from '../../lib/url/search-params.ts';
import { isLogFilter } from './filters/log-fields.ts';

export const defaultRange = '24h';
export const defaultRows = '100';

/** The parameters of the page: everything that it shows follows from them. */
export const LogsSearch = z.object({
  range: RangeParam.optional(),
  tz: TimeZoneParam.optional(),
  q: TextParam.optional(),
  f: z.array(FilterParam.refine(isLogFilter)).max(5).optional(),
  after: CursorParam.optional(),
  /** Absent is the log itself. */
  tab: z.enum(['errors']).optional(),
  /** The rows that are open. */
  peek: OpenIdsParam.optional(),
  /** Rows a page. */
  rows: z.enum(['25', '50', '100', '200']).optional(),
  /** The live tail, where the range ends now. */
  live: FlagParam.optional(),
});
export type LogsSearch = z.infer<typeof LogsSearch>;
