/** What the console looks at by itself, and what pings it. */
import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import type { ChecksSearch } from '../features/checks/checks-search.ts';
import type { CheckRunSearch } from '../features/checks/run/run-search.ts';
import { searchOfPage } from '../lib/url/url-state.ts';
import { laterCode } from '../ui/later-code.ts';
import { shell } from './frame.ts';

export const checkPages = [
  createRoute({
    getParentRoute: () => shell,
    path: '/admin/check-runs',
    staticData: { title: 'Checks', group: 'Respond', permission: 'incidents.read' },
    validateSearch: searchOfPage<ChecksSearch>(),
    component: lazyRouteComponent(
      laterCode(() => import('../features/checks/list/checks-page.tsx')),
      'ChecksPage',
    ),
  }),
  createRoute({
    getParentRoute: () => shell,
    path: '/admin/check-runs/$id',
    staticData: { title: 'Check run', group: 'Checks', permission: 'incidents.read' },
    validateSearch: searchOfPage<CheckRunSearch>(),
    component: lazyRouteComponent(
      laterCode(() => import('../features/checks/run/run-page.tsx')),
      'CheckRunPage',
    ),
  }),
  createRoute({
    getParentRoute: () => shell,
    path: '/admin/heartbeats',
    staticData: { title: 'Heartbeats', group: 'Checks', permission: 'incidents.read' },
    component: lazyRouteComponent(
      laterCode(() => import('../features/checks/heartbeats/heartbeats-page.tsx')),
      'HeartbeatsPage',
    ),
  }),
  createRoute({
    getParentRoute: () => shell,
    path: '/admin/settings/checks',
    staticData: { title: 'Check settings', group: 'Settings', permission: 'incidents.read' },
    component: lazyRouteComponent(
      laterCode(() => import('../features/checks/settings/check-settings-page.tsx')),
      'CheckSettingsPage',
    ),
  }),
] as const;
