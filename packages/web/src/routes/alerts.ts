/** Pages of alerts. */
import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import type { AlertsSearch } from '../features/alerts/alerts-search.ts';
import type { AlertSearch } from '../features/alerts/detail/alert-search.ts';
import { searchOfPage } from '../lib/url/url-state.ts';
import { laterCode } from '../ui/later-code.ts';
import { shell } from './frame.ts';

export const alertPages = [
  createRoute({
    getParentRoute: () => shell,
    path: '/admin/alerts',
    staticData: { title: 'Alerts', group: 'Respond', permission: 'incidents.read' },
    validateSearch: searchOfPage<AlertsSearch>(),
    component: lazyRouteComponent(
      laterCode(() => import('../features/alerts/alerts-page.tsx')),
      'AlertsPage',
    ),
  }),
  createRoute({
    getParentRoute: () => shell,
    path: '/admin/alerts/$id',
    staticData: { title: 'Alert', group: 'Respond', permission: 'incidents.read' },
    validateSearch: searchOfPage<AlertSearch>(),
    component: lazyRouteComponent(
      laterCode(() => import('../features/alerts/detail/alert-page.tsx')),
      'AlertPage',
    ),
  }),
] as const;
