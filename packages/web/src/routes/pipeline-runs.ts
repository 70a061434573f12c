/** Pages of what pipelines did: executions of stages, and what is done with a run. */
import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import type { ExecutionsSearch } from '../features/pipelines/executions/executions-search.ts';
import { searchOfPage } from '../lib/url/url-state.ts';
import { laterCode } from '../ui/later-code.ts';
import { shell } from './frame.ts';

export const pipelineRunPages = [
  createRoute({
    getParentRoute: () => shell,
    path: '/admin/pipeline-runs/$id/retry',
    staticData: { title: 'Mark for retry', group: 'Pipelines', permission: 'runs.retry' },
    component: lazyRouteComponent(
      laterCode(() => import('../features/pipelines/run/marking/retry-page.tsx')),
      'RetryPage',
    ),
  }),
  createRoute({
    getParentRoute: () => shell,
    path: '/admin/pipeline-runs/$id/fail',
    staticData: { title: 'Mark as failed', group: 'Pipelines', permission: 'runs.retry' },
    component: lazyRouteComponent(
      laterCode(() => import('../features/pipelines/run/marking/fail-page.tsx')),
      'FailPage',
    ),
  }),
  createRoute({
    getParentRoute: () => shell,
    path: '/admin/stage-executions',
    staticData: { title: 'Stage executions', group: 'Pipelines', permission: 'pipelines.read' },
    validateSearch: searchOfPage<ExecutionsSearch>(),
    component: lazyRouteComponent(
      laterCode(() => import('../features/pipelines/executions/executions-page.tsx')),
      'ExecutionsPage',
    ),
  }),
  createRoute({
    getParentRoute: () => shell,
    path: '/admin/stage-executions/$runId/$id',
    staticData: { title: 'Stage execution', group: 'Pipelines', permission: 'pipelines.read' },
    component: lazyRouteComponent(
      laterCode(() => import('../features/pipelines/executions/execution-page.tsx')),
      'ExecutionPage',
    ),
  }),
] as const;
