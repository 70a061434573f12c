import { getAutofixFigures, getAutofixRun, listAutofixRuns } from '@taffrail/contract';
import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { api } from '../../lib/api.ts';
import { askedSpan } from '../../lib/time/asked-span.ts';
import type { AskedOverTime } from '../../lib/url/use-list-over-time.ts';
import type { AutofixFilters } from './autofix-search.ts';

type Asked = AskedOverTime<AutofixFilters>;

export const runsQuery = (asked: Asked, cursor: string | undefined) =>
  queryOptions({
    queryKey: ['autofix', 'runs', asked, cursor],
    queryFn: ({ signal }) =>
      api(
        listAutofixRuns,
        { query: { ...asked.filters, ...askedSpan(asked.range, asked.timeZone), cursor } },
        { signal },
      ),
    placeholderData: keepPreviousData,
  });

/** Of all outcomes: what came of the attempts is what they tell. */
export const figuresQuery = ({ filters: { trigger, repository }, range, timeZone }: Asked) => {
  const asked = { filters: { trigger, repository }, range, timeZone };
  return queryOptions({
    queryKey: ['autofix', 'figures', asked],
    queryFn: ({ signal }) =>
      api(
        getAutofixFigures,
        { query: { trigger, repository, ...askedSpan(asked.range, asked.timeZone) } },
        { signal },
      ),
    placeholderData: keepPreviousData,
  });
};

export const runQuery = (id: string) =>
  queryOptions({
    queryKey: ['autofix', 'run', id],
    queryFn: ({ signal }) => api(getAutofixRun, { params: { id } }, { signal }),
  });
