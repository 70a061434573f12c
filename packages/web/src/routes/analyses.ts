/** Pages of what was found out about alerts, and of what was done to many rows at once. */
import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import type { AnalysesSearch } from '../features/analyses/analyses-search.ts';
import type {
  BulkActionSearch,
  BulkActionsSearch,
} from '../features/bulk-actions/bulk-actions-search.ts';
import { searchOfPage } from '../lib/url/url-state.ts';
import { laterCode } from '../ui/later-code.ts';
import { shell } from './frame.ts';

export const analysisPages = [
  createRoute({
    getParentRoute: () => shell,
    path: '/admin/analysis-runs',
    staticData: { title: 'Analyses', group: 'Respond', permission: 'incidents.read' },
    validateSearch: searchOfPage<AnalysesSearch>(),
    component: lazyRouteComponent(
      laterCode(() => import('../features/analyses/analyses-page.tsx')),
      'AnalysesPage',
    ),
  }),
  createRoute({
    getParentRoute: () => shell,
    path: '/admin/analysis-runs/$id',
    staticData: { title: 'Analysis', group: 'Respond', permission: 'incidents.read' },
    component: lazyRouteComponent(
      laterCode(() => import('../features/analyses/detail/analysis-page.tsx')),
      'AnalysisPage',
    ),
  }),
  createRoute({
    getParentRoute: () => shell,
    path: '/admin/bulk-actions',
    staticData: { title: 'Bulk actions', group: 'Respond', permission: 'incidents.read' },
    validateSearch: searchOfPage<BulkActionsSearch>(),
    component: lazyRouteComponent(
      laterCode(() => import('../features/bulk-actions/bulk-actions-page.tsx')),
      'BulkActionsPage',
    ),
  }),
  createRoute({
    getParentRoute: () => shell,
    path: '/admin/bulk-actions/$id',
    staticData: { title: 'Bulk action', group: 'Respond', permission: 'incidents.read' },
    validateSearch: searchOfPage<BulkActionSearch>(),
    component: lazyRouteComponent(
      laterCode(() => import('../features/bulk-actions/detail/bulk-action-page.tsx')),
      'BulkActionPage',
    ),
  }),
] as const;
