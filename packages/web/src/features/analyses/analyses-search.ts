import { AnalysisPurpose, AnalysisRatingFilter, AnalysisStatus } from '@taffrail/contract';
import { z } from 'zod';
import { oneValueFilters } from '../../lib/url/one-value-filters.ts';
import {
  CursorParam,
  FilterParam,
  RangeParam,
  TimeZoneParam,
} from '../../lib/url/search-params.ts';
import { stringifySearch } from '../../lib/url/url-state.ts';
import type { View } from '../../ui/view.ts';

export const defaultAnalysesRange = '7d';

/** One value each; the names are the API's. */
export const analysisFilters = oneValueFilters({
  status: AnalysisStatus,
  provider: z.string().min(1).max(100),
  purpose: AnalysisPurpose,
  rating: AnalysisRatingFilter,
  cost: z.literal('expensive'),
  incidentId: z.uuid(),
  runId: z.uuid(),
  traceId: z.string().min(1).max(64),
});
export type AnalysisFilters = ReturnType<typeof analysisFilters.read>;

export const AnalysesSearch = z.object({
  range: RangeParam.optional(),
  tz: TimeZoneParam.optional(),
  f: z.array(FilterParam.refine(analysisFilters.isFilter)).max(8).optional(),
  /** What each provider did, in place of the list. */
  group: z.literal('provider').optional(),
  after: CursorParam.optional(),
  view: z.string().max(100).optional(),
});
export type AnalysesSearch = z.infer<typeof AnalysesSearch>;

export const { read: readAnalysisFilters, with: withAnalysisFilters } = analysisFilters;
export const writeAnalysisFilters: (filters: AnalysisFilters) => string[] | undefined =
  analysisFilters.write;

/** The parameters that a view keeps, as text: not the place in the list. */
export const viewSearchOf = ({ range, f, group }: AnalysesSearch): string =>
  stringifySearch({ range: range === defaultAnalysesRange ? undefined : range, f, group }).slice(1);

/** The views that everybody has. */
export const builtInViews: readonly View[] = [
  { id: 'all', name: 'All', search: '' },
  { id: 'failed', name: 'Failed', search: viewSearchOf({ f: ['status.in.failed'] }) },
  { id: 'expensive', name: 'Expensive', search: viewSearchOf({ f: ['cost.in.expensive'] }) },
  { id: 'unrated', name: 'Unrated', search: viewSearchOf({ f: ['rating.in.none'] }) },
];
