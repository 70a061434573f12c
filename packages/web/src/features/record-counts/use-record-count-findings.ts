import { useQuery } from '@tanstack/react-query';
import type { PanelFindings } from '../../ui/finding.ts';
import { judgeRecordCounts } from './judge-record-counts.ts';
import { recordCountsQuery } from './record-counts.api.ts';

export const useRecordCountFindings = (): PanelFindings => {
  const { data, isPending } = useQuery(recordCountsQuery);
  return { isPending, findings: isPending ? [] : judgeRecordCounts(data) };
};
