import type { SearchTrends, SearchTrendsComparison } from '@taffrail/contract';
import type { UseQueryResult } from '@tanstack/react-query';
import { Skeleton } from '../../../ui/skeleton.tsx';
import { periodText } from '../words.ts';

interface PeriodLineProps {
  query: UseQueryResult<SearchTrends>;
  comparison: SearchTrendsComparison;
}

export function PeriodLine({ query: { data, isError }, comparison }: PeriodLineProps) {
  if (!data && isError) return null;
  if (!data) return <Skeleton className="mb-4 h-4.5 w-96 max-w-full" />;
  return (
    <p className="mb-4 text-compact text-muted">
      {periodText(data, comparison)}
      <span className="max-sm:hidden"> Days begin at midnight in {data.timeZone}.</span>
    </p>
  );
}
