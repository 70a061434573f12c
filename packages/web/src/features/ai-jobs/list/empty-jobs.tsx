import { plural } from '../../../lib/format.ts';
import { Button } from '../../../ui/button.tsx';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { BroaderRange } from '../../../ui/list/nothing-matches.tsx';
import { filterChange, rangeChange, type JobsPageState } from '../use-jobs-page.ts';

/** Nothing in this range, or nothing that the filters give. */
export function EmptyJobs({ page: { filters, range, change } }: { page: JobsPageState }) {
  return (
    <EmptyState
      kind="filter"
      title={
        filters.length === 0
          ? 'No AI job in this range.'
          : `No AI job in this range matches ${plural(filters.length, 'filter')}.`
      }
    >
      <span className="flex flex-wrap justify-center gap-2">
        {filters.length > 0 && (
          <Button onClick={() => change(filterChange([]))}>Clear filters</Button>
        )}
        <BroaderRange range={range} onRange={(next) => change(rangeChange(next))} upTo="12m" />
      </span>
      {filters.length === 0 && (
        <p className="mt-3">
          Jobs come by <code>taffrail.aiJob()</code> of the SDK, its recorders for the OpenAI,
          Anthropic and Vercel AI clients, or as GenAI spans of OpenTelemetry.
        </p>
      )}
    </EmptyState>
  );
}
