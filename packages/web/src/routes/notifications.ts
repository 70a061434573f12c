/** Pages of notifications, and of the channels they go by. */
import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import type { NotificationsSearch } from '../features/notifications/list/notifications-search.ts';
import { searchOfPage } from '../lib/url/url-state.ts';
import { laterCode } from '../ui/later-code.ts';
import { shell } from './frame.ts';

export const notificationPages = [
  createRoute({
    getParentRoute: () => shell,
    path: '/admin/notifications',
    staticData: { title: 'Notifications', group: 'Respond', permission: 'incidents.read' },
    validateSearch: searchOfPage<NotificationsSearch>(),
    component: lazyRouteComponent(
      laterCode(() => import('../features/notifications/list/notifications-page.tsx')),
      'NotificationsPage',
    ),
  }),
  createRoute({
    getParentRoute: () => shell,
    path: '/admin/settings/channels',
    staticData: { title: 'Channels', group: 'Settings', permission: 'incidents.read' },
    component: lazyRouteComponent(
      laterCode(() => import('../features/notifications/channels/channels-page.tsx')),
      'ChannelsPage',
    ),
  }),
] as const;
