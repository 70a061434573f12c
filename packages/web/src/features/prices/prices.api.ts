import {
  applyRecosting,
  discardRecosting,
  endPrice,
  exportPrices,
  importPrices,
  listPrices,
  listRecostings,
  listUnpricedModels,
  previewPriceImport,
  setPrice,
  startRecosting,
  takeBackRecosting,
  type PriceFilter,
  type RouteCall,
} from '@taffrail/contract';
import { keepPreviousData, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { api, urlOf } from '../../lib/api.ts';

const key = ['prices'] as const;

export const pricesKey = key;

export const pricesQuery = (asked: PriceFilter & { readonly cursor: string | undefined }) =>
  queryOptions({
    queryKey: [...key, 'book', asked],
    queryFn: ({ signal }) => api(listPrices, { query: { ...asked } }, { signal }),
    placeholderData: keepPreviousData,
  });

/** The address of a file with the same filters. */
export const exportUrl = (filter: PriceFilter): string => urlOf(exportPrices, { query: filter });

export const unpricedQuery = queryOptions({
  queryKey: [...key, 'unpriced'],
  queryFn: ({ signal }) => api(listUnpricedModels, {}, { signal }),
});

export const recostingsQuery = queryOptions({
  queryKey: [...key, 'recostings'],
  queryFn: async ({ signal }) => (await api(listRecostings, {}, { signal })).items,
});

/** Whatever is changed here, all of the page may look otherwise. */
const useChange = <Given, Answer>(change: (given: Given) => Promise<Answer>) => {
  const client = useQueryClient();
  return useMutation({
    mutationFn: change,
    onSuccess: () => client.invalidateQueries({ queryKey: key }),
  });
};

export type WantedPrice = RouteCall<typeof setPrice>['body'];

export const useSetPrice = () => useChange((body: WantedPrice) => api(setPrice, { body }));

export const useEndPrice = () =>
  useChange((id: string) => api(endPrice, { params: { id }, body: {} }));

/** Changes nothing, so that nothing is asked for again. */
export const usePreviewImport = () =>
  useMutation({
    mutationFn: (body: RouteCall<typeof previewPriceImport>['body']) =>
      api(previewPriceImport, { body }),
  });

export const useImport = () =>
  useChange((body: RouteCall<typeof importPrices>['body']) => api(importPrices, { body }));

export const useStartRecosting = () =>
  useChange((body: RouteCall<typeof startRecosting>['body']) => api(startRecosting, { body }));

const steps = {
  apply: applyRecosting,
  takeBack: takeBackRecosting,
  discard: discardRecosting,
} as const;

export const useRecostingStep = (step: keyof typeof steps) =>
  useChange((id: string) => api(steps[step], { params: { id } }));
