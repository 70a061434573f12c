import { useQuery } from '@tanstack/react-query';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { NoRequests } from '../../ui/no-requests.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { everRequestsQuery } from './health.api.ts';
import { rangeChange, type HealthPageState } from './use-health-page.ts';

/** Nothing ever, or nothing in this range: two different things to do. */
export function NoRequestsInRange({ page }: { page: HealthPageState }) {
  const { data: ever } = useQuery(everRequestsQuery(true));
  if (ever === undefined) return <Skeleton className="mx-auto my-10 h-6 w-64" />;
  if (ever === 0) return <NoRequests />;
  return (
    <EmptyState kind="filter" title="No request came in this range.">
      <Button onClick={() => page.change(rangeChange('90d'))}>Show the last 90 days</Button>
    </EmptyState>
  );
}
