import { CheckCondition, CheckKind, CheckResult } from '@taffrail/contract';
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

export const defaultRange = '24h';

/** One value each; the names are the API's. */
export const runFilters = oneValueFilters({
  condition: CheckCondition,
  result: CheckResult,
  kind: CheckKind,
  checkId: z.uuid(),
  traceId: z.string().min(1).max(64),
});
export type RunFilters = ReturnType<typeof runFilters.read>;

export const ChecksSearch = z.object({
  range: RangeParam.optional(),
  tz: TimeZoneParam.optional(),
  f: z.array(FilterParam.refine(runFilters.isFilter)).max(5).optional(),
  /** A row for each check, instead of one for each run. */
  group: z.enum(['check']).optional(),
  after: CursorParam.optional(),
  view: z.string().max(100).optional(),
});
export type ChecksSearch = z.infer<typeof ChecksSearch>;

/** The parameters that a view keeps, as text: not the place in the list. */
export const viewSearchOf = ({ range, f, group }: ChecksSearch): string =>
  stringifySearch({ range: range === defaultRange ? undefined : range, f, group }).slice(1);

/** The views that everybody has. */
export const builtInViews: readonly View[] = [
  { id: 'all', name: 'All', search: '' },
  { id: 'failing', name: 'Failing now', search: viewSearchOf({ f: ['condition.in.failing'] }) },
  { id: 'flapping', name: 'Flapping', search: viewSearchOf({ f: ['condition.in.flapping'] }) },
  { id: 'unknown', name: 'Unknown', search: viewSearchOf({ f: ['result.in.unknown'] }) },
];

export const { write: writeRunFilters } = runFilters;
