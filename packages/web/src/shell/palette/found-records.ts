import { lookUpId, type FoundRecord } from '@taffrail/contract';
import { queryOptions } from '@tanstack/react-query';
import type { LinkProps } from '@tanstack/react-router';
import { api } from '../../lib/api.ts';
import { writeFilter } from '../../lib/filters.ts';
import { searchOfEvent } from '../../lib/url/event-links.ts';

/** What an id belongs to, as the palette offers it. */
export interface FoundTarget {
  readonly label: string;
  readonly target: Pick<LinkProps, 'to' | 'params' | 'search'>;
}

/** The product's own ids have no form; a name with spaces is none, and short words are seldom ids. */
const mayBeId = /^([^\s]{4,200}|#\d+)$/;

export const foundQuery = (text: string) =>
  queryOptions({
    queryKey: ['lookup', text],
    queryFn: ({ signal }) => api(lookUpId, { query: { id: text } }, { signal }),
    enabled: mayBeId.test(text),
    staleTime: 60_000,
  });

const activityOf = (field: string, value: string): FoundTarget['target'] => ({
  to: '/admin/activity',
  // The longest that raw events are kept: whoever pastes an id wants to find it.
  search: { range: '90d', f: [writeFilter({ field, op: 'in', values: [value] })] },
});

const searchOf = ({ id, createdAt }: FoundRecord) =>
  createdAt === null ? {} : searchOfEvent({ id, createdAt });

const names = {
  trace: 'Trace',
  span: 'Span',
  user: 'User',
  organization: 'Organization',
  ai_job: 'AI job',
  pipeline_run: 'Pipeline run',
  stage_execution: 'Stage',
  alert: 'Alert',
  incident: 'Incident',
  check: 'Check',
  check_run: 'Check run',
  analysis_run: 'Analysis',
  notification: 'Notification',
  activity: 'Action',
  log: 'Log',
  error_group: 'Error',
  load_test_run: 'Load test run',
  autofix_run: 'Autofix attempt',
  resource: 'Record',
} as const satisfies Record<FoundRecord['kind'], string>;

const byKind: Readonly<
  Record<FoundRecord['kind'], (record: FoundRecord) => FoundTarget['target']>
> = {
  trace: ({ id }) => ({ to: '/admin/traces/$traceId', params: { traceId: id } }),
  span: ({ id, traceId }) => ({
    to: '/admin/traces/$traceId',
    params: { traceId: traceId ?? '' },
    search: { peek: `span:${id}` },
  }),
  ai_job: ({ id }) => ({ to: '/admin/usage/jobs/$id', params: { id } }),
  pipeline_run: ({ id }) => ({ to: '/admin/pipeline-runs/$id', params: { id } }),
  stage_execution: ({ id }) => {
    const [runId = '', execution = ''] = id.split('/');
    return { to: '/admin/stage-executions/$runId/$id', params: { runId, id: execution } };
  },
  alert: ({ id }) => ({ to: '/admin/alerts/$id', params: { id } }),
  incident: ({ id }) => ({ to: '/admin/incidents/$id', params: { id } }),
  check: ({ id }) => ({
    to: '/admin/check-runs',
    search: { f: [writeFilter({ field: 'checkId', op: 'in', values: [id] })] },
  }),
  check_run: ({ id }) => ({ to: '/admin/check-runs/$id', params: { id } }),
  analysis_run: ({ id }) => ({ to: '/admin/analysis-runs/$id', params: { id } }),
  notification: ({ traceId }) => ({
    to: '/admin/notifications',
    search:
      traceId === null
        ? {}
        : { f: [writeFilter({ field: 'traceId', op: 'in', values: [traceId] })] },
  }),
  error_group: ({ id }) => ({
    to: '/admin/logs/groups/$fingerprint',
    params: { fingerprint: id },
  }),
  load_test_run: ({ id }) => ({ to: '/admin/load-tests/$id', params: { id } }),
  autofix_run: ({ id }) => ({ to: '/admin/autofix/$id', params: { id } }),
  activity: (record) => ({ to: '/admin/activity', search: searchOf(record) }),
  log: (record) => ({ to: '/admin/logs', search: searchOf(record) }),
  user: ({ id }) => activityOf('userId', id),
  organization: ({ id }) => activityOf('organizationId', id),
  resource: ({ id }) => activityOf('resourceId', id),
};

const labelOf = ({ kind, label, id }: FoundRecord): string =>
  kind === 'trace' ? 'Trace: all that belongs to it' : `${names[kind]}: ${label || id}`;

/** What is a part of a trace leads there, too. */
export const toFoundTargets = (records: readonly FoundRecord[]): FoundTarget[] => {
  const targets = records.map((record) => ({
    label: labelOf(record),
    target: byKind[record.kind](record),
  }));
  const traceIds = new Set(
    records.flatMap(({ kind, traceId }) => (traceId === null || kind === 'trace' ? [] : [traceId])),
  );
  return [
    ...targets,
    ...[...traceIds].map((traceId): FoundTarget => ({
      label: 'Trace that it belongs to',
      target: { to: '/admin/traces/$traceId', params: { traceId } },
    })),
  ];
};
