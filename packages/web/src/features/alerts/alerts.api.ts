import {
  exportAlerts,
  getAlert,
  getAlertMetric,
  getAlertPayload,
  listAlerts,
  resolveAlert,
  type Alert,
} from '@taffrail/contract';
import { keepPreviousData, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { api, urlOf } from '../../lib/api.ts';
import { downloadAs, type DownloadFormat } from '../../lib/url/download-as.ts';
import type { AlertQuery } from './filters/alert-fields.ts';

/** What is asked for, at a moment: the filters, the words and the range that they had then. */
export interface AskedAlerts extends AlertQuery {
  readonly q?: string | undefined;
  /** Absent: however long ago it began. */
  readonly from: string | undefined;
  /** Absent: whatever came since, too. */
  readonly to: string | undefined;
}

export const alertsQuery = (asked: AskedAlerts, limit: number, cursor: string | undefined) =>
  queryOptions({
    queryKey: ['alerts', 'list', asked, limit, cursor],
    queryFn: ({ signal }) => api(listAlerts, { query: { ...asked, limit, cursor } }, { signal }),
    placeholderData: keepPreviousData,
  });

export const alertQuery = (id: string) =>
  queryOptions({
    queryKey: ['alerts', 'alert', id],
    queryFn: ({ signal }) => api(getAlert, { params: { id } }, { signal }),
  });

export const metricQuery = (id: string) =>
  queryOptions({
    queryKey: ['alerts', 'metric', id],
    queryFn: ({ signal }) => api(getAlertMetric, { params: { id } }, { signal }),
  });

export const payloadQuery = (id: string) =>
  queryOptions({
    queryKey: ['alerts', 'payload', id],
    queryFn: ({ signal }) => api(getAlertPayload, { params: { id } }, { signal }),
  });

export const useResolveAlert = () => {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ id, version }: Pick<Alert, 'id' | 'version'>) =>
      api(resolveAlert, { params: { id }, body: { version } }),
    // Refused, it is not what it was, either.
    onSettled: () => {
      void client.invalidateQueries({ queryKey: ['alert-chain'] });
      return client.invalidateQueries({ queryKey: ['alerts'] });
    },
  });
};

/** The address of a download with the same filters. */
export const exportUrl = (asked: AskedAlerts, format: DownloadFormat, timeZone: string): string =>
  urlOf(exportAlerts, {
    query: { ...asked, ...downloadAs(format, timeZone) },
  });
