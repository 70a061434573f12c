import { unacknowledgedMinutes } from '@taffrail/contract';
import { z } from 'zod';
import { OpenIdsParam } from '../../lib/url/open-ids.ts';
import { CursorParam, FilterParam, TextParam } from '../../lib/url/search-params.ts';
import { stringifySearch } from '../../lib/url/url-state.ts';
import type { View } from '../../ui/view.ts';
import { isIncidentFilter } from './filters/incident-fields.ts';

export const defaultRows = '50';

export const IncidentsSearch = z.object({
  q: TextParam.optional(),
  f: z.array(FilterParam.refine(isIncidentFilter)).max(10).optional(),
  /** The worst first unless it says `opened`: the newest first. */
  sort: z.literal('opened').optional(),
  after: CursorParam.optional(),
  view: z.string().max(100).optional(),
  /** The rows that are open. */
  peek: OpenIdsParam.optional(),
  /** Rows a page. */
  rows: z.enum(['25', '50', '100', '200']).optional(),
});
export type IncidentsSearch = z.infer<typeof IncidentsSearch>;

/** The parameters that a view keeps, as text: neither the place in the list nor what is open. */
export const viewSearchOf = ({ q, f, sort, rows }: IncidentsSearch): string =>
  stringifySearch({ q, f, sort, rows: rows === defaultRows ? undefined : rows }).slice(1);

/** The views that everybody has. */
export const builtInViews: readonly View[] = [
  { id: 'active', name: 'Active', search: '' },
  { id: 'mine', name: 'Mine', search: viewSearchOf({ f: ['owner.in.me'] }) },
  {
    id: 'unacknowledged',
    name: `Unacknowledged > ${unacknowledgedMinutes} min`,
    search: viewSearchOf({ f: ['state.in.open', `openForMinutes.in.${unacknowledgedMinutes}`] }),
  },
  {
    id: 'resolved',
    name: 'Resolved this week',
    search: viewSearchOf({ f: ['state.in.all', 'resolvedDays.in.7'], sort: 'opened' }),
  },
  { id: 'all', name: 'All', search: viewSearchOf({ f: ['state.in.all'], sort: 'opened' }) },
];
