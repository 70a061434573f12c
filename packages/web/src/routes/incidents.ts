/** Pages of incidents. */
import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import type { IncidentSearch } from '../features/incidents/detail/incident-search.ts';
import type { IncidentsSearch } from '../features/incidents/incidents-search.ts';
import { searchOfPage } from '../lib/url/url-state.ts';
import { laterCode } from '../ui/later-code.ts';
import { shell } from './frame.ts';

export const incidentPages = [
  createRoute({
    getParentRoute: () => shell,
    path: '/admin/incidents',
    staticData: { title: 'Incidents', group: 'Respond', permission: 'incidents.read' },
    validateSearch: searchOfPage<IncidentsSearch>(),
    component: lazyRouteComponent(
      laterCode(() => import('../features/incidents/incidents-page.tsx')),
      'IncidentsPage',
    ),
  }),
  createRoute({
    getParentRoute: () => shell,
    path: '/admin/incidents/$id',
    staticData: { title: 'Incident', group: 'Respond', permission: 'incidents.read' },
    validateSearch: searchOfPage<IncidentSearch>(),
    component: lazyRouteComponent(
      laterCode(() => import('../features/incidents/detail/incident-page.tsx')),
      'IncidentPage',
    ),
  }),
  createRoute({
    getParentRoute: () => shell,
    path: '/admin/settings/alert-rules',
    staticData: { title: 'Alert rules', group: 'Settings', permission: 'incidents.read' },
    component: lazyRouteComponent(
      laterCode(() => import('../features/alert-rules/alert-rules-page.tsx')),
      'AlertRulesPage',
    ),
  }),
] as const;
