import { AnalysisPurpose, AnalysisRatingFilter, AnalysisStatus } from '@taffrail/contract';
import { z } from 'zod';
import { oneValueFilters } from '../../lib/url/one-value-filters.ts';
import {
  CursorParam,
  FilterParam,
  RangeParam,
  TimeZoneParam,
} from '../../lib/url/search-params.ts';

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
});
export type AnalysesSearch = z.infer<typeof AnalysesSearch>;

export const { read: readAnalysisFilters, with: withAnalysisFilters } = analysisFilters;
export const writeAnalysisFilters: (filters: AnalysisFilters) => string[] | undefined =
  analysisFilters.write;

const viewFilters = {
  all: { status: undefined, cost: undefined, rating: undefined },
  failed: { status: 'failed', cost: undefined, rating: undefined },
  expensive: { status: undefined, cost: 'expensive', rating: undefined },
  unrated: { status: undefined, cost: undefined, rating: 'none' },
} as const satisfies Record<string, AnalysisFilters>;
export type AnalysesView = keyof typeof viewFilters;

export const analysesViews = Object.keys(viewFilters) as readonly AnalysesView[];

/** The parameters of a view; other filters stay. */
export const withView = (search: AnalysesSearch, view: AnalysesView): AnalysesSearch => ({
  ...withAnalysisFilters(search, viewFilters[view]),
  group: undefined,
});

/** Which view the filters are; none of those that somebody put together. */
export const viewOf = (given: AnalysisFilters): AnalysesView | undefined =>
  analysesViews.find((view) => {
    const { status, cost, rating } = viewFilters[view];
    return given.status === status && given.cost === cost && given.rating === rating;
  });
