import { plural } from '../../../lib/format.ts';
import { Button } from '../../../ui/button.tsx';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { filterChange, type ProvidersPageState } from '../use-providers-page.ts';

/** Nothing ever, nothing in this range, or nothing that the filters give. */
export function EmptyProviders({ page }: { page: ProvidersPageState }) {
  const { query, filters, asked, change } = page;
  if (query.data?.since === null)
    return (
      <EmptyState kind="never" title="No AI job has been reported yet.">
        Jobs come by <code>taffrail.aiJob()</code> of the SDK, its recorders for the OpenAI,
        Anthropic and Vercel AI clients, or as GenAI spans of OpenTelemetry.
      </EmptyState>
    );
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
        {asked.range !== '90d' && (
          <Button onClick={() => change({ range: '90d' })}>Show the last 90 days</Button>
        )}
      </span>
    </EmptyState>
  );
}
