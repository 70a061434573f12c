import { useQuery } from '@tanstack/react-query';
import { everything } from '../../../lib/time/broader-range.ts';
import { Link } from '../../../ui/link.tsx';
import { NothingCameYet } from '../../../ui/nothing-came-yet.tsx';
import { NothingInRange } from '../../../ui/nothing-in-range.tsx';
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
  const wide = everything(asOf);
  const { data } = useQuery(
    histogramQuery(
      asked && { ...asked, from: wide.from.toISOString(), to: wide.to.toISOString() },
      asOf,
    ),
  );
  return (
    <NothingInRange
      thing="action"
      conditions={filters.reduce((sum, { values }) => sum + values.length, 0) + (search.q ? 1 : 0)}
      everything={data}
      asOf={asOf}
      onClear={() => change(filterChange([], ''))}
      onRange={(range) => change(rangeChange(range))}
    />
  );
}
