import { AutofixFate, AutofixOutcome, AutofixTrigger, Repository } from '@taffrail/contract';
import { z } from 'zod';
import { oneValueFilters } from '../../lib/url/one-value-filters.ts';
import {
  CursorParam,
  FilterParam,
  RangeParam,
  TimeZoneParam,
} from '../../lib/url/search-params.ts';

export const defaultRange = '30d';

/** One value each; the names are the API's. */
export const autofixFilters = oneValueFilters({
  trigger: AutofixTrigger,
  outcome: AutofixOutcome,
  fate: AutofixFate,
  repository: Repository,
});
export type AutofixFilters = ReturnType<typeof autofixFilters.read>;

export const AutofixSearch = z.object({
  range: RangeParam.optional(),
  tz: TimeZoneParam.optional(),
  f: z.array(FilterParam.refine(autofixFilters.isFilter)).max(4).optional(),
  after: CursorParam.optional(),
});
export type AutofixSearch = z.infer<typeof AutofixSearch>;
