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
import { stringifySearch } from '../../lib/url/url-state.ts';
import { isActivityFilter } from './filters/activity-fields.ts';

export const defaultRange = '24h';
export const defaultRows = '100';
export const defaultColumns = 'time,actor,action,resource,organization,source';

/** The parameters of the page: everything that it shows follows from them. */
export const ActivitySearch = z.object({
  range: RangeParam.optional(),
  tz: TimeZoneParam.optional(),
  q: TextParam.optional(),
  f: z.array(FilterParam.refine(isActivityFilter)).max(20).optional(),
  after: CursorParam.optional(),
  /** A built-in view, or the id of a saved one. */
  view: z.string().max(36).optional(),
  /** The rows that are open: their ids. */
  peek: OpenIdsParam.optional(),
  /** Those of the table, in order, where a view has its own; else they are the operator's. */
  columns: z
    .string()
    .max(200)
    .regex(/^[a-zA-Z]+(,[a-zA-Z]+)*$/)
    .optional(),
  /** Rows a page. */
  rows: z.enum(['25', '50', '100', '200']).optional(),
  /** The live tail, where the range ends now. */
  live: FlagParam.optional(),
});
export type ActivitySearch = z.infer<typeof ActivitySearch>;

/** The part that a view keeps, as text: neither the place in the list nor what is open or live. */
export const viewSearchOf = ({ range, q, f, columns, rows }: ActivitySearch): string =>
  stringifySearch({
    range: range === defaultRange ? undefined : range,
    q,
    f,
    columns,
    rows: rows === defaultRows ? undefined : rows,
  }).slice(1);
