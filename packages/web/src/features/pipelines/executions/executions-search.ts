import { RunStatus } from '@taffrail/contract';
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

export const defaultExecutionsRange = '24h';

const Name = z.string().min(1).max(100);

/** One value each; the names are the API's. */
export const executionFilters = oneValueFilters(
  { status: RunStatus, pipeline: Name, stage: Name, traceId: z.string().min(1).max(64) },
  // Stages of different pipelines may have the same name.
  { stage: 'pipeline' },
);
export type ExecutionFilters = ReturnType<typeof executionFilters.read>;

export const ExecutionsSearch = z.object({
  range: RangeParam.optional(),
  tz: TimeZoneParam.optional(),
  f: z.array(FilterParam.refine(executionFilters.isFilter)).max(4).optional(),
  after: CursorParam.optional(),
  view: z.string().max(100).optional(),
});
export type ExecutionsSearch = z.infer<typeof ExecutionsSearch>;

/** The parameters that a view keeps, as text: not the place in the list. */
export const viewSearchOf = ({ range, f }: ExecutionsSearch): string =>
  stringifySearch({ range: range === defaultExecutionsRange ? undefined : range, f }).slice(1);

/** The views that everybody has. */
export const builtInViews: readonly View[] = [
  { id: 'all', name: 'All', search: '' },
  { id: 'running', name: 'Running', search: viewSearchOf({ f: ['status.in.running'] }) },
  { id: 'failed', name: 'Failed', search: viewSearchOf({ f: ['status.in.failed'] }) },
  { id: 'skipped', name: 'Skipped', search: viewSearchOf({ f: ['status.in.skipped'] }) },
];

export const { read: readExecutionFilters, with: withExecutionFilters } = executionFilters;
