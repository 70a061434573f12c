/** Pages of money: what customers pay, and what AI costs. */
import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import type { JobsSearch } from '../features/ai-jobs/jobs-search.ts';
import type { ProvidersSearch } from '../features/providers/providers-search.ts';
import type { RevenueSearch } from '../features/revenue/revenue-search.ts';
import type { MarginSearch } from '../features/usage/margin/margin-search.ts';
import type { StatementSearch } from '../features/usage/statement/statement-search.ts';
import type { UsageSearch } from '../features/usage/usage-search.ts';
import { searchOfPage } from '../lib/url/url-state.ts';
import { laterCode } from '../ui/later-code.ts';
import { shell } from './frame.ts';

export const businessPages = [
  createRoute({
    getParentRoute: () => shell,
    path: '/admin/operations/overview',
    staticData: { title: 'Revenue', group: 'Business', permission: 'revenue.read' },
    validateSearch: searchOfPage<RevenueSearch>(),
    component: lazyRouteComponent(
      laterCode(() => import('../features/revenue/revenue-page.tsx')),
      'RevenuePage',
    ),
  }),
  createRoute({
    getParentRoute: () => shell,
    path: '/admin/usage',
    staticData: { title: 'Cost & usage', group: 'Business', permission: 'usage.read' },
    validateSearch: searchOfPage<UsageSearch>(),
    component: lazyRouteComponent(
      laterCode(() => import('../features/usage/usage-page.tsx')),
      'UsagePage',
    ),
  }),
  createRoute({
    getParentRoute: () => shell,
    path: '/admin/usage/margin',
    staticData: { title: 'Margin', group: 'Business', permission: 'revenue.read' },
    validateSearch: searchOfPage<MarginSearch>(),
    component: lazyRouteComponent(
      laterCode(() => import('../features/usage/margin/margin-page.tsx')),
      'MarginPage',
    ),
  }),
  createRoute({
    getParentRoute: () => shell,
    path: '/admin/usage/statement',
    staticData: { title: 'Monthly statement', group: 'Business', permission: 'usage.read' },
    validateSearch: searchOfPage<StatementSearch>(),
    component: lazyRouteComponent(
      laterCode(() => import('../features/usage/statement/statement-page.tsx')),
      'StatementPage',
    ),
  }),
  createRoute({
    getParentRoute: () => shell,
    path: '/admin/providers',
    staticData: { title: 'AI providers', group: 'Business', permission: 'usage.read' },
    validateSearch: searchOfPage<ProvidersSearch>(),
    component: lazyRouteComponent(
      laterCode(() => import('../features/providers/providers-page.tsx')),
      'ProvidersPage',
    ),
  }),
  createRoute({
    getParentRoute: () => shell,
    path: '/admin/usage/jobs',
    staticData: { title: 'AI jobs', group: 'Business', permission: 'usage.read' },
    validateSearch: searchOfPage<JobsSearch>(),
    component: lazyRouteComponent(
      laterCode(() => import('../features/ai-jobs/jobs-page.tsx')),
      'JobsPage',
    ),
  }),
  createRoute({
    getParentRoute: () => shell,
    path: '/admin/usage/jobs/$id',
    staticData: { title: 'AI job', group: 'Business', permission: 'usage.read' },
    component: lazyRouteComponent(
      laterCode(() => import('../features/ai-jobs/detail/job-page.tsx')),
      'JobPage',
    ),
  }),
] as const;
