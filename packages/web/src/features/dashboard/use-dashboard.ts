import type {
  Attention,
  Dashboard,
  DashboardRange,
  DashboardRequests,
  PipelineList,
  UsageToday,
} from '@taffrail/contract';
import {
  useIsFetching,
  useQuery,
  useQueryClient,
  type UseQueryResult,
} from '@tanstack/react-query';
import { useCallback, useEffect } from 'react';
import { useCan } from '../../lib/me.ts';
import { useAskAgain } from '../../lib/live/use-ask-again.ts';
import type { RefreshedBy } from '../../ui/use-auto-refresh.ts';
import {
  activityQuery,
  aiCostQuery,
  attentionQuery,
  pipelinesQuery,
  requestsQuery,
  type Shown,
} from './dashboard.api.ts';
import { useRecentActions, type RecentActionsState } from './use-recent-actions.ts';

export interface DashboardState {
  readonly attention: UseQueryResult<Attention>;
  readonly activity: UseQueryResult<Shown<Dashboard>>;
  /** Absent for those who may not see it. */
  readonly requests: UseQueryResult<Shown<DashboardRequests>> | undefined;
  /** Absent as well while no AI job has ever come. */
  readonly aiCost: UseQueryResult<UsageToday> | undefined;
  /** Absent as well while no pipeline has ever run. */
  readonly pipelines: UseQueryResult<Shown<PipelineList>> | undefined;
  readonly recent: RecentActionsState | undefined;
  /** Nothing has ever come, as far as the caller may see. */
  readonly isEmpty: boolean;
  readonly isFetching: boolean;
  /** Of the oldest figures. */
  readonly asOf: Date | undefined;
  readonly refresh: (by: RefreshedBy) => void;
}

/** Somebody waits for the first event of an empty console. */
const emptyAskMs = 2_000;

/** Of the panels that come later. */
const panels = { queryKey: ['dashboard', 'panels'] } as const;

const hasActivity = ({ kpis }: Dashboard): boolean =>
  kpis.some(({ value, series }) => value > 0 || series.some((day) => day.value > 0));

/** Requests, error logs, or failed AI jobs or runs have come. */
export const hasOperations = ({ since, series }: DashboardRequests): boolean =>
  since !== null ||
  series.some(({ errorLogs, failedJobs, failedRuns }) => errorLogs + failedJobs + failedRuns > 0);

/** What fills the page: each of its parts is asked for, and fails, by itself. */
export const useDashboard = (range: DashboardRange): DashboardState => {
  const mayReadRequests = useCan('operations.read');
  const mayReadLog = useCan('activity.read');
  const mayReadUsage = useCan('usage.read');
  const mayReadPipelines = useCan('pipelines.read');
  const client = useQueryClient();
  const panelsFetching = useIsFetching(panels);
  const attention = useQuery(attentionQuery);
  const activity = useQuery(activityQuery(range));
  const requests = useQuery({ ...requestsQuery(range), enabled: mayReadRequests });
  const aiCost = useQuery({ ...aiCostQuery, enabled: mayReadUsage });
  const pipelines = useQuery({ ...pipelinesQuery(range), enabled: mayReadPipelines });
  const recent = useRecentActions(mayReadLog);
  useAskAgain(attention);
  useAskAgain(activity);
  useAskAgain(requests);
  useAskAgain(aiCost);
  useAskAgain(pipelines);

  const { refetch: refetchAttention } = attention;
  const { refetch: refetchActivity } = activity;
  const { refetch: refetchRequests } = requests;
  const { refetch: refetchAiCost } = aiCost;
  const { refetch: refetchPipelines } = pipelines;
  const { refresh: refreshRecent } = recent;
  const refresh = useCallback(
    (by: RefreshedBy) => {
      void refetchAttention();
      void client.refetchQueries({ ...panels, type: 'active' });
      void refetchActivity();
      if (mayReadRequests) void refetchRequests();
      if (mayReadUsage) void refetchAiCost();
      if (mayReadPipelines) void refetchPipelines();
      if (mayReadLog) refreshRecent(by);
    },
    [
      client,
      refetchAttention,
      refetchActivity,
      refetchRequests,
      refetchAiCost,
      refetchPipelines,
      refreshRecent,
      mayReadRequests,
      mayReadUsage,
      mayReadPipelines,
      mayReadLog,
    ],
  );

  const isEmpty =
    activity.data !== undefined &&
    !hasActivity(activity.data) &&
    (!mayReadRequests || (requests.data !== undefined && !hasOperations(requests.data))) &&
    (!mayReadUsage || aiCost.data?.since === null) &&
    (!mayReadPipelines || pipelines.data?.items.length === 0) &&
    (!mayReadLog || recent.query.data?.length === 0);
  useEffect(() => {
    if (!isEmpty) return undefined;
    const timer = setInterval(() => {
      if (!document.hidden) refresh('itself');
    }, emptyAskMs);
    return () => clearInterval(timer);
  }, [isEmpty, refresh]);

  // Not before it is known: for those without, all below would move up again.
  const hasPipelines = pipelines.data ? pipelines.data.items.length > 0 : pipelines.isError;
  const moments = [
    attention.data?.asOf,
    activity.data?.asOf,
    requests.data?.asOf,
    aiCost.data?.asOf,
    pipelines.data?.asOf,
  ].filter((at) => at !== undefined);
  const [oldest] = moments.toSorted();
  return {
    attention,
    activity,
    requests: mayReadRequests ? requests : undefined,
    aiCost: mayReadUsage && aiCost.data?.since !== null ? aiCost : undefined,
    pipelines: hasPipelines ? pipelines : undefined,
    recent: mayReadLog ? recent : undefined,
    isEmpty,
    isFetching:
      panelsFetching > 0 ||
      attention.isFetching ||
      activity.isFetching ||
      requests.isFetching ||
      aiCost.isFetching ||
      pipelines.isFetching ||
      recent.query.isFetching,
    asOf: oldest === undefined ? undefined : new Date(oldest),
    refresh,
  };
};
