import { getAutofixFigures, getAutofixRun, listAutofixRuns } from '@taffrail/contract';
import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { api } from '../../lib/api.ts';
import { isQuickRange, resolveRange } from '../../lib/time/time-range.ts';
import type { AutofixFilters } from './autofix-search.ts';

export interface Asked {
  readonly filters: AutofixFilters;
  readonly range: string;
  readonly timeZone: string;
}

/** New attempts can come while one looks. */
export const endsNow = (range: string): boolean => isQuickRange(range) || range.endsWith('..now');

/** The range is read when it is asked for: `30d` moves on with every refresh. */
const spanOf = ({ range, timeZone }: Asked) => {
  const span = resolveRange(range, new Date(), timeZone);
  return {
    from: span?.from.toISOString(),
    to: endsNow(range) ? undefined : span?.to.toISOString(),
  };
};

export const runsQuery = (asked: Asked, cursor: string | undefined) =>
  queryOptions({
    queryKey: ['autofix', 'runs', asked, cursor],
    queryFn: ({ signal }) =>
      api(listAutofixRuns, { query: { ...asked.filters, ...spanOf(asked), cursor } }, { signal }),
    placeholderData: keepPreviousData,
  });

/** Of all outcomes: what came of the attempts is what they tell. */
export const figuresQuery = ({ filters: { trigger, repository }, range, timeZone }: Asked) => {
  const asked = { filters: { trigger, repository }, range, timeZone };
  return queryOptions({
    queryKey: ['autofix', 'figures', asked],
    queryFn: ({ signal }) =>
      api(getAutofixFigures, { query: { trigger, repository, ...spanOf(asked) } }, { signal }),
    placeholderData: keepPreviousData,
  });
};

export const runQuery = (id: string) =>
  queryOptions({
    queryKey: ['autofix', 'run', id],
    queryFn: ({ signal }) => api(getAutofixRun, { params: { id } }, { signal }),
  });
