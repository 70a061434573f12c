import type { ChangeTopic, RecentActivity } from '@taffrail/contract';
import { useQuery } from '@tanstack/react-query';
import { useCallback } from 'react';
import { formatCount, formatLargeCount } from '../../../lib/format.ts';
import { writeFilter } from '../../../lib/filters.ts';
import { useCan } from '../../../lib/me.ts';
import { useAskAgain } from '../../../lib/live/use-ask-again.ts';
import { Link } from '../../../ui/link.tsx';
import { Panel } from '../../../ui/panel.tsx';
import { Skeleton } from '../../../ui/skeleton.tsx';
import { useAutoRefresh } from '../../../ui/use-auto-refresh.ts';
import { recentActivityQuery } from '../revenue.api.ts';

interface Counter {
  readonly title: string;
  readonly when: string;
  readonly value: number | null;
  /** What is counted; all actions where nothing is said. */
  readonly actions: readonly string[] | undefined;
  /** Of its rows, as the activity log has it. */
  readonly range: string;
  readonly explanation: string;
}

const orList = new Intl.ListFormat('en-GB', { type: 'disjunction' });

const countersOf = (of: RecentActivity): Counter[] => [
  {
    title: 'New signups',
    when: 'today',
    value: of.signups.value,
    actions: of.signups.actions,
    range: 'now/d..now',
    explanation: `Actions ${orList.format(of.signups.actions)} since midnight in ${of.timeZone}.`,
  },
  {
    title: 'Active companies',
    when: 'in 7 days',
    value: of.activeCompanies,
    actions: undefined,
    range: 'now-6d/d..now',
    explanation: 'Organizations with at least one action in the last seven days, today included.',
  },
  {
    title: 'Jobs created',
    when: 'in 24 hours',
    value: of.jobs.value,
    actions: of.jobs.actions,
    range: '24h',
    explanation: `Actions ${orList.format(of.jobs.actions)} of the last 24 hours.`,
  },
  {
    title: 'Invoices sent',
    when: 'this month',
    value: of.invoices.value,
    actions: of.invoices.actions,
    range: 'mtd',
    explanation: `Actions ${orList.format(of.invoices.actions)} since the first of the month.`,
  },
];

const topics: readonly ChangeTopic[] = ['activity'];
/** While nothing happens, time passes all the same. */
const everyMs = 60_000;

/** Four counters of what goes on, each a link to the rows that it counts. */
export function RecentActivityPanel() {
  const query = useQuery(recentActivityQuery);
  useAskAgain(query);
  const { refetch } = query;
  // By themselves: the rest of the page need not be asked for again with each action.
  const onRefresh = useCallback(() => void refetch(), [refetch]);
  useAutoRefresh({ everyMs, topics, paused: false, onRefresh });
  return (
    <div className="mb-4">
      <Panel
        title="Recent activity"
        // A bar would blink every few seconds.
        query={{ ...query, isFetching: query.isLoading }}
        flush
        skeleton={<Skeleton className="h-15" />}
      >
        {(recent) => (
          <dl className="grid grid-cols-2 gap-px overflow-hidden rounded-b-panel border-t border-line bg-line lg:grid-cols-4">
            {countersOf(recent).map((counter) => (
              <CounterCell key={counter.title} counter={counter} />
            ))}
          </dl>
        )}
      </Panel>
    </div>
  );
}

function CounterCell({ counter }: { counter: Counter }) {
  const mayReadLog = useCan('activity.read');
  const { title, when, value, actions, range, explanation } = counter;
  const filters = actions && [writeFilter({ field: 'action', op: 'in', values: actions })];
  return (
    <div className="flex flex-col bg-surface px-4 py-3">
      <dt title={explanation}>
        {title} <span className="text-muted">{when}</span>
      </dt>
      {value === null ? (
        <dd className="text-muted">
          <span className="text-kpi">–</span>
          <span className="block text-compact">
            No <code className="font-mono text-caption">{actions?.join(', ')}</code> has ever come.
          </span>
        </dd>
      ) : (
        <dd className="text-kpi" title={formatCount(value)} data-numeric>
          {mayReadLog ? (
            <Link
              to="/admin/activity"
              search={{ range, ...(filters && { f: filters }) }}
              className="rounded-badge text-text no-underline hover:underline"
            >
              {formatLargeCount(value)}
            </Link>
          ) : (
            formatLargeCount(value)
          )}
        </dd>
      )}
    </div>
  );
}
