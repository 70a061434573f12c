import { getTrace, getTraceSpan } from '@taffrail/contract';
import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { api } from '../../lib/api.ts';

export const traceQuery = (traceId: string) =>
  queryOptions({
    queryKey: ['traces', traceId],
    queryFn: ({ signal }) => api(getTrace, { params: { traceId } }, { signal }),
  });

/** It does not change once it is there. */
export const spanQuery = (traceId: string, spanId: string) =>
  queryOptions({
    queryKey: ['traces', traceId, 'spans', spanId],
    queryFn: ({ signal }) => api(getTraceSpan, { params: { traceId, spanId } }, { signal }),
    placeholderData: keepPreviousData,
    staleTime: Infinity,
  });
