import { useQuery } from '@tanstack/react-query';
import { plural } from '../../../lib/format.ts';
import { Button } from '../../../ui/button.tsx';
import { ConnectSource } from '../../../ui/connect-source.tsx';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { NothingMatches } from '../../../ui/list/nothing-matches.tsx';
import { RelativeTime } from '../../../ui/relative-time.tsx';
import { figuresQuery } from '../incidents.api.ts';
import { filterChange, type IncidentsPageState } from '../use-incidents-page.ts';

const anyState = { field: 'state', op: 'in', values: ['all'] } as const;

/** Nothing ever, nothing by filter, or nothing and good. */
export function EmptyIncidents({ page }: { page: IncidentsPageState }) {
  const { data: figures } = useQuery(figuresQuery);
  const { filters, search, change } = page;
  if (figures && !figures.hasIncidents) return <NeverAny />;
  const count = filters.length + (search.q === undefined ? 0 : 1);
  const isOnly = (field: string): boolean =>
    search.q === undefined && filters.every((filter) => filter.field === field);
  if (count === 0)
    return (
      <EmptyState kind="good" title="No active incidents.">
        {figures?.lastResolvedAt && (
          <>
            The last one was resolved <RelativeTime at={figures.lastResolvedAt} />.
          </>
        )}
      </EmptyState>
    );
  if (isOnly('owner') && filters[0]?.values[0] === 'me')
    return <EmptyState kind="good" title="No active incident is yours." />;
  if (filters.some(({ field }) => field === 'openForMinutes') && count === 2)
    return <EmptyState kind="good" title="Every incident is taken care of." />;
  return (
    <NothingMatches
      title={`No incident matches ${plural(count, 'filter')}.`}
      onClear={() => change(filterChange([], ''))}
    >
      {!filters.some(({ field }) => field === 'state') && (
        <Button onClick={() => change(filterChange([...filters, anyState]))}>In any state</Button>
      )}
    </NothingMatches>
  );
}

function NeverAny() {
  return (
    <EmptyState kind="never" title="There has been no incident yet.">
      <p>
        Alerts that belong together become an incident. They come from Alertmanager, Sentry, GitHub
        or any system that can call an address, and from the console’s own checks and heartbeats.
      </p>
      <ConnectSource />
    </EmptyState>
  );
}
