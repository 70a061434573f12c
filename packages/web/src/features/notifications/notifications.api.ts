import {
  changeNotificationChannel,
  changeNotificationRoute,
  createNotificationChannel,
  createNotificationRoute,
  exportNotifications,
  listNotificationChannels,
  listNotificationRoutes,
  listNotifications,
  orderNotificationRoutes,
  removeNotificationChannel,
  removeNotificationRoute,
  retryNotification,
  switchNotificationChannel,
  testNotificationChannel,
  tryNotificationRoutes,
  type RouteCall,
} from '@taffrail/contract';
import { keepPreviousData, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { api, urlOf } from '../../lib/api.ts';
import { downloadAs, type DownloadFormat } from '../../lib/url/download-as.ts';

const key = ['notifications'] as const;

export const channelsQuery = queryOptions({
  queryKey: [...key, 'channels'],
  queryFn: ({ signal }) => api(listNotificationChannels, {}, { signal }),
});

export const routesQuery = queryOptions({
  queryKey: [...key, 'routes'],
  queryFn: ({ signal }) => api(listNotificationRoutes, {}, { signal }),
});

export type NotificationQuery = RouteCall<typeof listNotifications>['query'];

export const notificationsQuery = (asked: NotificationQuery) =>
  queryOptions({
    queryKey: [...key, 'list', asked],
    queryFn: ({ signal }) => api(listNotifications, { query: asked }, { signal }),
    placeholderData: keepPreviousData,
  });

/** The address of a download with the same filters. */
export const exportUrl = (
  asked: Omit<NotificationQuery, 'cursor' | 'limit'>,
  format: DownloadFormat,
  timeZone: string,
): string =>
  urlOf(exportNotifications, {
    query: { ...asked, ...downloadAs(format, timeZone) },
  });

/** What is tried or refused changes what the lists say, too. */
const useChange = <Given, Answer>(mutationFn: (given: Given) => Promise<Answer>) => {
  const client = useQueryClient();
  return useMutation({
    mutationFn,
    onSettled: () => client.invalidateQueries({ queryKey: key }),
  });
};

export type WantedChannel = RouteCall<typeof createNotificationChannel>['body'];
export type ChangedChannel = RouteCall<typeof changeNotificationChannel>['body'];
export type WantedRoute = RouteCall<typeof createNotificationRoute>['body'];
export type ChangedRoute = RouteCall<typeof changeNotificationRoute>['body'];

export const useAddChannel = () =>
  useChange((body: WantedChannel) => api(createNotificationChannel, { body }));

export const useChangeChannel = (id: string) =>
  useChange((body: ChangedChannel) => api(changeNotificationChannel, { params: { id }, body }));

export const useSwitchChannel = (id: string) =>
  useChange((body: { version: number; isEnabled: boolean }) =>
    api(switchNotificationChannel, { params: { id }, body }),
  );

export const useRemoveChannel = () =>
  useChange((id: string) => api(removeNotificationChannel, { params: { id } }));

export const useTestChannel = () =>
  useChange((id: string) => api(testNotificationChannel, { params: { id } }));

export const useAddRoute = () =>
  useChange((body: WantedRoute) => api(createNotificationRoute, { body }));

export const useChangeRoute = (id: string) =>
  useChange((body: ChangedRoute) => api(changeNotificationRoute, { params: { id }, body }));

export const useRemoveRoute = () =>
  useChange((id: string) => api(removeNotificationRoute, { params: { id } }));

export const useOrderRoutes = () =>
  useChange((ids: string[]) => api(orderNotificationRoutes, { body: { ids } }));

export const useTryRoutes = () =>
  useMutation({
    mutationFn: (body: RouteCall<typeof tryNotificationRoutes>['body']) =>
      api(tryNotificationRoutes, { body }),
  });

export const useRetryNotification = () =>
  useChange((id: string) => api(retryNotification, { params: { id } }));
