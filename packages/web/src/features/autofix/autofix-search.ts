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

export interface AutofixFilters {
  readonly trigger?: AutofixTrigger | undefined;
  readonly outcome?: AutofixOutcome | undefined;
  readonly fate?: AutofixFate | undefined;
  readonly repository?: string | undefined;
}

export const noFilters: AutofixFilters = {
  trigger: undefined,
  outcome: undefined,
  fate: undefined,
  repository: undefined,
};

export const AutofixSearch = z.object({
  range: RangeParam.optional(),
  tz: TimeZoneParam.optional(),
  f: z.array(FilterParam.refine(autofixFilters.isFilter)).max(4).optional(),
  after: CursorParam.optional(),
});
export type AutofixSearch = z.infer<typeof AutofixSearch>;

/** What the address asks for; it was checked when it was read. */
export const readAutofixFilters = (texts: readonly string[] | undefined): AutofixFilters =>
  autofixFilters.read(texts);

/** The parameters with some filters changed, from the first page on. */
export const withFilters = (search: AutofixSearch, change: AutofixFilters): AutofixSearch => ({
  ...search,
  f: autofixFilters.write({ ...readAutofixFilters(search.f), ...change }),
  after: undefined,
});
