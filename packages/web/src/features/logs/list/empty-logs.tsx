import { useQuery } from '@tanstack/react-query';
import { everything } from '../../../lib/time/broader-range.ts';
import { NothingInRange } from '../../../ui/nothing-in-range.tsx';
import { histogramQuery } from '../logs.api.ts';
import { NoLogYet } from '../no-log-yet.tsx';
import { filterChange, rangeChange, type LogsPageState } from '../use-logs-page.ts';

/** Nothing has ever come, or nothing is in this range, or nothing matches. */
export function EmptyLogs({ page }: { page: LogsPageState }) {
  const { asked, asOf, filters, search, change } = page;
  const wide = everything(asOf);
  const { data } = useQuery(
    histogramQuery({ ...asked, from: wide.from.toISOString(), to: wide.to.toISOString() }, asOf),
  );
  const conditions = filters.length + (search.q ? 1 : 0);
  if (conditions === 0 && data?.total === 0) return <NoLogYet />;
  return (
    <NothingInRange
      thing="log"
      conditions={conditions}
      everything={data}
      asOf={asOf}
      onClear={() => change(filterChange([], ''))}
      onRange={(range) => change(rangeChange(range))}
    />
  );
}
