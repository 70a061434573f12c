import {
  exportProviders,
  getProviders,
  getWhatIf,
  type ProviderGroup,
  type ProviderRange,
} from '@taffrail/contract';
import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { api, urlOf } from '../../lib/api.ts';
import type { ProviderQuery } from './filters.ts';

/** The jobs of which a question is. */
export interface AskedJobs extends ProviderQuery {
  readonly range: ProviderRange;
}

export interface AskedProviders extends AskedJobs {
  readonly group: ProviderGroup;
}

export const providersQuery = (asked: AskedProviders) =>
  queryOptions({
    queryKey: ['providers', 'comparison', asked],
    queryFn: ({ signal }) => api(getProviders, { query: { ...asked } }, { signal }),
    placeholderData: keepPreviousData,
  });

export const whatIfQuery = (
  jobs: AskedJobs,
  to: { readonly provider: string; readonly model: string },
) =>
  queryOptions({
    queryKey: ['providers', 'what-if', jobs, to],
    queryFn: ({ signal }) =>
      api(
        getWhatIf,
        { query: { ...jobs, toProvider: to.provider, toModel: to.model } },
        { signal },
      ),
  });

/** The comparison as a file. */
export const exportUrl = (asked: AskedProviders, vs?: readonly string[]): string =>
  urlOf(exportProviders, { query: { ...asked, ...(vs && { vs: [...vs] }) } });
