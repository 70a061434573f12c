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
const filters = oneValueFilters({
  condition: CheckCondition,
  result: CheckResult,
  kind: CheckKind,
  checkId: z.uuid(),
  traceId: z.string().min(1).max(64),
});

export interface RunFilters {
  readonly condition?: CheckCondition | undefined;
  readonly result?: CheckResult | undefined;
  readonly kind?: CheckKind | undefined;
  readonly checkId?: string | undefined;
  readonly traceId?: string | undefined;
}

export const ChecksSearch = z.object({
  range: RangeParam.optional(),
  tz: TimeZoneParam.optional(),
  f: z.array(FilterParam.refine(filters.isFilter)).max(5).optional(),
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

/** What the address asks for; it was checked when it was read. */
export const readRunFilters = (texts: readonly string[] | undefined): RunFilters =>
  filters.read(texts) as RunFilters;

export const writeRunFilters = (values: RunFilters): string[] | undefined =>
  filters.write({ ...values });

/** The parameters with some filters changed, from the first page on. */
export const withRunFilters = (search: ChecksSearch, change: RunFilters): ChecksSearch => ({
  ...search,
  f: writeRunFilters({ ...readRunFilters(search.f), ...change }),
  after: undefined,
});
