import type { ChangeTopic } from '@taffrail/contract';
import { useIsFetching, useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { formatMinute } from '../../lib/time/format-time.ts';
import { endsNow } from '../../lib/time/time-range.ts';
import { useTimeZone } from '../../lib/time/time-zone.ts';
import { withSearch } from '../../lib/url/with-search.tsx';
import { ExportMenu } from '../../ui/export-menu.tsx';
import { FilterBar } from '../../ui/filter-bar.tsx';
import { FilterSearch } from '../../ui/filter-link.tsx';
import { useSearchWith } from '../../ui/list/use-search-with.ts';
import { PageHead } from '../../ui/page-head.tsx';
import { TopBarSlot } from '../../ui/page-slots.tsx';
import { RefreshControl } from '../../ui/refresh-control.tsx';
import { TimeRange } from '../../ui/time-range.tsx';
import { exportUrl, jobsQuery } from './ai-jobs.api.ts';
import { nameFields, withFilter } from './filters/job-fields.ts';
import { JobsSearch } from './jobs-search.ts';
import { JobsPanel } from './list/jobs-panel.tsx';
import { filterChange, rangeChange, useJobsPage, type JobsPageState } from './use-jobs-page.ts';

const topics: readonly ChangeTopic[] = ['ai_jobs'];

/** The jobs behind a figure. */
function Jobs() {
  const page = useJobsPage();
  const { search, filters, asked, rows, change } = page;
  const query = useQuery(jobsQuery(asked, Number(rows), search.after));
  const fields = useMemo(() => nameFields(query.data?.items ?? []), [query.data]);
  const searchWith = useSearchWith(page, withFilter, filterChange);
  return (
    <FilterSearch value={searchWith}>
      <PageHead
        title="AI jobs"
        purpose="Single calls of models: for whom, what they cost, and what came of them."
        actions={<ExportJobs page={page} />}
      />
      <JobsTopBar page={page} />
      <FilterBar
        fields={fields}
        filters={filters}
        q=""
        placeholder="provider:openai status:failed cost:unpriced"
        onFilters={(next) => change(filterChange(next))}
        // There are no words to search for: only filters are written here.
        onText={() => undefined}
      />
      <JobsPanel page={page} query={query} />
    </FilterSearch>
  );
}

function JobsTopBar({ page }: { page: JobsPageState }) {
  const { search, range, asOf, change, refresh } = page;
  const fetching = useIsFetching({ queryKey: ['ai-jobs'] }) > 0;
  const isNewest = endsNow(range) && search.after === undefined;
  return (
    <>
      <TopBarSlot slot="range">
        <TimeRange
          range={range}
          onRange={(next) => change(rangeChange(next))}
          tz={search.tz}
          onTz={(tz) => change({ tz })}
        />
      </TopBarSlot>
      <TopBarSlot slot="refresh">
        <RefreshControl
          asOf={asOf}
          refreshing={fetching}
          onRefresh={refresh}
          paused={search.peek !== undefined}
          liveTopics={isNewest ? topics : undefined}
        />
      </TopBarSlot>
    </>
  );
}

function ExportJobs({ page: { asked, span, filters } }: { page: JobsPageState }) {
  const timeZone = useTimeZone();
  return (
    <ExportMenu urlOf={(format) => exportUrl(asked, format, timeZone)}>
      The AI jobs from {formatMinute(span.from, timeZone)} to {formatMinute(span.to, timeZone)}
      {filters.length > 0 ? ', as filtered' : ''}, newest first.
    </ExportMenu>
  );
}

export const JobsPage = withSearch(JobsSearch, Jobs);
