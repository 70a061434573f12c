import type { UseQueryResult } from '@tanstack/react-query';
import { useMemo } from 'react';
import { formatCount } from '../../../lib/format.ts';
import { DataTable } from '../../../ui/data-table.tsx';
import { DownloadLink } from '../../../ui/download-link.tsx';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { Panel } from '../../../ui/panel.tsx';
import { ShowAll } from '../../../ui/show-all.tsx';
import { defaultSort } from '../health-search.ts';
import { exportUrl, type RequestsOfRange } from '../health.api.ts';
import type { HealthPageState } from '../use-health-page.ts';
import { endpointColumns } from './endpoint-columns.tsx';
import { EndpointDetail } from './endpoint-detail.tsx';
import { SortChoice } from './sort-choice.tsx';
import { EndpointSort, sortEndpoints, type EndpointFigures } from './sort-endpoints.ts';

const rowId = ({ method, endpoint }: EndpointFigures): string => `${method} ${endpoint}`;
/** Fewer, and the panels below are hard to find; more of a product seldom needs a look. */
const shownFirst = 10;
const noEndpoints: readonly EndpointFigures[] = [];

const detailOn = (page: HealthPageState) => (of: EndpointFigures) => (
  <EndpointDetail page={page} of={of} />
);

interface EndpointsPanelProps {
  page: HealthPageState;
  query: UseQueryResult<RequestsOfRange>;
}

/** Each endpoint of the product: how often it is asked, how often it fails, how long it takes. */
export function EndpointsPanel({ page, query }: EndpointsPanelProps) {
  const { search, change, compares, before } = page;
  const sort = search.sort ?? defaultSort;
  const answer = query.data?.current;
  const groups = answer?.groups ?? noEndpoints;
  const endpoints = useMemo(() => sortEndpoints(groups, sort), [groups, sort]);
  const isOpenFurther = endpoints.findIndex((row) => rowId(row) === search.peek) >= shownFirst;
  const showsAll = search.endpoints === 'all' || isOpenFurther;
  const columns = useMemo(() => endpointColumns(compares), [compares]);
  const openIds = useMemo(() => new Set(search.peek ? [search.peek] : []), [search.peek]);
  const sortBy = (next: string): void => {
    const read = EndpointSort.safeParse(next);
    if (read.success) change({ sort: read.data === defaultSort ? undefined : read.data });
  };
  const download =
    answer && endpoints.length > 0
      ? exportUrl(answer, compares ? before.compare : 'none')
      : undefined;
  const hidden = (answer?.groupCount ?? 0) - endpoints.length;
  return (
    <Panel
      title="Endpoints"
      query={query}
      flush
      isEmpty={({ current }) => current.groups.length === 0}
      empty={
        <EmptyState kind="filter" title="No endpoint was asked in this range.">
          Each is listed here with its first request.
        </EmptyState>
      }
      partial={
        hidden > 0
          ? `The ${formatCount(endpoints.length)} with most requests of ${formatCount(endpoints.length + hidden)}.`
          : undefined
      }
      actions={
        download && (
          <>
            <SortChoice sort={sort} onSort={sortBy} />
            <DownloadLink href={download} shortcut="Export the endpoints">
              Export CSV
            </DownloadLink>
          </>
        )
      }
    >
      {() => (
        <>
          <DataTable
            caption="Endpoints"
            columns={columns}
            rows={showsAll ? endpoints : endpoints.slice(0, shownFirst)}
            rowId={rowId}
            rowName={rowId}
            sort={sort}
            onSort={sortBy}
            detail={detailOn(page)}
            openIds={openIds}
            onToggle={(id) => change({ peek: openIds.has(id) ? undefined : id })}
          />
          <ShowAll
            things="endpoints"
            first={shownFirst}
            total={endpoints.length}
            all={showsAll}
            onChange={(all) =>
              change({
                endpoints: all ? 'all' : undefined,
                ...(isOpenFurther && { peek: undefined }),
              })
            }
          />
        </>
      )}
    </Panel>
  );
}
