import { z } from 'zod';
import { OpenIdsParam } from '../../lib/url/open-ids.ts';
import {
  CursorParam,
  FilterParam,
  RangeParam,
  TextParam,
  TimeZoneParam,
} from '../../lib/url/search-params.ts';
import { stringifySearch } from '../../lib/url/url-state.ts';
import type { View } from '../../ui/view.ts';
import { isAlertFilter } from './filters/alert-fields.ts';

/** All that is kept, whenever it began. */
export const defaultRange = 'now-180d..now';
export const defaultRows = '50';

export const AlertsSearch = z.object({
  range: RangeParam.optional(),
  tz: TimeZoneParam.optional(),
  q: TextParam.optional(),
  f: z.array(FilterParam.refine(isAlertFilter)).max(10).optional(),
  after: CursorParam.optional(),
  view: z.string().max(100).optional(),
  /** The rows that are open. */
  peek: OpenIdsParam.optional(),
  /** Rows a page. */
  rows: z.enum(['25', '50', '100', '200']).optional(),
});
export type AlertsSearch = z.infer<typeof AlertsSearch>;

/** The parameters that a view keeps, as text: neither the place in the list nor what is open. */
export const viewSearchOf = ({ range, q, f, rows }: AlertsSearch): string =>
  stringifySearch({
    range: range === defaultRange ? undefined : range,
    q,
    f,
    rows: rows === defaultRows ? undefined : rows,
  }).slice(1);

/** The views that everybody has. */
export const builtInViews: readonly View[] = [
  { id: 'all', name: 'All', search: '' },
  { id: 'firing', name: 'Firing', search: viewSearchOf({ f: ['status.in.firing'] }) },
  { id: 'day', name: 'Last 24 h', search: viewSearchOf({ range: '24h' }) },
  {
    id: 'ungrouped',
    name: 'Without incident',
    search: viewSearchOf({ f: ['incidentId.in.none'] }),
  },
  { id: 'flapping', name: 'Flapping', search: viewSearchOf({ f: ['flapping.in.yes'] }) },
];
