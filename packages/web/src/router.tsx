import type { QueryClient } from '@tanstack/react-query';
import { createRoute, createRouter, lazyRouteComponent, redirect } from '@tanstack/react-router';
import { parseSearch, searchOfPage, stringifySearch } from './lib/url/url-state.ts';
import type { ActivitySearch } from './features/activity/activity-search.ts';
import type { DashboardSearch } from './features/dashboard/dashboard-search.ts';
import type { AutofixSearch } from './features/autofix/autofix-search.ts';
import type { InboxSearch } from './features/inbox/inbox-search.ts';
import type { HealthSearch } from './features/health/health-search.ts';
import type { CheckSearch } from './features/integrity/check/check-search.ts';
import type { ChecksSearch } from './features/integrity/panel/checks-search.ts';
import type {
  LoadTestRunSearch,
  LoadTestsSearch,
} from './features/load-tests/load-tests-search.ts';
import type { GroupSearch } from './features/logs/group/group-search.ts';
import type { LogsSearch } from './features/logs/logs-search.ts';
import type { PipelineSearch } from './features/pipelines/pipeline-search.ts';
import type { RunSearch } from './features/pipelines/run/run-search.ts';
import type { RunsSearch } from './features/pipelines/runs/runs-search.ts';
import type { SearchTrendsSearch } from './features/search-trends/search-trends-search.ts';
import type { TraceSearch } from './features/traces/traces-search.ts';
import { alertPages } from './routes/alerts.ts';
import { analysisPages } from './routes/analyses.ts';
import { businessPages } from './routes/business.ts';
import { checkPages } from './routes/checks.ts';
import { incidentPages } from './routes/incidents.ts';
import { invite, signIn } from './routes/entrance.ts';
import { root, shell } from './routes/frame.ts';
import { notificationPages } from './routes/notifications.ts';
import { pipelineRunPages } from './routes/pipeline-runs.ts';
import { settingsPages } from './routes/settings.ts';
import { FailedPage, NotFoundPage } from './shell/plain-pages.tsx';
import { laterCode } from './ui/later-code.ts';

/**
 * One entry a page: its address, who may see it, the type of its parameters, its code. All else of a
 * page is loaded when it is asked for; `npm run check` refuses to import it here.
 */
