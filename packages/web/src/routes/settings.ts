/** Pages of settings. */
import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import type { AuditLogSearch } from '../features/audit-log/audit-log-search.ts';
import type { PricesSearch } from '../features/prices/prices-search.ts';
import type { MappingSearch } from '../features/sources/mapping/mapping-search.ts';
import type { KeysSearch } from '../features/api-keys/keys-search.ts';
import { searchOfPage } from '../lib/url/url-state.ts';
import { laterCode } from '../ui/later-code.ts';
import { shell } from './frame.ts';

export const settingsPages = [
  createRoute({
    getParentRoute: () => shell,
    path: '/admin/settings/sources',
    staticData: { title: 'Sources', group: 'Settings', permission: 'sources.manage' },
    component: lazyRouteComponent(
      laterCode(() => import('../features/sources/sources-page.tsx')),
      'SourcesPage',
    ),
  }),
  createRoute({
    getParentRoute: () => shell,
    path: '/admin/settings/sources/$id/mapping',
    staticData: { title: 'Mapping', group: 'Settings', permission: 'sources.manage' },
    validateSearch: searchOfPage<MappingSearch>(),
    component: lazyRouteComponent(
      laterCode(() => import('../features/sources/mapping/mapping-page.tsx')),
      'MappingPage',
    ),
  }),
  createRoute({
    getParentRoute: () => shell,
    path: '/admin/settings/keys',
    staticData: { title: 'Keys', group: 'Settings', permission: 'keys.manage' },
    validateSearch: searchOfPage<KeysSearch>(),
    component: lazyRouteComponent(
      laterCode(() => import('../features/api-keys/keys-page.tsx')),
      'KeysPage',
    ),
  }),
  createRoute({
    getParentRoute: () => shell,
    path: '/admin/settings/prices',
    staticData: { title: 'Prices', group: 'Settings', permission: 'usage.read' },
    validateSearch: searchOfPage<PricesSearch>(),
    component: lazyRouteComponent(
      laterCode(() => import('../features/prices/prices-page.tsx')),
      'PricesPage',
    ),
  }),
  createRoute({
    getParentRoute: () => shell,
    path: '/admin/settings/budgets',
    staticData: { title: 'Budgets', group: 'Settings', permission: 'usage.read' },
    component: lazyRouteComponent(
      laterCode(() => import('../features/budgets/budgets-page.tsx')),
      'BudgetsPage',
    ),
  }),
  createRoute({
    getParentRoute: () => shell,
    path: '/admin/settings/operators',
    staticData: { title: 'Operators', group: 'Settings', permission: 'operators.manage' },
    component: lazyRouteComponent(
      laterCode(() => import('../features/operators/operators-page.tsx')),
      'OperatorsPage',
    ),
  }),
  createRoute({
    getParentRoute: () => shell,
    path: '/admin/settings/audit-log',
    staticData: { title: 'Audit log', group: 'Settings', permission: 'audit_log.read' },
    validateSearch: searchOfPage<AuditLogSearch>(),
    component: lazyRouteComponent(
      laterCode(() => import('../features/audit-log/audit-log-page.tsx')),
      'AuditLogPage',
    ),
  }),
] as const;
