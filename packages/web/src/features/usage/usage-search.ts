import {
  UsageGroup,
  UsageMeasure,
  UsageStep,
  usageFilterFields,
  type UsageFilter,
} from '@taffrail/contract';
import { z } from 'zod';
import { dayRangeParam } from '../../lib/time/asked-days.ts';
import { oneValueFilters } from '../../lib/url/one-value-filters.ts';
import { FilterParam } from '../../lib/url/search-params.ts';
import { usageRanges } from './usage-ranges.ts';

export const defaultGroup = 'provider';
export const defaultMeasure = 'cost';

/** One value each; the names are the API's. */
const filters = oneValueFilters(usageFilterFields);

export const UsageSearch = z.object({
  range: dayRangeParam(usageRanges).optional(),
  /** With the period before, unless it is off. */
  compare: z.enum(['off']).optional(),
  f: z.array(FilterParam.refine(filters.isFilter)).max(4).optional(),
  group: UsageGroup.optional(),
  metric: UsageMeasure.optional(),
  step: UsageStep.optional(),
});
export type UsageSearch = z.infer<typeof UsageSearch>;

/** What the address asks for; it was checked when it was read. */
export const readUsageFilter = (texts: readonly string[] | undefined): UsageFilter =>
  filters.read(texts);

export const writeUsageFilter = (filter: UsageFilter): string[] | undefined =>
  filters.write(filter);

/** Users are known by their organization only: what else is filtered goes when they are told apart. */
export const filterFor = (group: UsageGroup, filter: UsageFilter): UsageFilter =>
  group === 'user' ? { organizationId: filter.organizationId } : filter;