const pages = [
  createRoute({
    getParentRoute: () => shell,
    path: '/admin/dashboard',
    staticData: { title: 'Home', permission: 'dashboard.read' },
    validateSearch: searchOfPage<DashboardSearch>(),
    component: lazyRouteComponent(
      laterCode(() => import('./shell/home.tsx')),
      'Home',
    ),
  }),
  createRoute({
    getParentRoute: () => shell,
    path: '/admin/first-steps',
    staticData: { title: 'First steps', permission: 'keys.manage' },
    component: lazyRouteComponent(
      laterCode(() => import('./features/first-steps/first-steps-page.tsx')),
      'FirstStepsPage',
    ),
  }),
  createRoute({
    getParentRoute: () => shell,
    path: '/admin/activity',
    staticData: { title: 'Activity', group: 'Customers', permission: 'activity.read' },
    validateSearch: searchOfPage<ActivitySearch>(),
    component: lazyRouteComponent(
      laterCode(() => import('./features/activity/activity-page.tsx')),
      'ActivityPage',
    ),
  }),
  createRoute({
    getParentRoute: () => shell,
    path: '/admin/operations/health',
    staticData: { title: 'Health', group: 'Respond', permission: 'operations.read' },
    validateSearch: searchOfPage<HealthSearch & ChecksSearch>(),
    component: lazyRouteComponent(
      laterCode(() => import('./shell/health.tsx')),
      'Health',
    ),
  }),
  createRoute({
    getParentRoute: () => shell,
    path: '/admin/search-trends',
    staticData: { title: 'Search trends', group: 'Product', permission: 'search_trends.read' },
    validateSearch: searchOfPage<SearchTrendsSearch>(),
    component: lazyRouteComponent(
      laterCode(() => import('./features/search-trends/search-trends-page.tsx')),
      'SearchTrendsPage',
    ),
  }),
  createRoute({
    getParentRoute: () => shell,
    path: '/admin/traces/$traceId',
    staticData: { title: 'Trace', permission: 'traces.read' },
    validateSearch: searchOfPage<TraceSearch>(),
    component: lazyRouteComponent(
      laterCode(() => import('./features/traces/trace-page.tsx')),
      'TracePage',
    ),
  }),
  createRoute({
    getParentRoute: () => shell,
    path: '/admin/pipeline',
    staticData: { title: 'Pipeline health', group: 'Pipelines', permission: 'pipelines.read' },
    validateSearch: searchOfPage<PipelineSearch>(),
    component: lazyRouteComponent(
      laterCode(() => import('./features/pipelines/pipeline-page.tsx')),
      'PipelinePage',
    ),
  }),
  createRoute({
    getParentRoute: () => shell,
    path: '/admin/pipeline-runs',
    staticData: { title: 'Runs', group: 'Pipelines', permission: 'pipelines.read' },
    validateSearch: searchOfPage<RunsSearch>(),
    component: lazyRouteComponent(
      laterCode(() => import('./features/pipelines/runs/runs-page.tsx')),
      'RunsPage',
    ),
  }),
  createRoute({
    getParentRoute: () => shell,
    path: '/admin/pipeline-runs/$id',
    staticData: { title: 'Run', group: 'Pipelines', permission: 'pipelines.read' },
    validateSearch: searchOfPage<RunSearch>(),
    component: lazyRouteComponent(
      laterCode(() => import('./features/pipelines/run/run-page.tsx')),
      'RunPage',
    ),
  }),
  createRoute({
    getParentRoute: () => shell,
    path: '/admin/integrity/$check',
    staticData: { title: 'Integrity check', group: 'Health', permission: 'operations.read' },
    validateSearch: searchOfPage<CheckSearch>(),
    component: lazyRouteComponent(
      laterCode(() => import('./features/integrity/check/check-page.tsx')),
      'CheckPage',
    ),
  }),
  createRoute({
    getParentRoute: () => shell,
    path: '/admin/autofix',
    staticData: { title: 'Autofix', group: 'Respond', permission: 'operations.read' },
    validateSearch: searchOfPage<AutofixSearch>(),
    component: lazyRouteComponent(
      laterCode(() => import('./features/autofix/autofix-page.tsx')),
      'AutofixPage',
    ),
  }),
  createRoute({
    getParentRoute: () => shell,
    path: '/admin/autofix/$id',
    staticData: { title: 'Attempt', group: 'Respond', permission: 'operations.read' },
    component: lazyRouteComponent(
      laterCode(() => import('./features/autofix/detail/autofix-run-page.tsx')),
      'AutofixRunPage',
    ),
  }),
  createRoute({
    getParentRoute: () => shell,
    path: '/admin/load-tests',
    staticData: { title: 'Load tests', group: 'Respond', permission: 'operations.read' },
    validateSearch: searchOfPage<LoadTestsSearch>(),
    component: lazyRouteComponent(
      laterCode(() => import('./features/load-tests/load-tests-page.tsx')),
      'LoadTestsPage',
    ),
  }),
  createRoute({
    getParentRoute: () => shell,
    path: '/admin/load-tests/$id',
    staticData: { title: 'Run', group: 'Respond', permission: 'operations.read' },
    validateSearch: searchOfPage<LoadTestRunSearch>(),
    component: lazyRouteComponent(
      laterCode(() => import('./features/load-tests/run/load-test-run-page.tsx')),
      'LoadTestRunPage',
    ),
  }),
  createRoute({
    getParentRoute: () => shell,
    path: '/admin/logs',
    staticData: { title: 'Logs', group: 'Respond', permission: 'operations.read' },
    validateSearch: searchOfPage<LogsSearch>(),
    component: lazyRouteComponent(
      laterCode(() => import('./features/logs/logs-page.tsx')),
      'LogsPage',
    ),
  }),
  createRoute({
    getParentRoute: () => shell,
    path: '/admin/logs/groups/$fingerprint',
    staticData: { title: 'Error', group: 'Logs', permission: 'operations.read' },
    validateSearch: searchOfPage<GroupSearch>(),
    component: lazyRouteComponent(
      laterCode(() => import('./features/logs/group/group-page.tsx')),
      'GroupPage',
    ),
  }),
  createRoute({
    getParentRoute: () => shell,
    path: '/admin/inbox',
    staticData: { title: 'Inbox', group: 'Respond', permission: 'inbox.read' },
    validateSearch: searchOfPage<InboxSearch>(),
    component: lazyRouteComponent(
      laterCode(() => import('./features/inbox/inbox-page.tsx')),
      'InboxPage',
    ),
  }),
  ...alertPages,
  ...analysisPages,
  ...checkPages,
  ...businessPages,
  ...incidentPages,
  ...notificationPages,
  ...pipelineRunPages,
  ...settingsPages,
  createRoute({
    getParentRoute: () => shell,
    path: '/admin/account',
    staticData: { title: 'Your account' },
    component: lazyRouteComponent(
      laterCode(() => import('./features/account/account-page.tsx')),
      'AccountPage',
    ),
  }),
  createRoute({
    getParentRoute: () => shell,
    path: '$',
    staticData: { title: 'Not found' },
    component: NotFoundPage,
  }),
] as const;

const shortcuts = (
  [
    ['/', '/admin/dashboard'],
    ['/admin', '/admin/dashboard'],
    ['/admin/health', '/admin/operations/health'],
    ['/admin/overview', '/admin/operations/overview'],
    ['/admin/settings', '/admin/settings/keys'],
  ] as const
).map(([path, to]) =>
  createRoute({
    getParentRoute: () => root,
    path,
    beforeLoad: () => {
      throw redirect({ to, replace: true });
    },
  }),
);

export const createAppRouter = (queryClient: QueryClient) =>
  createRouter({
    routeTree: root.addChildren([signIn, invite, shell.addChildren(pages), ...shortcuts]),
    context: { queryClient },
    parseSearch,
    stringifySearch,
    defaultPreload: 'intent',
    defaultPreloadStaleTime: 0,
    defaultErrorComponent: FailedPage,
    scrollRestoration: true,
  });

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof createAppRouter>;
  }
}
