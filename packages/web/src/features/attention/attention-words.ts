import type { AttentionItem, AttentionKind } from '@taffrail/contract';
import type { LinkProps } from '@tanstack/react-router';
import { writeFilter } from '../../lib/filters.ts';
import { formatCount } from '../../lib/format.ts';

type Target = Pick<LinkProps, 'to' | 'params' | 'search'>;

interface KindWords {
  readonly one: string;
  readonly many: string;
  /** What is to be done first, where that is to look at it. */
  readonly look: string;
  readonly list: Target;
}

const failedRuns = (pipeline?: string): Target => ({
  to: '/admin/pipeline-runs',
  search: {
    range: '24h',
    f: [
      writeFilter({ field: 'status', op: 'in', values: ['failed'] }),
      ...(pipeline === undefined
        ? []
        : [writeFilter({ field: 'pipeline', op: 'in', values: [pipeline] })]),
    ],
  },
});

export const kindWords = {
  incident: {
    one: 'incident',
    many: 'incidents',
    look: 'Open incident',
    list: { to: '/admin/incidents' },
  },
  heartbeat: {
    one: 'heartbeat',
    many: 'heartbeats',
    look: 'View heartbeats',
    list: { to: '/admin/heartbeats' },
  },
  budget: {
    one: 'budget',
    many: 'budgets',
    look: 'View budgets',
    list: { to: '/admin/settings/budgets' },
  },
  failed_runs: {
    one: 'pipeline with failed runs',
    many: 'pipelines with failed runs',
    look: 'View runs',
    list: failedRuns(),
  },
  integrity: {
    one: 'integrity check',
    many: 'integrity checks',
    look: 'View records',
    list: { to: '/admin/operations/health' },
  },
  load_test: {
    one: 'load test',
    many: 'load tests',
    look: 'View run',
    list: { to: '/admin/load-tests' },
  },
  source: {
    one: 'source',
    many: 'sources',
    look: 'View sources',
    list: { to: '/admin/settings/sources' },
  },
  autofix: {
    one: 'failed fix',
    many: 'failed fixes',
    look: 'View attempt',
    list: { to: '/admin/autofix' },
  },
} as const satisfies Record<AttentionKind, KindWords>;

/** The page of what a row is of; a pipeline's one failed run, or the list of them. */
export const targetOf = ({ kind, recordId, runs }: AttentionItem): Target => {
  const params = { id: recordId };
  if (kind === 'incident') return { to: '/admin/incidents/$id', params };
  if (kind === 'autofix') return { to: '/admin/autofix/$id', params };
  if (kind === 'load_test') return { to: '/admin/load-tests/$id', params };
  if (kind === 'integrity') return { to: '/admin/integrity/$check', params: { check: recordId } };
  if (runs)
    return runs.failed === 1
      ? { to: '/admin/pipeline-runs/$id', params }
      : failedRuns(runs.pipeline);
  return kindWords[kind].list;
};

/** What the row is called. */
export const titleOf = ({ title, incident, runs }: AttentionItem): string => {
  if (incident) return `#${incident.number} ${title}`;
  if (runs)
    return `${title}: ${formatCount(runs.failed)} failed ${runs.failed === 1 ? 'run' : 'runs'}`;
  return title;
};

/** In front of the title, where that does not say what it is of. */
export const kindText = ({ kind }: AttentionItem): string | undefined =>
  kind === 'incident' ? undefined : labels[kind];

const labels = {
  heartbeat: 'Heartbeat',
  budget: 'Budget',
  failed_runs: 'Pipeline',
  integrity: 'Integrity',
  load_test: 'Load test',
  source: 'Source',
  autofix: 'Autofix',
} as const satisfies Record<Exclude<AttentionKind, 'incident'>, string>;
