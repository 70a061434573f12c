import { useQuery } from '@tanstack/react-query';
import type { PanelFindings } from '../../../ui/finding.ts';
import { judgeRecentRuns } from './judge-recent-runs.ts';
import { recentRunsQuery } from './recent-runs.api.ts';

export const useLoadTestFindings = (): PanelFindings => {
  const { data, isPending } = useQuery(recentRunsQuery);
  return { isPending, findings: isPending ? [] : judgeRecentRuns(data?.runs) };
};
