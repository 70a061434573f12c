import {
  acknowledgeIncident,
  assignIncident,
  closeIncident,
  commentOnIncident,
  exportIncidents,
  getIncident,
  getIncidentFigures,
  getIncidentImpact,
  getIncidentTimeline,
  listIncidentAlerts,
  listIncidentOwners,
  listIncidentRuns,
  listIncidents,
  mergeIncidents,
  reopenIncident,
  resolveIncident,
  splitIncident,
  unacknowledgeIncident,
  type IncidentAction,
  type RouteCall,
  type TimelineLayer,
} from '@taffrail/contract';
import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query';
import { api, urlOf } from '../../lib/api.ts';
import { downloadAs, type DownloadFormat } from '../../lib/url/download-as.ts';
import type { IncidentQuery } from './filters/incident-fields.ts';

export const incidentsKey = ['incidents'] as const;

/** What is asked for: the filters, the words and the order. */
export interface AskedIncidents extends IncidentQuery {
  readonly q?: string | undefined;
  readonly sort: 'severity' | 'opened';
}

export const incidentsQuery = (asked: AskedIncidents, limit: number, cursor: string | undefined) =>
  queryOptions({
    queryKey: [...incidentsKey, 'list', asked, limit, cursor],
    queryFn: ({ signal }) => api(listIncidents, { query: { ...asked, limit, cursor } }, { signal }),
    placeholderData: keepPreviousData,
  });

export const figuresQuery = queryOptions({
  queryKey: [...incidentsKey, 'figures'],
  queryFn: ({ signal }) => api(getIncidentFigures, { query: {} }, { signal }),
});

export const ownersQuery = queryOptions({
  queryKey: [...incidentsKey, 'owners'],
  queryFn: ({ signal }) => api(listIncidentOwners, {}, { signal }),
});

export const incidentQuery = (id: string) =>
  queryOptions({
    queryKey: [...incidentsKey, 'incident', id],
    queryFn: ({ signal }) => api(getIncident, { params: { id } }, { signal }),
  });

export const impactQuery = (id: string) =>
  queryOptions({
    queryKey: [...incidentsKey, 'impact', id],
    queryFn: ({ signal }) => api(getIncidentImpact, { params: { id } }, { signal }),
  });

export const runsQuery = (id: string) =>
  queryOptions({
    queryKey: [...incidentsKey, 'runs', id],
    queryFn: ({ signal }) => api(listIncidentRuns, { params: { id } }, { signal }),
  });

export const incidentAlertsQuery = (id: string, cursor: string | undefined) =>
  queryOptions({
    queryKey: [...incidentsKey, 'alerts', id, cursor],
    queryFn: ({ signal }) =>
      api(listIncidentAlerts, { params: { id }, query: { limit: 50, cursor } }, { signal }),
    placeholderData: keepPreviousData,
  });

/** What came first is asked for as one goes back. */
export const timelineQuery = (id: string, layer: TimelineLayer | undefined) =>
  infiniteQueryOptions({
    queryKey: [...incidentsKey, 'timeline', id, layer],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ signal, pageParam: cursor }) =>
      api(getIncidentTimeline, { params: { id }, query: { limit: 50, layer, cursor } }, { signal }),
    getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
    placeholderData: keepPreviousData,
  });

/** The address of a download with the same filters. */
export const exportUrl = (
  asked: AskedIncidents,
  format: DownloadFormat,
  timeZone: string,
): string =>
  urlOf(exportIncidents, {
    query: { ...asked, ...downloadAs(format, timeZone) },
  });

const actions = {
  acknowledge: acknowledgeIncident,
  unacknowledge: unacknowledgeIncident,
  resolve: resolveIncident,
  close: closeIncident,
  reopen: reopenIncident,
} as const satisfies Record<IncidentAction, object>;

type Told = Omit<RouteCall<typeof resolveIncident>['body'], 'version'>;

/** Leads it to another state. Without a version, the states alone decide. */
export const doAct = (
  action: IncidentAction,
  { id, version }: { readonly id: string; readonly version?: number },
  told: Told = {},
) =>
  api(actions[action], {
    params: { id },
    body: { ...told, ...(version !== undefined && { version }) },
  });

interface Seen {
  readonly id: string;
  readonly version: number;
}

export const doAssign = ({ id, version }: Seen, ownerId: string | null) =>
  api(assignIncident, { params: { id }, body: { version, ownerId } });

export const doComment = (id: string, noteId: string, note: string) =>
  api(commentOnIncident, { params: { id }, body: { id: noteId, note } });

export const doMerge = ({ id, version }: Seen, incidentIds: readonly string[]) =>
  api(mergeIncidents, { params: { id }, body: { version, incidentIds: [...incidentIds] } });

export const doSplit = ({ id, version }: Seen, alertIds: readonly string[]) =>
  api(splitIncident, { params: { id }, body: { version, alertIds: [...alertIds] } });
