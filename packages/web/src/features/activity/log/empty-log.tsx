import { activityKeptDays } from '@taffrail/contract';
import { useQuery } from '@tanstack/react-query';
import { broaderRange, everything } from '../../../lib/time/broader-range.ts';
import { useTimeZone } from '../../../lib/time/time-zone.ts';
import { Button } from '../../../ui/button.tsx';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { Link } from '../../../ui/link.tsx';
import { NothingCameYet } from '../../../ui/nothing-came-yet.tsx';
import { plural } from '../../../lib/format.ts';
import { actionsQuery, histogramQuery } from '../activity.api.ts';
import { filterChange, rangeChange, type ActivityPageState } from '../use-activity-page.ts';

/** Nothing has ever come, or nothing is in this range, or nothing matches. */
export function EmptyLog({ page }: { page: ActivityPageState }) {
  const seen = useQuery(actionsQuery);
  if (seen.data?.items.length === 0) return <NothingYet />;
  return <NothingHere page={page} />;
}

function NothingYet() {
  return (
    <NothingCameYet title="No action has come yet.">
      The <Link to="/admin/first-steps">first steps</Link> lead to one in ten lines of code, or with
      one command.
    </NothingCameYet>
  );
}

function NothingHere({ page }: { page: ActivityPageState }) {
  const { asked, asOf, filters, search, change } = page;
  const timeZone = useTimeZone();
  const wide = everything(asOf);
  const { data } = useQuery(
    histogramQuery(
      asked && { ...asked, from: wide.from.toISOString(), to: wide.to.toISOString() },
      asOf,
    ),
  );
  const broader = data && broaderRange(data, asOf, timeZone);
  const conditions =
    filters.reduce((sum, { values }) => sum + values.length, 0) + (search.q ? 1 : 0);
  return (
    <EmptyState
      kind="filter"
      title={
        conditions === 0
          ? 'No action in this range.'
          : `No action in this range matches ${plural(conditions, 'filter')}.`
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
          <span>Nothing matches in the last {activityKeptDays} days either.</span>
        )}
      </span>
    </EmptyState>
  );
}
