import { RunStatusFilter } from '@taffrail/contract';
import { z } from 'zod';
import { oneValueFilters } from '../../../lib/url/one-value-filters.ts';
import {
  CursorParam,
  FilterParam,
  RangeParam,
  TimeZoneParam,
} from '../../../lib/url/search-params.ts';
import { stringifySearch } from '../../../lib/url/url-state.ts';
import type { View } from '../../../ui/view.ts';

export const defaultRunsRange = '24h';

const Name = z.string().min(1).max(100);

/** One value each; the names are the API's. */
export const runFilters = oneValueFilters(
  {
    status: RunStatusFilter,
    pipeline: Name,
    failedStage: Name,
    traceId: z.string().min(1).max(64),
    slowerThan: z.enum(['p95']),
  },
  // Stages of different pipelines may have the same name.
  { failedStage: 'pipeline' },
);
export type RunFilters = ReturnType<typeof runFilters.read>;

export const RunsSearch = z.object({
  range: RangeParam.optional(),
  tz: TimeZoneParam.optional(),
  f: z.array(FilterParam.refine(runFilters.isFilter)).max(5).optional(),
  after: CursorParam.optional(),
  view: z.string().max(100).optional(),
});
export type RunsSearch = z.infer<typeof RunsSearch>;

/** The parameters that a view keeps, as text: not the place in the list. */
export const viewSearchOf = ({ range, f }: RunsSearch): string =>
  stringifySearch({ range: range === defaultRunsRange ? undefined : range, f }).slice(1);

/** The views that everybody has. */
export const builtInViews: readonly View[] = [
  { id: 'all', name: 'All', search: '' },
  { id: 'running', name: 'Running', search: viewSearchOf({ f: ['status.in.running'] }) },
  { id: 'failed', name: 'Failed', search: viewSearchOf({ f: ['status.in.failed'] }) },
  { id: 'retrying', name: 'Retrying', search: viewSearchOf({ f: ['status.in.retrying'] }) },
  { id: 'stalled', name: 'Stalled', search: viewSearchOf({ f: ['status.in.stalled'] }) },
  { id: 'slow', name: 'Slow (> p95)', search: viewSearchOf({ f: ['slowerThan.in.p95'] }) },
];

export const { read: readRunFilters, with: withRunFilters } = runFilters;
export const writeRunFilters: (filters: RunFilters) => string[] | undefined = runFilters.write;
