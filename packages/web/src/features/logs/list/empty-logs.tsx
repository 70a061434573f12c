import { logKeptDays } from '@taffrail/contract';
import { useQuery } from '@tanstack/react-query';
import { plural } from '../../../lib/format.ts';
import { broaderRange, everything } from '../../../lib/time/broader-range.ts';
import { useTimeZone } from '../../../lib/time/time-zone.ts';
import { Button } from '../../../ui/button.tsx';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { histogramQuery } from '../logs.api.ts';
import { NoLogYet } from '../no-log-yet.tsx';
import { filterChange, rangeChange, type LogsPageState } from '../use-logs-page.ts';

/** Nothing has ever come, or nothing is in this range, or nothing matches. */
export function EmptyLogs({ page }: { page: LogsPageState }) {
  const { asked, asOf, filters, search, change } = page;
  const timeZone = useTimeZone();
  const wide = everything(asOf);
  const { data } = useQuery(
    histogramQuery({ ...asked, from: wide.from.toISOString(), to: wide.to.toISOString() }, asOf),
  );
  const conditions = filters.length + (search.q ? 1 : 0);
  if (conditions === 0 && data?.total === 0) return <NoLogYet />;
  const broader = data && broaderRange(data, asOf, timeZone);
  return (
    <EmptyState
      kind="filter"
      title={
        conditions === 0
          ? 'No log in this range.'
          : `No log in this range matches ${plural(conditions, 'filter')}.`
      }
    >
      <span className="flex flex-wrap items-center justify-center gap-2">
        {conditions > 0 && (
          <Button onClick={() => change(filterChange([], ''))}>Clear filters</Button>
        )}
        {broader && (
          <Button onClick={() => change(rangeChange(broader.range))}>
            Show the {broader.title}
          </Button>
        )}
        {data?.complete && !broader && (
          <span>Nothing matches in the last {logKeptDays} days either.</span>
        )}
      </span>
    </EmptyState>
  );
}
