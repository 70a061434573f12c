import { useQuery } from '@tanstack/react-query';
import { useAskAgain } from '../../lib/live/use-ask-again.ts';
import { useCan } from '../../lib/me.ts';
import {
  failedRunsQuery,
  incidentsQuery,
  pipelineHealthQuery,
  weekQuery,
} from './incident-panels.api.ts';
import { ActiveIncidents } from './now/active-incidents.tsx';
import { FailedPipelines } from './now/failed-pipelines.tsx';
import { PipelineHealth } from './now/pipeline-health.tsx';
import { Readiness } from './now/readiness.tsx';
import { RecentCheckRuns } from './now/recent-check-runs.tsx';
import { ErrorTypes } from './week/error-types.tsx';
import { FailingChecks } from './week/failing-checks.tsx';
import { ProviderUsage } from './week/provider-usage.tsx';

/** How incidents, checks and pipelines stand, and what the last seven days add up to. */
export function IncidentPanels() {
  return (
    <div className="mb-6 grid gap-4">
      <NowPanels />
      <WeekPanels />
    </div>
  );
}

/** Each is asked for, and fails, by itself. */
export function NowPanels() {
  const mayReadIncidents = useCan('incidents.read');
  const mayReadPipelines = useCan('pipelines.read');
  const incidents = useQuery({ ...incidentsQuery, enabled: mayReadIncidents });
  const health = useQuery({ ...pipelineHealthQuery, enabled: mayReadPipelines });
  const failed = useQuery({ ...failedRunsQuery, enabled: mayReadPipelines });
  useAskAgain(incidents);
  if (!mayReadIncidents && !mayReadPipelines) return null;
  return (
    <div className="grid gap-4 lg:grid-cols-2">
      {mayReadIncidents && <ActiveIncidents query={incidents} />}
      {mayReadPipelines && <PipelineHealth query={health} />}
      {mayReadIncidents && (
        <div className="grid gap-4">
          <RecentCheckRuns query={incidents} />
          <Readiness query={incidents} />
        </div>
      )}
      {mayReadPipelines && <FailedPipelines query={failed} />}
    </div>
  );
}

/** What nobody may see is left out: nothing of it is in the answer. */
function WeekPanels() {
  const mayReadIncidents = useCan('incidents.read');
  const mayReadPipelines = useCan('pipelines.read');
  const mayReadUsage = useCan('usage.read');
  const isSeen = mayReadIncidents || mayReadPipelines || mayReadUsage;
  const week = useQuery({ ...weekQuery, enabled: isSeen });
  useAskAgain(week);
  if (!isSeen) return null;
  return (
    <div className="grid gap-4 lg:grid-cols-3">
      {mayReadIncidents && <FailingChecks query={week} />}
      {mayReadPipelines && <ErrorTypes query={week} />}
      {(mayReadUsage || mayReadIncidents) && <ProviderUsage query={week} />}
    </div>
  );
}
